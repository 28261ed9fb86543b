"""Why two categories match as they do, as a table of what speaks for it and against it."""

from __future__ import annotations

from collections.abc import Sequence

import click

from gapfinder.cli.tables import print_table
from gapfinder.matching.catalogues.trees import Place
from gapfinder.matching.explaining import Explanation
from gapfinder.printable import make_printable


def show_explanation(told: Explanation, decided: Sequence[str] = ()) -> None:
    """Print the pair, what people decided of it, the machine's verdict, the sum, and who shares it."""
    click.echo(_name(told.source))
    click.echo(_name(told.target))
    for line in decided:
        click.echo(line)
    by = "by the machine alone: " if decided else ""
    if told.relation is None or told.sureness is None:
        click.echo(f"{by}not compared: {told.reason}; this is the sum of the two alone")
    else:
        click.echo(f"{by}{told.relation}, sure to {told.sureness:.2f}: {make_printable(told.reason, limit=500)}")
    if told.turn:
        click.echo(f"the second is {told.relation}: {told.turn}")
    rows = [(part.meaning, f"{part.value:.2f}", f"{part.weight:+.2f}", f"{part.amount:+.2f}") for part in told.parts]
    ends = [
        ("what every pair begins with", "", "", f"{told.bias:+.2f}"),
        ("sum, in log odds", "", "", f"{told.total:+.2f}"),
    ]
    print_table(("what", "value", "weight", "counts"), [*rows, *ends])
    if told.sureness is not None or told.shares.rivals:
        click.echo()
        _show_shares(told)


def _show_shares(told: Explanation) -> None:
    shares = told.shares
    own = [(_name(told.target), told.relation, told.total, shares.own, told.sureness)] if told.relation else []
    rivals = [(_name(one.place), one.relation, one.total, one.share, one.sureness) for one in shares.rivals]
    rows = [
        (name, str(relation), f"{total:+.2f}", f"{share:.2f}", f"{sureness:.2f}")
        for name, relation, total, share, sureness in sorted([*own, *rivals], key=lambda row: -row[2])
    ]
    if shares.left_out:
        rows.append((f"{shares.left_out} more", "", "", f"{shares.others:.2f}", ""))
    rows.append(("nothing there", "", "+0.00", f"{shares.nothing:.2f}", ""))
    print_table(("what came into question", "relation", "sum", "share", "sure to"), rows)
    click.echo(
        "The sums as odds (e to their power) share what is 1 in all; sure to: the part of answers with such a share"
    )
    click.echo("that was right, in mappings read by eye.")


def _name(place: Place) -> str:
    return f"{make_printable(place.site)}: {' > '.join(make_printable(name) for name in place.path)}"
