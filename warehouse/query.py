"""Reads the published warehouse: nothing else on the machine or the network can be reached from a query."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from warehouse.errors import QueryRejected, StoreDamaged, WarehouseMissing
from warehouse.publish import WAREHOUSE_NAME
from warehouse.statements import quote_path

SANDBOX: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "allow_community_extensions": "false",
    "python_enable_replacements": "false",
}
LOCKS = ("set timezone = 'UTC'", "set enable_external_access = false", "set lock_configuration = true")
READING = (duckdb.StatementType.SELECT, duckdb.StatementType.EXPLAIN)


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of a result: its name as the query gives it, and DuckDB's name of its type."""

    name: str
    type: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What a query returned. `whole` is false where rows were left off."""

    columns: tuple[Column, ...]
    rows: list[tuple[Any, ...]]
    whole: bool = True


def open_published(data: Path) -> duckdb.DuckDBPyConnection:
    """Open the published warehouse to read, with files, network, extensions and settings out of reach.

    Raises WarehouseMissing where nothing was published yet, StoreDamaged where the file is not a warehouse.
    """
    path = data / WAREHOUSE_NAME
    if not path.exists():
        raise WarehouseMissing(f"{path}: no warehouse yet; `gapfinder crawl` or `gapfinder import` makes one")
    # DuckDB shares one open database among a process's connections to a path; an instance of our own sees the file that
    # was published last, not the one that an earlier connection still holds.
    connection = duckdb.connect(":memory:", config=SANDBOX)
    try:
        connection.execute(f"attach {quote_path(path)} as warehouse (type duckdb, read_only)")
        for setting in ("use warehouse", *LOCKS):
            connection.execute(setting)
        connection.execute("describe sites")
    except duckdb.Error as error:
        connection.close()
        reason = _first_line(error)
        raise StoreDamaged(f"{path}: cannot be read as a warehouse: {reason}; `gapfinder crawl` replaces it") from error
    return connection


def run_query(connection: duckdb.DuckDBPyConnection, query: str, *, most: int | None = None) -> Result:
    """Run exactly one query and fetch its rows, at most `most` of them.

    Raises QueryRejected, in one line, where the text is no query, is several, does more than read, or fails.
    """
    try:
        statements = connection.extract_statements(query.encode().decode())
        if len(statements) != 1:
            raise QueryRejected(f"one query at a time, please: this holds {len(statements)}")
        if statements[0].type not in READING:
            raise QueryRejected(
                f"only queries can be run here, not {statements[0].type.name}: the warehouse is read-only"
            )
        connection.execute(statements[0])
        columns = tuple(Column(name=entry[0], type=str(entry[1])) for entry in connection.description or ())
        rows = connection.fetchall() if most is None else connection.fetchmany(most + 1)
    except (duckdb.Error, UnicodeError) as error:
        raise QueryRejected(_explain(error)) from error
    return Result(columns=columns, rows=rows[:most], whole=most is None or len(rows) <= most)


def _explain(error: Exception) -> str:
    reason = _first_line(error)
    # DuckDB hands times with a zone to Python only where pytz is installed; all times of the warehouse are without.
    return "a time with zone cannot be shown: cast it to timestamp (UTC)" if "pytz" in reason else reason


def _first_line(error: Exception) -> str:
    return next((line.strip() for line in str(error).splitlines() if line.strip()), type(error).__name__)
