"""`gapfinder match`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, TypedDict, Unpack

import click

from gapfinder.cli.evidence import name_languages, tell_evidence, tell_uncompared
from gapfinder.cli.options import data_option, engagement_option, find_home
from gapfinder.counting import count
from gapfinder.errors import UsageError
from gapfinder.printable import make_printable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gapfinder.matching.catalogues.meanings import FindReader
    from gapfinder.meaning.vector_shelf import VectorShelf


class MatchOptions(TypedDict):
    """The command's options as click passes them."""

    output: Path | None
    top: int
    model: Path | None
    by_words: bool
    anew: bool
    explain: tuple[str, str] | None
    engagement: Path | None
    data: Path | None


@click.command(name="match")
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "-o", "--output", metavar="FILE", type=click.Path(path_type=Path, dir_okay=False), help="Where to write the pairs."
)
@click.option("--top", type=click.IntRange(1, 50), default=5, show_default=True, help="Targets a source at most.")
@click.option(
    "--explain",
    nargs=2,
    metavar="A B",
    help="Show the whole sum of one pair: paths of the two FILES, or 'SITE: PATH' of what is loaded.",
)
@click.option(
    "--model",
    metavar="DIR",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    help="Folder of a sentence model for two files.  [default: the one that gapfinder[semantic] brings]",
)
@click.option("--anew", is_flag=True, help="Match all that is loaded again, not only what is new or changed.")
@click.option("--by-words", is_flag=True, help="Match two files without a sentence model.")
@engagement_option
@data_option
def match(files: tuple[Path, ...], **options: Unpack[MatchOptions]) -> None:
    """Find what categories of different sites have in common.

    Without FILES, what is new or changed since the last time is matched with all that is loaded. With two FILES, the
    categories of the first are matched with those of the second: CSV with the column `path` (names joined by " > "), no
    warehouse needed. The output has the columns source_path, target_path, score, relation, each source's best target
    first. The relation `none` is said only of what was compared: not across languages that words, or the model, do not
    know, where sources that nothing is like have what comes nearest, if anything.
    """
    if len(files) not in (0, 2):
        raise UsageError(f"match takes two files, or none; {len(files)} given")
    if options["explain"] is not None:
        _explain(files, options["explain"], options)
    elif files:
        _match_files(files[0], files[1], options)
    else:
        _match_loaded(options)


def _match_files(source: Path, target: Path, options: MatchOptions) -> None:
    from gapfinder.cli.work_bar import show_work
    from gapfinder.matching.pairing import LIKELY, pair_files

    output = options["output"]
    if output is None:
        raise UsageError("two files need a third to write to: -o FILE")
    with show_work():
        paired = pair_files(source, target, output=output, top=options["top"], find_reader=_choose_model(options))
    sources = count(paired.sources, "category")
    click.echo(
        f"{paired.matched:,} of {sources} have a counterpart among {paired.targets:,},"
        f" {paired.likely:,} of them with a score of at least {LIKELY}: {output}"
    )
    for told in paired.passed_over:
        click.echo(make_printable(told, limit=500), err=True)
    tell_evidence(by_meaning=paired.by_meaning, is_wanted=options["by_words"])
    ours, theirs = map(name_languages, paired.spoken)
    tell_uncompared(
        f"{source} is in {ours}, {target} in {theirs}",
        paired.uncompared,
        "what nothing was found for may be there by another name, and is not called `none`",
        by_meaning=paired.by_meaning,
    )


def _choose_model(options: MatchOptions) -> FindReader | None:
    """Return what finds a sentence model, None where words alone are to do."""
    from gapfinder.meaning.installed import open_shelf

    def find(languages: frozenset[str]) -> VectorShelf | None:
        return open_shelf(options["model"], languages=languages)

    return None if options["by_words"] else find


def _explain(files: tuple[Path, ...], names: tuple[str, str], options: MatchOptions) -> None:
    from gapfinder.cli.explanation import show_explanation
    from gapfinder.cli.work_bar import show_work
    from gapfinder.loaded_pair import explain_loaded
    from gapfinder.matching.pairing import explain_files

    decided: Sequence[str] = ()
    with show_work():
        if files:
            found = explain_files(files[0], files[1], names, find_reader=_choose_model(options))
        else:
            found, decided = explain_loaded(find_home(options["engagement"], options["data"]), names)
    show_explanation(found, decided)
    tell_evidence(by_meaning=found.by_meaning, is_wanted=options["by_words"])


def _match_loaded(options: MatchOptions) -> None:
    from gapfinder.analysing import match_loaded
    from gapfinder.cli.work_bar import show_work
    from gapfinder.reviewing.contradictions import tell_contradictions

    if options["output"] is not None:
        raise UsageError("--output goes with two files; the concepts of what is loaded are kept in the warehouse")
    if options["by_words"] or options["model"] is not None:
        raise UsageError("--by-words and --model go with two files; what is loaded is matched with the installed model")
    with show_work():
        found = match_loaded(find_home(options["engagement"], options["data"]), anew=options["anew"])
    click.echo(
        f"{count(found.categories, 'category')} of {count(found.sites, 'site')}: {count(found.concepts, 'concept')},"
        f" {found.shared:,} of them on several sites"
    )
    tell_evidence(by_meaning=found.by_meaning)
    tell_uncompared(
        f"Sites are in {name_languages(found.uncompared)}",
        found.uncompared,
        "what has another name in another language is left undecided, not called absent",
        by_meaning=found.by_meaning,
    )
    if found.leaves_findings:
        click.echo(
            "Presence and gaps are as of the last report: `gapfinder report` finds them by these concepts.", err=True
        )
    for line in tell_contradictions(found.contradictions):
        click.echo(line, err=True)
