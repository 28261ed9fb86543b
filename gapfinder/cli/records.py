"""Rows as a table where the terminal is wide enough for one, else one below the other."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from rich.cells import cell_len
from rich.console import Console

from gapfinder.cli.tables import print_table
from gapfinder.printable import make_printable

GAP = 3
"""Columns between two cells of a table."""


def print_fitting(names: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print rows under their names on standard output; the first cell is what a row is of.

    Where a table would break words at the terminal's edge, each row has a line of its own for each cell that is not
    empty.
    """
    shown = [[make_printable(cell) for cell in row] for row in rows]
    widths = [max(map(cell_len, column)) for column in zip(names, *shown, strict=True)]
    if not sys.stdout.isatty() or sum(widths) + GAP * (len(widths) - 1) <= Console(file=sys.stdout).width:
        print_table(names, shown)
        return
    edge = max(map(len, names))
    for first, *others in shown:
        print(first)
        for name, cell in zip(names[1:], others, strict=True):
            if cell:
                print(f"  {name:{edge}}  {cell}")
