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

Made from the comments in `warehouse/sql/views/` by `python -m warehouse.describe > docs/views.md`.

All times are UTC, without zone. The file is replaced whole after each load; who has it open keeps what they opened.

A crawl counts when its coverage is `complete` or `capped`: a complete one replaces the site's catalogue, a capped one
adds to it, any other leaves it as it was. A complete crawl that holds less than a tenth of what the complete one before
it held waits for the next one to confirm it. A crawl of the structure only (`structure_only`) replaces the site's
categories and adds to its products. The tables behind the views are in the schema `records` and may change.
"""


def describe_views(connection: DuckDBPyConnection) -> str:
    """Return a page of Markdown: a section a view, a line a column."""
    rows = connection.execute(read_statement("read/views")).fetchall()
    sections = [HEAD]
    for (view, comment), columns in groupby(rows, key=lambda row: (row[0], row[1])):
        lines = [f"| `{name}` | {type_name} | {about} |" for _, _, name, type_name, about in columns]
        sections.append(
            "\n".join([f"## {view}", "", f"{comment}.", "", "| column | type | is |", "|---|---|---|", *lines])
        )
    return "\n".join(f"{section}\n" if section != HEAD else section for section in sections)


if __name__ == "__main__":
    with TemporaryDirectory() as folder, open_store(Path(folder)) as store:
        sys.stdout.write(describe_views(store))
