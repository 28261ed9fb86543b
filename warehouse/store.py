"""The working store, `DATA/store.duckdb`: one process at a time, and briefly."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import duckdb

from warehouse.errors import StoreDamaged, StoreLocked, StoreNewer, WarehouseError
from warehouse.schema import migrate

STORE_NAME = "store.duckdb"
FAULTS = (
    *(duckdb.IOException, duckdb.TransactionException),
    *(duckdb.SerializationException, duckdb.FatalException, duckdb.InternalException),
)
"""Errors of the file rather than of a statement."""
SETTINGS: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "python_enable_replacements": "false",
}


@contextmanager
def open_store(data: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open the working store of a data folder, made or brought up to date where needed.

    Raises StoreLocked, StoreDamaged, StoreNewer, or WarehouseError where the disk does not take what is written. An
    existing file is never replaced.
    """
    path = data / STORE_NAME
    try:
        data.mkdir(parents=True, exist_ok=True)
        if path.exists() and not path.stat().st_size:
            path.unlink()  # a disk that was full left a name and nothing in it
        connection = duckdb.connect(path, config=SETTINGS)
        connection.execute("set timezone = 'UTC'")
    except OSError as error:
        raise WarehouseError(f"{path}: cannot be made: {error.strerror}") from error
    except duckdb.Error as error:
        raise _explain(error, path) from error
    try:
        migrate(connection, path)
        yield connection
    except FAULTS as error:
        raise _explain(error, path) from error
    finally:
        connection.close()


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


def _explain(error: duckdb.Error, path: Path) -> WarehouseError:
    reason = str(error).partition("\n")[0]
    text = reason.lower()
    if "lock" in text and "conflicting" in text:
        return StoreLocked(f"{path}: another process is using the store; try again when it is done")
    if any(sign in text for sign in ("no space left", "could not write", "failed to commit")):
        return WarehouseError(f"{path}: cannot be written: {reason}")
    if "newer" in text and "version" in text:
        return StoreNewer(f"{path}: was written by a later DuckDB: {reason}")
    advice = "move it away, and the next load fills a new one from the spool"
    return StoreDamaged(f"{path}: cannot be read as a store: {reason}; {advice}")
