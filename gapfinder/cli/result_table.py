"""A query's rows on a terminal: as a table where it fits, else one field a line."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TextIO

import click
from rich.cells import cell_len, chop_cells, set_cell_size

from gapfinder.printable import make_printable
from warehouse.export import show_value
from warehouse.query import Column, Result, Row

GAP = "  "
NARROWEST = 10
"""Display columns below which no column is cut; where that does not fit, each field gets a line."""
WHOLE_FIELD = 4000
"""Characters of a value that is shown on lines of its own."""
NUMBERS = ("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT", "FLOAT", "DOUBLE", "DECIMAL", "UINT", "UBIGINT")
PLAN = ("explain_key", "explain_value")


@dataclass(frozen=True, slots=True, kw_only=True)
class Showing:
    """How to show results: at most `most` rows, each field on a line of its own where `expanded`."""

    most: int | None
    expanded: bool = False


def print_result(result: Result, showing: Showing, *, stream: TextIO | None = None) -> int:
    """Print a result on standard output, and on standard error whether rows were left off; return the rows shown.

    A terminal's width is kept to; elsewhere cells are whole. Raises QueryRejected where the query fails on the way.
    """
    stream = stream or sys.stdout
    rows = list(islice(result.rows, None if showing.most is None else showing.most + 1))
    shown = rows[: showing.most]
    width = max(NARROWEST, shutil.get_terminal_size().columns) if stream.isatty() else None
    for line in list_lines(result.columns, shown, width=width, expanded=showing.expanded):
        click.echo(line, file=stream)
    if len(shown) < len(rows):
        click.echo(f"The first {len(shown)} rows; --max-rows 0 or --format csv prints all.", err=True)
    return len(shown)


def list_lines(
    columns: Sequence[Column], rows: list[Row], *, width: int | None, expanded: bool = False
) -> Iterator[str]:
    """Yield rows under the names of their columns, in lines no wider than `width` display columns; None means any.

    Control characters of sites are left out.
    """
    if tuple(column.name for column in columns) == PLAN:
        yield from (line for _, plan in rows for line in _list_plan(str(plan), width))
    elif expanded or (widths := _fit_widths(rows, columns, width)) is None:
        yield from _list_fields(rows, columns, width)
    else:
        yield from _list_table(rows, columns, widths)


def cut_text(text: str, width: int) -> str:
    """Return a text of no more than `width` display columns, one that is cut with an ellipsis.

    >>> cut_text("assortment", 6), cut_text("商品分類", 6), cut_text("商品", 4), cut_text("ab", 1)
    ('assor…', '商品…', '商品', '…')
    """
    return text if cell_len(text) <= width else set_cell_size(text, width - 1).rstrip() + "…"


def _fit_widths(rows: list[Row], columns: Sequence[Column], width: int | None) -> list[int] | None:
    """Return the display width of each column: the widest are cut to one measure; None where that is too narrow."""
    if not columns:
        return []
    names = [cell_len(make_printable(column.name)) for column in columns]
    widths = [max([name, *(cell_len(_show_cell(row[number])) for row in rows)]) for number, name in enumerate(names)]
    if width is None:
        return widths
    room = width - len(GAP) * (len(columns) - 1)
    measure = max(widths)
    while sum(min(each, measure) for each in widths) > room:
        measure -= 1
        if measure < NARROWEST:
            return None
    return [min(each, measure) for each in widths]


def _show_cell(value: object) -> str:
    return make_printable(show_value(value))


def _list_table(rows: list[Row], columns: Sequence[Column], widths: list[int]) -> Iterator[str]:
    rights = [column.type.startswith(NUMBERS) and not column.type.endswith("[]") for column in columns]
    names = [make_printable(column.name) for column in columns]
    yield click.style(_join_cells(names, widths, rights), bold=True)
    yield "─" * (sum(widths) + len(GAP) * max(0, len(widths) - 1))
    for row in rows:
        yield _join_cells([_show_cell(value) for value in row], widths, rights)


def _join_cells(cells: list[str], widths: list[int], rights: list[bool]) -> str:
    return GAP.join(map(_place_cell, cells, widths, rights)).rstrip()


def _place_cell(text: str, width: int, right: bool) -> str:
    shown = cut_text(text, width)
    blank = " " * (width - cell_len(shown))
    return blank + shown if right else shown + blank


def _list_fields(rows: list[Row], columns: Sequence[Column], width: int | None) -> Iterator[str]:
    names = [make_printable(column.name) for column in columns]
    edge = max(map(cell_len, names), default=0)
    if width is not None:
        edge = min(edge, width // 2)
    for number, row in enumerate(rows, start=1):
        yield click.style(f"── {number} ──", bold=True)
        for name, value in zip(names, row, strict=True):
            text = make_printable(show_value(value), limit=WHOLE_FIELD)
            head = _place_cell(name, edge, False)
            lines = chop_cells(text, width - edge - len(GAP)) if width is not None and text else [text]
            for line in lines:
                yield f"{head}{GAP}{line}".rstrip()
                head = " " * edge


def _list_plan(plan: str, width: int | None) -> Iterator[str]:
    for line in plan.splitlines():
        shown = "".join(char for char in line if char.isprintable())
        yield shown if width is None else cut_text(shown, width)
