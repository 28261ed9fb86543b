"""Tables on a terminal."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from typing import TextIO

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from gapfinder.printable import make_printable

UNBOUNDED = 100_000
"""Columns of a terminal that is none: a pipe's reader wants whole cells."""


def print_table(names: Sequence[str], rows: Iterable[Sequence[str]], *, stream: TextIO | None = None) -> None:
    """Print rows under their names; cells are shown without the control characters of sites.

    Standard output is meant where no stream is given.
    """
    stream = stream or sys.stdout
    table = Table(box=SIMPLE_HEAD, show_edge=False, pad_edge=False)
    for name in names:
        table.add_column(Text(make_printable(name)), overflow="fold")
    for row in rows:
        table.add_row(*(Text(make_printable(cell)) for cell in row))
    # A captured or closed stream is no terminal and has no width to keep to.
    width = None if stream.isatty() else UNBOUNDED
    console = Console(file=stream, width=width, highlight=False, markup=False, emoji=False)
    console.print(table, soft_wrap=width is not None)
