"""All or nothing of what is done to a database."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress

import duckdb


@contextmanager
def within_transaction(connection: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """Commit what is done within, or undo all of it where anything is raised."""
    connection.begin()
    try:
        yield
        connection.commit()
    except BaseException:
        # a fatal error of the database has rolled back already and takes no further statement
        with suppress(duckdb.Error):
            connection.rollback()
        raise
