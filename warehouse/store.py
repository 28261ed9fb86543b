"""The working store, `DATA/store.duckdb`: one process at a time, and briefly; the others wait for their turn."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from time import monotonic

import duckdb

from warehouse.errors import StoreDamaged, StoreLocked, StoreNewer, WarehouseError
from warehouse.restoring import restore_store
from warehouse.schema import migrate
from warehouse.turns import take_turn, wait_for

logger = logging.getLogger(__name__)

STORE_NAME = "store.duckdb"
WAREHOUSE_NAME = "warehouse.duckdb"
LOCK_NAME = ".store.lock"
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

    Raises StoreLocked where others hold it for longer than one waits, StoreDamaged, StoreNewer, or WarehouseError where
    the disk does not take what is written. An existing file is never replaced. Not to be called within itself.
    """
    path = data / STORE_NAME
    with ExitStack() as held:
        try:
            data.mkdir(parents=True, exist_ok=True)
            left = held.enter_context(take_turn(data / LOCK_NAME))
            restore_store(path, data / WAREHOUSE_NAME)
            was_interrupted = path.with_name(f"{STORE_NAME}.wal").exists()
            # whoever opened the file with another program has no part in the turns
            connection = wait_for(lambda: _connect(path), end=monotonic() + left)
        except OSError as error:
            raise WarehouseError(f"{path}: cannot be made: {error.strerror}") from error
        held.callback(connection.close)
        if was_interrupted:
            logger.warning("%s: whoever wrote last was interrupted; what they had completed is kept", path)
        try:
            migrate(connection, path)
            yield connection
        except FAULTS as error:
            raise explain(error, path) from error


def _connect(path: Path) -> duckdb.DuckDBPyConnection:
    _check_magic(path)
    try:
        connection = duckdb.connect(path, config=SETTINGS)
        connection.execute("set timezone = 'UTC'")
    except duckdb.Error as error:
        raise explain(error, path) from error
    return connection


def _check_magic(path: Path) -> None:
    """Refuse another program's file: of some, DuckDB would look for an extension that reads them."""
    if path.exists():
        with path.open("rb") as file:
            if file.read(12)[8:] != b"DUCK":
                raise explain(duckdb.IOException("it is not a valid DuckDB database file"), path)


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


def explain(error: duckdb.Error, path: Path) -> WarehouseError:
    reason = str(error).partition("\n")[0]
    text = reason.lower()
    if "lock" in text and "conflicting" in text:
        return StoreLocked(f"{path}: another process is using the store; try again when it is done")
    if any(sign in text for sign in ("no space left", "could not write", "failed to commit")):
        return WarehouseError(f"{path}: cannot be written: {reason}")
    if "newer" in text and "version" in text:
        return StoreNewer(f"{path}: was written by a later DuckDB: {reason}")
    advice = "move it away, and it is made anew from what was published and the spool"
    return StoreDamaged(f"{path}: cannot be read as a store: {reason}; {advice}")
