"""Reads the published warehouse: nothing else on the machine or the network can be reached from a query."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile
from pathlib import Path
from typing import Any

import duckdb

from warehouse.errors import QueryRejected
from warehouse.homes import Home
from warehouse.query_text import Query, understand
from warehouse.sandbox import Bounds, open_sandbox
from warehouse.store import find_keeper

BATCH = 2000
"""Rows that are fetched at once."""
ZONED = "TIMESTAMP WITH TIME ZONE"
UNZONED = "TIMESTAMP"
MOST_TOLD = 500
"""Characters of an error that are told: of some functions there are dozens that may have been meant."""
FAILURES = (duckdb.Error, UnicodeError, MemoryError, OverflowError, ValueError, RuntimeError)
"""What DuckDB raises for a query that fails, and Python for a value that it has no room for."""

Row = tuple[Any, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of a result: its name as the query gives it, and DuckDB's name of its type."""

    name: str
    type: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What a query returns. Its rows can be read once and come as they are found.

    Reading them raises QueryRejected where the query fails on the way.
    """

    columns: tuple[Column, ...]
    rows: Iterator[Row]


def open_published(
    home: Home, *, bounds: Bounds | None = None, writable: Sequence[Path] = ()
) -> duckdb.DuckDBPyConnection:
    """Open the published warehouse to read, with files, network, extensions and settings out of reach.

    Raises WarehouseMissing where nothing was published yet, StoreDamaged where what is there is no warehouse, and what
    its keeper raises.
    """
    keeper = find_keeper(home)
    try:
        connection = open_sandbox(keeper.attach, bounds=bounds, writable=writable)
        connection.execute("describe sites").fetchall()
    except duckdb.Error as error:
        raise keeper.explain_reading(error) from error
    return connection


def run_query(connection: duckdb.DuckDBPyConnection, text: str) -> Result:
    """Run exactly one query.

    Raises QueryRejected, in one line, where the text is no query, is several, does more than read, or fails.
    """
    try:
        query = _prepare(connection, text)
        connection.execute(query.reading)
        columns = _list_columns(connection)
        if any(ZONED in column.type for column in columns):
            connection.execute(_take_zones_off(query, columns))
            unzoned = _list_columns(connection)
            columns = tuple(replace(now, name=was.name) for was, now in zip(columns, unzoned, strict=True))
    except FAILURES as error:
        raise explain(error) from error
    return Result(columns=columns, rows=_fetch_rows(connection))


def write_parquet(connection: duckdb.DuckDBPyConnection, text: str, path: Path) -> None:
    """Write what one query returns as a Parquet file, without holding it. The connection must be allowed to.

    Raises QueryRejected as `run_query` does, and where Parquet has no such type.
    """
    try:
        query = _prepare(connection, text)
        relation = connection.query(query.reading)  # type: ignore[arg-type]  # DuckDB takes statements here too
        relation.write_parquet(str(path), compression="zstd")
    except FAILURES as error:
        raise explain(error) from error


def explain(error: Exception) -> QueryRejected:
    """Return an error of DuckDB's as one of ours, in one line: what is wrong, and what may have been meant."""
    return QueryRejected(_tell(error))


def _prepare(connection: duckdb.DuckDBPyConnection, text: str) -> Query:
    query = understand(connection, text.encode().decode())
    for statement in query.before:
        connection.execute(statement)
    return query


def _list_columns(connection: duckdb.DuckDBPyConnection) -> tuple[Column, ...]:
    return tuple(Column(name=entry[0], type=str(entry[1])) for entry in connection.description or ())


def _take_zones_off(query: Query, columns: Sequence[Column]) -> str:
    """Return a query for the same with all times in UTC, without zone, as the warehouse has them.

    DuckDB 1 hands times with a zone to Python only where pytz is installed.
    """
    casts = (
        f"#{number}::{column.type.replace(ZONED, UNZONED)}" if ZONED in column.type else f"#{number}"
        for number, column in enumerate(columns, start=1)
    )
    return f"select {', '.join(casts)} from (\n{query.text}\n)"  # noqa: S608 - it was looked through


def _fetch_rows(connection: duckdb.DuckDBPyConnection) -> Iterator[Row]:
    try:
        while rows := connection.fetchmany(BATCH):
            yield from rows
    except FAILURES as error:
        raise explain(error) from error


def _tell(error: Exception) -> str:
    """Return what an error says before it quotes the query."""
    lines = [line.strip() for line in str(error).strip().splitlines()]
    told = " ".join(takewhile(bool, lines)) or type(error).__name__
    return told if len(told) <= MOST_TOLD else f"{told[:MOST_TOLD]}…"
