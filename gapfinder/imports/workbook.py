"""Tables in workbooks (XLSX), read row by row with openpyxl: https://openpyxl.readthedocs.io/en/stable/optimized.html."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import closing
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import BinaryIO

from openpyxl import load_workbook
from openpyxl.workbook.workbook import Workbook

from gapfinder.errors import UsageError
from gapfinder.imports.headers import find_header
from gapfinder.imports.kinds import Kind
from gapfinder.imports.rows import Table, pair_rows
from gapfinder.imports.unreadable import CatalogueUnreadable
from gapfinder.imports.workbook_bounds import check_workbook

MOST_ROWS = 1_048_576


def open_workbook(path: Path, stream: BinaryIO, *, sheet: str | None, kind: Kind | None) -> tuple[Table, Kind]:
    """Return the table of a workbook's first sheet, or of the one named, and what kind of file that is.

    Of formulas the results count that the program which wrote the file kept in it; none is ever worked out.
    Raises UsageError where there is no such sheet, CatalogueUnreadable for all else, also while rows are read.
    """
    check_workbook(path)
    records = _read_records(path, stream, sheet)
    header = find_header(records, kind)
    if header.kind is None:
        raise CatalogueUnreadable(f"{path}: {header.describe_mismatch(kind)}")
    return Table(header=header.cells, rows=pair_rows(header.cells, records)), header.kind


def _read_records(path: Path, stream: BinaryIO, sheet: str | None) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows that hold anything, with their numbers."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of styles and extensions, which say nothing of the cells
            workbook = load_workbook(stream, read_only=True, data_only=True, keep_links=False)
            with closing(workbook):
                yield from _list_rows(path, workbook, sheet)
    except (UsageError, CatalogueUnreadable):
        raise
    except Exception as error:  # a damaged workbook fails in openpyxl in any way
        reason = " ".join(str(error).split())[:160] or type(error).__name__
        raise CatalogueUnreadable(f"{path}: is no workbook that can be read: {reason}") from None


def _list_rows(path: Path, workbook: Workbook, sheet: str | None) -> Iterator[tuple[int, list[str]]]:
    sheets = {one.title: one for one in workbook.worksheets}
    chosen = sheets.get(sheet) if sheet is not None else next(iter(sheets.values()), None)
    if chosen is None:
        if sheet is None:
            raise CatalogueUnreadable(f"{path}: has no sheet")
        raise UsageError(f"--sheet {sheet!r}: {path} has {', '.join(map(repr, sheets))}")
    chosen.reset_dimensions()  # what a sheet says of its size is often wrong, and may be any number
    for number, values in enumerate(chosen.iter_rows(max_row=MOST_ROWS, values_only=True), start=1):
        cells = [write_cell(value) for value in values]
        while cells and not cells[-1].strip():
            cells.pop()
        if cells:
            yield number, cells


def write_cell(value: object) -> str:
    """Return a cell as text: numbers with the fifteen digits that spreadsheets show, never with an exponent.

    >>> [write_cell(value) for value in (None, "Saw", 9.9, 4005176518430.0, 0.1 + 0.2, True, 1e-7)]
    ['', 'Saw', '9.9', '4005176518430', '0.3', 'TRUE', '0.0000001']
    """
    match value:
        case None:
            return ""
        case str():
            return value
        case bool():
            return str(value).upper()
        case int():
            return str(value) if abs(value) < 10**20 else ""
        case float():
            return format(Decimal(format(value, ".15g")), "f") if abs(value) < 1e20 else ""
        case datetime() | date() | time():
            return value.isoformat()
        case _:
            return str(value)
