"""Makes a store that was lost anew from the published file, which is a copy of it."""

from __future__ import annotations

import logging
import os
from pathlib import Path

import duckdb

from warehouse.copies import copy_file
from warehouse.reach import attach_to_read

logger = logging.getLogger(__name__)


def restore_store(store: Path, published: Path) -> None:
    """Make a store that is missing or empty anew, for a caller whose turn it is, if anything was published.

    What was loaded after that was published comes from the spool with the next load. Raises OSError.
    """
    if store.exists() and store.stat().st_size:
        return
    store.unlink(missing_ok=True)  # a disk that was full left a name and nothing in it
    store.with_name(f"{store.name}.wal").unlink(missing_ok=True)
    for left in store.parent.glob(f".{store.name}-draft-*"):
        left.unlink(missing_ok=True)
    if not is_store(published):
        return
    draft = store.with_name(f".{store.name}-draft-{os.getpid()}")
    try:
        copy_file(published, draft)
        written_at = published.stat().st_mtime_ns
        os.utime(draft, ns=(written_at, written_at))
        draft.replace(store)
    finally:
        draft.unlink(missing_ok=True)
    logger.warning("%s: was missing, and is made anew from %s", store, published.name)


def is_store(published: Path) -> bool:
    """Say whether a file can be read, and is a store of ours or a copy of one."""
    with duckdb.connect(":memory:") as connection:
        try:
            attach_to_read(connection, published, name="published")
            connection.execute("select tables from published.records.versions").fetchall()
        except (OSError, duckdb.Error):
            return False
    return True
