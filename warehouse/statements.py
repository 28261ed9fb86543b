"""The SQL files of this package."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from duckdb import DuckDBPyConnection


@cache
def read_statement(name: str) -> str:
    """Return the SQL of `warehouse/sql/NAME.sql`, as in `read_statement("load/insert_crawl")`."""
    return files("warehouse").joinpath("sql", f"{name}.sql").read_text(encoding="utf-8")


@cache
def list_statements(folder: str) -> tuple[str, ...]:
    """Return the names of a folder's SQL files in order, as `read_statement` takes them."""
    names = (entry.name for entry in files("warehouse").joinpath("sql", folder).iterdir())
    return tuple(f"{folder}/{name.removesuffix('.sql')}" for name in sorted(names) if name.endswith(".sql"))


def run_statement(
    connection: DuckDBPyConnection, name: str, values: Mapping[str, Any], *, names: Mapping[str, str] | None = None
) -> DuckDBPyConnection:
    """Run an SQL file, which may hold several statements; each takes those of the values that it names.

    `names` are what stands in the file in braces: names of tables and columns, which are no values.
    """
    text = read_statement(name)
    for word, meant in (names or {}).items():
        text = text.replace(f"{{{word}}}", meant)
    for statement in connection.extract_statements(text):
        connection.execute(statement, {key: values[key] for key in statement.named_parameters})
    return connection


def fetch_rows(
    connection: DuckDBPyConnection, name: str, values: Mapping[str, Any], *, names: Mapping[str, str] | None = None
) -> list[dict[str, Any]]:
    """Run an SQL file as `run_statement` does; return the rows of its last statement by the names of their columns."""
    cursor = run_statement(connection, name, values, names=names)
    columns = [column[0] for column in cursor.description or ()]
    return [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]


def quote_path(path: Path) -> str:
    """Return a path as a literal for ATTACH, the one statement that takes no parameters.

    >>> quote_path(Path("it's/warehouse.duckdb"))
    "'it''s/warehouse.duckdb'"
    """
    return quote_text(str(path))


def quote_text(text: str) -> str:
    """Return a text as a literal, where a statement takes no parameter."""
    return "'" + text.replace("'", "''") + "'"
