"""Publishes the store: `DATA/warehouse.duckdb` is replaced whole, so who has it open keeps what they opened.

Of a lake every commit is public; what remains to be done is to keep it tidy.

The store is held only for as long as a copy of its file takes; where much in the copy lies free, it is compacted then.
"""

from __future__ import annotations

import fcntl
import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import duckdb

from warehouse.copies import copy_file, flush
from warehouse.errors import WarehouseError
from warehouse.file_keeper import STORE_NAME, WAREHOUSE_NAME
from warehouse.homes import Home, Lake
from warehouse.keeper import SETTINGS
from warehouse.lake_tidying import tidy_lake
from warehouse.restoring import is_store
from warehouse.statements import fetch_rows, quote_path, run_statement
from warehouse.store import find_keeper, open_store

logger = logging.getLogger(__name__)

DRAFT = ".warehouse-draft-"
LARGE = 200_000_000
"""Bytes from which on a file is compacted only where it is worth it: five million products take half a minute."""
MOST_WASTE = 0.1
"""Share of blocks that may lie free in a large file."""


def publish(home: Home) -> None:
    """Let readers see what is in the store: replace the published warehouse by a consistent copy of it.

    Waits while another process publishes; where that published all there is, so much is done. Raises what `open_store`
    raises, or WarehouseError where the copy cannot be written; the file published before then stays.
    """
    if isinstance(home, Lake):
        tidy_lake(home)
    else:
        _publish_file(home)


def _publish_file(data: Path) -> None:
    target = data / WAREHOUSE_NAME
    try:
        data.mkdir(parents=True, exist_ok=True)
        with _hold_turn(data) as has_waited:
            if has_waited and not is_behind(data):
                return
            # Whoever has the turn is the only publisher, so any draft found here was left by a process that died.
            if _remove_drafts(data):
                logger.warning("%s: the draft of a publication that was interrupted is removed", target)
            try:
                draft = _write_draft(data)
                _set_aside(target)
                _replace_file(draft, target)
            finally:
                _remove_drafts(data)
    except duckdb.Error as error:
        if "corrupt" in str(error).lower():
            raise find_keeper(data).explain(error) from error
        raise WarehouseError(f"{target}: cannot be published: {str(error).partition(chr(10))[0]}") from error
    except OSError as error:
        raise WarehouseError(f"{target}: cannot be published: {error.strerror or error}") from error


def is_behind(home: Home) -> bool:
    """Say whether the store holds what was not published: the published file bears the time of the store's own."""
    if isinstance(home, Lake):
        return False
    store, target = home / STORE_NAME, home / WAREHOUSE_NAME
    if not store.exists():
        return False
    if not target.exists() or store.with_name(f"{STORE_NAME}.wal").exists():
        return True
    return target.stat().st_mtime_ns != store.stat().st_mtime_ns


@contextmanager
def _hold_turn(data: Path) -> Iterator[bool]:
    """Wait for the turn to publish, and say whether it took waiting; it goes with the process, however that ends."""
    folder = os.open(data, os.O_RDONLY)
    try:
        try:
            fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            fcntl.flock(folder, fcntl.LOCK_EX)
            yield True
        else:
            yield False
    finally:
        os.close(folder)


def _write_draft(data: Path) -> Path:
    draft, aside = data / f"{DRAFT}{os.getpid()}.duckdb", data / f"{DRAFT}{os.getpid()}-aside.duckdb"
    with open_store(data) as connection:
        connection.execute("checkpoint")
        written_at = (data / STORE_NAME).stat().st_mtime_ns
        copy_file(data / STORE_NAME, aside)
    with duckdb.connect(":memory:", config=SETTINGS) as connection:
        connection.execute(f"attach {quote_path(aside)} as store (read_only)")
        (size,) = fetch_rows(connection, "read/size", {})
        if aside.stat().st_size >= LARGE and size["free_blocks"] <= MOST_WASTE * size["total_blocks"]:
            return _date(aside, written_at)
        connection.execute(f"attach {quote_path(draft)} as published")
        run_statement(connection, "publish", {})
        connection.execute("detach published")
    return _date(draft, written_at)


def _date(draft: Path, written_at: int) -> Path:
    os.utime(draft, ns=(written_at, written_at))
    return draft


def _set_aside(target: Path) -> None:
    """Keep a file that is no warehouse of ours, or no longer one, under another name, and say so."""
    if not target.is_file() or not target.stat().st_size or is_store(target):
        return
    names = (f"{target.name}.aside{number or ''}" for number in count())
    kept = next(path for path in map(target.with_name, names) if not path.exists())
    target.rename(kept)
    logger.warning("%s: was no warehouse that can be read, and is kept as %s", target, kept.name)


def _replace_file(draft: Path, target: Path) -> None:
    flush(draft)
    # A log left beside the file by somebody who wrote to it would be replayed into the new one.
    target.with_name(f"{target.name}.wal").unlink(missing_ok=True)
    draft.replace(target)
    flush(target.parent)


def _remove_drafts(data: Path) -> bool:
    found = list(data.glob(f"{DRAFT}*"))
    for left in found:
        left.unlink(missing_ok=True)
    return bool(found)
