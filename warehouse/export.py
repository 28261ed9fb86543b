"""Writes a query's result as CSV, JSON or Parquet; the database that is queried cannot write files itself."""

from __future__ import annotations

import csv
import json
import math
from collections.abc import Callable
from datetime import date, time
from decimal import Decimal
from pathlib import Path
from typing import Any, TextIO

import duckdb
import pandas as pd

from warehouse.query import Column, Result

TEXT = "VARCHAR"
KEPT = frozenset({TEXT, f"{TEXT}[]"})
SCALARS = frozenset(
    {"BOOLEAN", "TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT", "UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT"}
    | {"FLOAT", "DOUBLE", "DATE", "TIME", "TIMESTAMP", "TIMESTAMP_S", "TIMESTAMP_MS", "TIMESTAMP_NS", "UUID"}
)
"""Types that Parquet knows; what else there is goes in as JSON text."""


def write_csv(result: Result, stream: TextIO) -> None:
    """Write a header and a line a row (RFC 4180 quoting). Null is empty; lists and structures are JSON."""
    writer = csv.writer(_UnixLines(stream))
    writer.writerow([column.name for column in result.columns])
    writer.writerows([show_value(value) for value in row] for row in result.rows)


class _UnixLines:
    """Ends lines as Unix does. Told to do so itself, the csv module would leave a lone carriage return unquoted."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, line: str) -> int:
        return self._stream.write(line.removesuffix("\r\n") + "\n")


def write_json(result: Result, stream: TextIO) -> None:
    """Write a list of objects, one a line. Times are ISO 8601; a decimal that no float equals is a string."""
    names = name_apart(result.columns)
    lines = (
        json.dumps(dict(zip(names, map(to_plain, row), strict=True)), ensure_ascii=stream.isatty())
        for row in result.rows
    )
    stream.write("[")
    stream.writelines(f"{',' if number else ''}\n{line}" for number, line in enumerate(lines))
    stream.write("\n]\n")


def write_parquet(result: Result, path: Path) -> None:
    """Write a Parquet file whose columns keep their types; structures become JSON text.

    Raises duckdb.Error where the file cannot be written.
    """
    frame = pd.DataFrame(
        {
            f"c{number}": pd.Series([_to_cell(row[number], column) for row in result.rows], dtype=object)
            for number, column in enumerate(result.columns)
        }
    )
    names = name_apart(result.columns)
    with duckdb.connect(":memory:") as connection:
        columns = [
            duckdb.ColumnExpression(f"c{number}").cast(connection.type(_type_in_file(column))).alias(names[number])
            for number, column in enumerate(result.columns)
        ]
        connection.from_df(frame).select(*columns).write_parquet(str(path), compression="zstd")


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


def _type_in_file(column: Column) -> str:
    name = column.type
    return name if name in KEPT or name in SCALARS or name.startswith("DECIMAL(") else TEXT


def _to_cell(value: object, column: Column) -> object:
    return value if value is None or column.type in KEPT else show_value(value)
