"""Writes a query's result as an Excel workbook, row by row as it comes."""

from __future__ import annotations

import math
from datetime import date, datetime
from decimal import Decimal
from io import FileIO
from pathlib import Path
from typing import Any

from warehouse.errors import WarehouseError
from warehouse.export import name_apart, show_value
from warehouse.query import Result

MOST_ROWS = 1_048_576
"""Rows of a sheet, the header among them; this and the next two are Excel's own bounds."""
MOST_COLUMNS = 16_384
MOST_TEXT = 32_767
EXACT = 10**15
"""Whole numbers from here on lose digits in Excel, which counts in floats."""
FIRST_DAY = date(1900, 3, 1)
"""Excel takes 1900 for a leap year; before this day its dates are wrong."""
SAFE: dict[str, Any] = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
WIDTHS = {"VARCHAR": 30, "VARCHAR[]": 30, "TIMESTAMP": 19}
WIDTH = 14


def write_workbook(result: Result, path: Path) -> int:
    """Write one sheet with a header; return how many texts were cut because Excel takes no longer ones.

    What a site wrote is text, never a formula or a link. Raises WarehouseError where there are more rows or columns
    than a sheet takes, QueryRejected where the query fails on the way, OSError where the disk does not take it.
    """
    from xlsxwriter import Workbook  # noqa: PLC0415 - who writes no workbook need not wait for it
    from xlsxwriter.exceptions import FileCreateError  # noqa: PLC0415

    if len(result.columns) > MOST_COLUMNS:
        raise WarehouseError(f"{len(result.columns)} columns are more than a sheet takes ({MOST_COLUMNS})")
    with path.open("wb", buffering=0) as file:
        draft = _Draft(file)
        try:
            with Workbook(draft, SAFE) as book:
                cut = _fill_book(book, result)
        except FileCreateError as error:
            raise OSError(*getattr(error.args[0], "args", error.args)) from error
    if draft.failure:
        raise draft.failure
    return cut


def _fill_book(book: Any, result: Result) -> int:
    sheet = book.add_worksheet("result")
    sheet.freeze_panes(1, 0)
    for number, column in enumerate(result.columns):
        sheet.set_column(number, number, WIDTHS.get(column.type, WIDTH))
    formats: dict[type, Any] = {
        datetime: book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"}),
        date: book.add_format({"num_format": "yyyy-mm-dd"}),
    }
    head = book.add_format({"bold": True})
    for number, name in enumerate(name_apart(result.columns)):
        sheet.write_string(0, number, name[:MOST_TEXT], head)
    last, cut = 0, 0
    for last, row in enumerate(result.rows, start=1):
        if last >= MOST_ROWS:
            raise WarehouseError(f"more rows than a sheet takes ({MOST_ROWS - 1:,}): use CSV or Parquet, or a limit")
        for number, value in enumerate(row):
            cut += _write_cell(sheet, (last, number), to_cell(value), formats)
    if result.columns:
        sheet.autofilter(0, 0, last, len(result.columns) - 1)
    return cut


def to_cell(value: object) -> str | float | int | bool | date | None:
    """Return what Excel can hold of a value without changing it; the rest is text.

    >>> to_cell(10**15), to_cell(Decimal("1.50")), to_cell(Decimal("0.12345678901234567890")), to_cell(math.inf)
    ('1000000000000000', 1.5, '0.12345678901234567890', 'inf')
    >>> to_cell(date(1899, 1, 1)), to_cell(["a"]), to_cell(True)
    ('1899-01-01', '["a"]', True)
    """
    if value is None or isinstance(value, bool | str):
        return value
    if isinstance(value, int):
        return value if abs(value) < EXACT else str(value)
    if isinstance(value, float):
        return value if math.isfinite(value) else str(value)
    if isinstance(value, Decimal):
        return float(value) if Decimal(repr(float(value))) == value else str(value)
    return _to_day(value) if isinstance(value, date) else show_value(value)


def _to_day(value: date) -> date | str:
    day = value.date() if isinstance(value, datetime) else value
    return value if day >= FIRST_DAY and getattr(value, "tzinfo", None) is None else str(value)


def _write_cell(sheet: Any, place: tuple[int, int], value: object, formats: dict[type, Any]) -> bool:
    """Write a cell; tell whether its text had to be cut."""
    if value is None:
        return False
    if isinstance(value, bool):
        sheet.write_boolean(*place, value)
    elif isinstance(value, int | float):
        sheet.write_number(*place, value)
    elif isinstance(value, date):
        sheet.write_datetime(*place, value, formats[type(value)])
    else:
        text = str(value)
        sheet.write_string(*place, text if len(text) <= MOST_TEXT else text[: MOST_TEXT - 1] + "…")
        return len(text) > MOST_TEXT
    return False


class _Draft:
    """A file that keeps a full disk for later: the archive that writes it would fail again when it is thrown away."""

    def __init__(self, file: FileIO) -> None:
        self._file = file
        self.failure: OSError | None = None

    def write(self, content: bytes) -> int:
        rest = memoryview(content)
        try:
            while rest and not self.failure and not self._file.closed:
                rest = rest[self._file.write(rest) :]
        except OSError as error:
            self.failure = error
        return len(content)

    def seek(self, place: int, whence: int = 0) -> int:
        return 0 if self._file.closed else self._file.seek(place, whence)

    def tell(self) -> int:
        return 0 if self._file.closed else self._file.tell()

    def flush(self) -> None:
        """Nothing is held back."""
