"""Writes a query's result as CSV or JSON, row by row as it comes."""

from __future__ import annotations

import csv
import json
import math
from collections.abc import Callable, Iterable, Iterator
from datetime import date, time
from decimal import Decimal
from itertools import islice
from typing import Any, TextIO

from warehouse.query import Column, Result, Row

AS_IS = frozenset(
    {"TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT", "UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT"}
    | {"FLOAT", "DOUBLE", "DATE", "TIME", "TIMESTAMP", "UUID", "VARCHAR"}
)
"""Types that the csv module writes as `show_value` does."""
LINES = 1000
"""Lines that are written at once."""


def write_csv(result: Result, stream: TextIO) -> None:
    """Write a header and a line a row (RFC 4180 quoting). Null is empty; lists and structures are JSON.

    A terminal gets no control characters of sites. Raises QueryRejected where the query fails on the way.
    """
    writer = csv.writer(_UnixLines(stream))
    writer.writerow([column.name for column in result.columns])
    writer.writerows(_show_cells(result.rows, result.columns))


class _UnixLines:
    """Ends lines as Unix does. Told to do so itself, the csv module would leave a lone carriage return unquoted."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._is_terminal = stream.isatty()

    def write(self, line: str) -> int:
        line = line.removesuffix("\r\n") + "\n"
        return self._stream.write(_make_harmless(line) if self._is_terminal else line)


def _make_harmless(line: str) -> str:
    return "".join(char if char.isprintable() or char in "\t\n" else "\N{REPLACEMENT CHARACTER}" for char in line)


def _show_cells(rows: Iterable[Row], columns: tuple[Column, ...]) -> Iterator[Iterable[Any]]:
    shown = [number for number, column in enumerate(columns) if not _is_written_as_is(column)]
    if not shown:
        yield from rows
        return
    for row in rows:
        cells = list(row)
        for number in shown:
            cells[number] = show_value(cells[number])
        yield cells


def _is_written_as_is(column: Column) -> bool:
    return column.type in AS_IS or column.type.startswith("DECIMAL(")


def write_json(result: Result, stream: TextIO) -> None:
    """Write a list of objects, one a line. Times are ISO 8601; a decimal that no float equals is a string.

    Raises QueryRejected where the query fails on the way.
    """
    names = name_apart(result.columns)
    escapes = stream.isatty()
    lines = (json.dumps(dict(zip(names, map(to_plain, row), strict=True)), ensure_ascii=escapes) for row in result.rows)
    stream.write("[")
    comma = ""
    while batch := list(islice(lines, LINES)):
        stream.write(comma + "\n" + ",\n".join(batch))
        comma = ","
    stream.write("\n]\n")


def name_apart(columns: tuple[Column, ...]) -> list[str]:
    """Return the columns' names, numbered where a query gave one name twice.

    >>> name_apart((Column(name="a", type="DATE"), Column(name="A", type="DATE"), Column(name="a_1", type="DATE")))
    ['a', 'A_1', 'a_1_1']
    """
    names: list[str] = []
    taken: set[str] = set()
    for column in columns:
        name, number = column.name, 0
        while name.casefold() in taken:
            number += 1
            name = f"{column.name}_{number}"
        taken.add(name.casefold())
        names.append(name)
    return names


def show_value(value: object) -> str:
    """Return a value as the text of one cell.

    >>> [show_value(value) for value in (None, True, Decimal("1.50"), ["a", None], date(2026, 1, 2), 2.0)]
    ['', 'true', '1.50', '["a", null]', '2026-01-02', '2.0']
    """
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool | list | tuple | dict):
        return json.dumps(to_plain(value), ensure_ascii=False)
    return value.hex() if isinstance(value, bytes) else str(value)


def to_plain(value: object) -> Any:
    """Return a value made of what JSON knows.

    >>> to_plain({"price": Decimal("1.50"), "sum": Decimal("0.12345678901234567890"), "rate": math.nan})
    {'price': 1.5, 'sum': '0.12345678901234567890', 'rate': None}
    """
    for kind, convert in PLAIN:
        if isinstance(value, kind):
            return convert(value)
    return str(value)


def _plain_decimal(value: Decimal) -> float | str:
    near = float(value)
    return near if Decimal(repr(near)) == value else str(value)


PLAIN: tuple[tuple[Any, Callable[[Any], Any]], ...] = (
    ((str, bool, int, type(None)), lambda value: value),
    (float, lambda value: value if math.isfinite(value) else None),
    (Decimal, _plain_decimal),
    ((date, time), lambda value: value.isoformat()),
    (bytes, bytes.hex),
    ((list, tuple), lambda values: [to_plain(value) for value in values]),
    (dict, lambda values: {str(key): to_plain(value) for key, value in values.items()}),
)
