"""Why two categories match as they do, as a table of what speaks for it and against it."""

from __future__ import annotations

import click

from gapfinder.cli.tables import print_table
from gapfinder.matching.explaining import Explanation
from gapfinder.matching.trees import Place
from gapfinder.printable import make_printable


def show_explanation(told: Explanation) -> None:
    """Print the pair, the verdict, the sum and what else came into question."""
    click.echo(_name(told.source))
    click.echo(_name(told.target))
    if told.relation is None or told.sureness is None:
        click.echo(f"not compared: {told.reason}; this is the sum of the two alone")
    else:
        click.echo(f"{told.relation}, sure to {told.sureness:.2f}: {make_printable(told.reason, limit=500)}")
    rows = [(part.meaning, f"{part.value:.2f}", f"{part.weight:+.2f}", f"{part.amount:+.2f}") for part in told.parts]
    ends = [
        ("what every pair begins with", "", "", f"{told.bias:+.2f}"),
        ("sum, in log odds", "", "", f"{told.total:+.2f}"),
    ]
    print_table(("what", "value", "weight", "counts"), [*rows, *ends])
    if told.rivals:
        click.echo()
        others = [(_name(rival.place), rival.relation, f"{rival.sureness:.2f}") for rival in told.rivals]
        print_table(("what else came into question", "relation", "sure to"), others)


def _name(place: Place) -> str:
    return f"{make_printable(place.site)}: {' > '.join(make_printable(name) for name in place.path)}"
