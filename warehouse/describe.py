"""Documents the views by their own comments; `python -m warehouse.describe > docs/views.md` writes the page."""

from __future__ import annotations

import sys
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory

from duckdb import DuckDBPyConnection

from warehouse.statements import read_statement
from warehouse.store import open_store

HEAD = """# The views of `warehouse.duckdb`

Made from the comments in `warehouse/sql/views/` and `macros/` by `python -m warehouse.describe > docs/views.md`.

All times are UTC, without zone. The file is replaced whole after each load; who has it open keeps what they opened.

A crawl that counts becomes the site's catalogue: a complete one takes its place, a capped one adds to it. One of the
structure only (`structure_only`) takes the place of the categories and adds to the products. A crawl is held back where
it was blocked or failed, where it is capped and a complete one is current (but for what was imported from a file), and
where it is complete and lacks more than half of the categories or products known (`max_shrink` in the engagement file);
it counts when a person accepts it (`gapfinder accept`). Brand, article number and trade number stay known where a later
crawl did not read any.

How a site was at a past moment is told by functions: `select * from products_at('acme', timestamp '2026-03-01')`, for
all sites with `null` in place of the name. The tables behind all this are in the schema `records` and may change.
"""


def describe_views(connection: DuckDBPyConnection) -> str:
    """Return a page of Markdown: a section a view or function, a line a column."""
    rows = connection.execute(read_statement("read/views")).fetchall()
    sections = [HEAD]
    for (view, comment), columns in groupby(rows, key=lambda row: (row[0], row[1])):
        lines = [f"| `{name}` | {type_name} | {about} |" for _, _, name, type_name, about in columns]
        sections.append(
            "\n".join([f"## {view}", "", f"{comment}.", "", "| column | type | is |", "|---|---|---|", *lines])
        )
    sections += [_describe_function(connection, name, comment) for name, comment in _list_functions(connection)]
    return "\n".join(f"{section}\n" if section != HEAD else section for section in sections)


def _list_functions(connection: DuckDBPyConnection) -> list[tuple[str, str]]:
    return connection.execute(read_statement("read/functions")).fetchall()


def _describe_function(connection: DuckDBPyConnection, name: str, comment: str) -> str:
    made = connection.table_function(name, [None, None])
    lines = [f"| `{column}` | {kind} |" for column, kind in zip(made.columns, made.types, strict=True)]
    return "\n".join([f"## {name}(site, at)", "", f"{comment}.", "", "| column | type |", "|---|---|", *lines])


if __name__ == "__main__":
    with TemporaryDirectory() as folder, open_store(Path(folder)) as store:
        sys.stdout.write(describe_views(store))
