"""Publishes the store: `DATA/warehouse.duckdb` is replaced whole, so who has it open keeps what they opened."""

from __future__ import annotations

import os
from pathlib import Path

import duckdb

from warehouse.errors import WarehouseError
from warehouse.statements import quote_path, read_statement
from warehouse.store import open_store

WAREHOUSE_NAME = "warehouse.duckdb"
DRAFT = ".warehouse-draft-"


def publish(data: Path) -> Path:
    """Replace the published warehouse by a consistent, compacted copy of the store, and return its path.

    Raises what `open_store` raises, or WarehouseError where the copy cannot be written; the file published before then
    stays.
    """
    target = data / WAREHOUSE_NAME
    draft = data / f"{DRAFT}{os.getpid()}.duckdb"
    with open_store(data) as connection:
        # Whoever holds the store is the only publisher, so any draft found here was left by a process that died.
        _remove_drafts(data)
        try:
            _write_draft(connection, draft)
            _replace_file(draft, target)
        except (OSError, duckdb.Error) as error:
            raise WarehouseError(f"{target}: cannot be published: {str(error).partition(chr(10))[0]}") from error
        finally:
            _remove_drafts(data)
    return target


def _write_draft(connection: duckdb.DuckDBPyConnection, draft: Path) -> None:
    connection.execute(f"attach {quote_path(draft)} as published")
    try:
        connection.execute(read_statement("publish"))
    finally:
        connection.execute("detach published")


def _replace_file(draft: Path, target: Path) -> None:
    _sync(draft)
    # A log left beside the file by somebody who wrote to it would be replayed into the new one.
    target.with_name(f"{target.name}.wal").unlink(missing_ok=True)
    draft.replace(target)
    _sync(target.parent)


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _remove_drafts(data: Path) -> None:
    for left in data.glob(f"{DRAFT}*"):
        left.unlink(missing_ok=True)
