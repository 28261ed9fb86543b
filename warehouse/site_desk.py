"""A copy of one site's rows, in memory, on which a lake's history is written anew."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import duckdb

from warehouse.schema import make_tables
from warehouse.statements import run_statement
from warehouse.transactions import within_transaction

TABLES = ("crawls", "categories", "products", "product_categories", "changes")
"""Those that a crawl of a site changes."""


@contextmanager
def lay_out_site(connection: duckdb.DuckDBPyConnection, site: str) -> Iterator[None]:
    """Work within on a copy of a site's rows, which then takes their place in one transaction.

    A transaction that changes rows which it wrote itself tells them by their `rowid`, and DuckLake (1.0) gives one
    `rowid` to several of them. DuckDB itself does not.
    """
    run_statement(connection, "lake/open_desk", {})
    make_tables(connection)
    for table in TABLES:
        run_statement(connection, "lake/lay_out", {"site": site}, names={"table": table})
    with within_transaction(connection):
        yield
    run_statement(connection, "lake/leave_desk", {})
    with within_transaction(connection):
        for table in TABLES:
            run_statement(connection, "lake/put_back", {"site": site}, names={"table": table})
    run_statement(connection, "lake/clear_desk", {})
