"""What the published warehouse holds: its views and their columns, its macros, and what each is for."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import groupby

import duckdb

from warehouse.schema import make_tables
from warehouse.statements import read_statement


@dataclass(frozen=True, slots=True, kw_only=True)
class ViewColumn:
    """A column of a view; `about` is its comment."""

    name: str
    type: str
    about: str


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """A view, or a macro that stands for a table and takes `parameters`; `about` is its comment."""

    name: str
    about: str
    columns: tuple[ViewColumn, ...] = ()
    parameters: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalog:
    """All views by their names, and the words that DuckDB knows."""

    views: dict[str, View]
    keywords: tuple[str, ...]
    functions: tuple[str, ...]


def read_catalog(connection: duckdb.DuckDBPyConnection) -> Catalog:
    """Read what there is to query.

    Raises duckdb.Error where the file cannot be read.
    """
    rows = connection.execute(read_statement("read/catalog")).fetchall()
    views = {}
    for name, group in groupby(rows, key=lambda row: str(row[0])):
        lines = list(group)
        columns = [
            ViewColumn(name=column, type=kind, about=about or _find_comment(name, column))
            for *_, column, kind, about, _ in lines
            if column is not None
        ]
        parameters = None if columns else tuple(map(str, lines[0][2] or ()))
        views[name] = View(
            name=name, about=lines[0][1] or _find_comment(name), columns=tuple(columns), parameters=parameters
        )
    words = connection.execute(read_statement("read/words")).fetchall()
    return Catalog(
        views=views,
        keywords=tuple(word for word, is_keyword in words if is_keyword),
        functions=tuple(word for word, is_keyword in words if not is_keyword),
    )


def _find_comment(view: str, column: str | None = None) -> str:
    """Return this version's comment on a column of a view, or on a macro: a lake does not keep them."""
    return _read_comments().get((view, column), "")


@cache
def _read_comments() -> dict[tuple[str, str | None], str]:
    with duckdb.connect(":memory:") as connection:
        make_tables(connection)
        rows = connection.execute(read_statement("read/catalog")).fetchall()
    on_views = {(row[0], None): row[1] for row in rows}
    return on_views | {(row[0], row[3]): row[5] for row in rows if row[3] is not None}
