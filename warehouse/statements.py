"""The SQL files of this package."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from pathlib import Path


@cache
def read_statement(name: str) -> str:
    """Return the SQL of `warehouse/sql/NAME.sql`, as in `read_statement("load/insert_crawl")`."""
    return files("warehouse").joinpath("sql", f"{name}.sql").read_text(encoding="utf-8")


@cache
def list_statements(folder: str) -> tuple[str, ...]:
    """Return the names of a folder's SQL files in order, as `read_statement` takes them."""
    names = (entry.name for entry in files("warehouse").joinpath("sql", folder).iterdir())
    return tuple(f"{folder}/{name.removesuffix('.sql')}" for name in sorted(names) if name.endswith(".sql"))


def quote_path(path: Path) -> str:
    """Return a path as a literal for ATTACH, the one statement that takes no parameters.

    >>> quote_path(Path("it's/warehouse.duckdb"))
    "'it''s/warehouse.duckdb'"
    """
    return "'" + str(path).replace("'", "''") + "'"
