"""Keeps a warehouse in a data folder: `store.duckdb` is written to, `warehouse.duckdb` is what is published of it.

One process at a time has the store, and briefly; the others wait for their turn.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from time import monotonic

import duckdb

from warehouse.copies import copy_file
from warehouse.errors import StoreDamaged, StoreLocked, StoreNewer, WarehouseError, WarehouseMissing
from warehouse.keeper import SETTINGS
from warehouse.reach import attach_to_read
from warehouse.restoring import restore_store
from warehouse.schema import find_version
from warehouse.statements import fetch_rows
from warehouse.transactions import within_transaction
from warehouse.turns import take_turn, wait_for

logger = logging.getLogger(__name__)

STORE_NAME = "store.duckdb"
WAREHOUSE_NAME = "warehouse.duckdb"
LOCK_NAME = ".store.lock"


@dataclass(frozen=True, slots=True)
class FileKeeper:
    """The keeper of a data folder. An existing file is never replaced by a new store."""

    data: Path

    unsupported = None

    @property
    def path(self) -> Path:
        """The working store."""
        return self.data / STORE_NAME

    @property
    def name(self) -> str:
        return str(self.path)

    @property
    def published(self) -> str:
        return str(self.data / WAREHOUSE_NAME)

    @contextmanager
    def hold(self, beside: str | None) -> Iterator[duckdb.DuckDBPyConnection]:  # noqa: ARG002 - a file has one writer
        with ExitStack() as held:
            try:
                self.data.mkdir(parents=True, exist_ok=True)
                left = held.enter_context(take_turn(self.data / LOCK_NAME))
                restore_store(self.path, self.data / WAREHOUSE_NAME)
                was_interrupted = self.path.with_name(f"{STORE_NAME}.wal").exists()
                # whoever opened the file with another program has no part in the turns
                connection = wait_for(self._connect, end=monotonic() + left)
            except OSError as error:
                raise WarehouseError(f"{self.path}: cannot be made: {error.strerror}") from error
            held.callback(connection.close)
            if was_interrupted:
                logger.warning("%s: whoever wrote last was interrupted; what they had completed is kept", self.path)
            yield connection

    def change_site(
        self,
        connection: duckdb.DuckDBPyConnection,
        site: str,  # noqa: ARG002 - what is done within, the file does as it is
        since: datetime,  # noqa: ARG002
    ) -> AbstractContextManager[None]:
        return within_transaction(connection)

    def hold_analysis(self) -> AbstractContextManager[None]:
        """Hold nothing: who analyses holds a lock file in the data folder."""
        return nullcontext()

    def _connect(self) -> duckdb.DuckDBPyConnection:
        self._check_magic()
        try:
            connection = duckdb.connect(self.path, config=SETTINGS)
            connection.execute("set timezone = 'UTC'")
        except duckdb.Error as error:
            raise self.explain(error) from error
        return connection

    def _check_magic(self) -> None:
        """Refuse another program's file: of some, DuckDB would look for an extension that reads them."""
        if self.path.exists():
            with self.path.open("rb") as file:
                if file.read(12)[8:] != b"DUCK":
                    raise self.explain(duckdb.IOException("it is not a valid DuckDB database file"))

    def back_up(self, connection: duckdb.DuckDBPyConnection, version: int) -> str:
        """Copy the store as it is; an earlier copy of that name is of an upgrade that did not come to its end."""
        backup = self.path.with_name(f"{self.path.name}.v{version}.bak")
        for left in backup.parent.glob(f".{backup.name}-draft-*"):
            left.unlink(missing_ok=True)
        # a name of its own: what copies for a process that was killed goes on writing to its file
        draft = backup.with_name(f".{backup.name}-draft-{os.getpid()}")
        try:
            connection.execute("checkpoint")
            copy_file(self.path, draft)
            draft.replace(backup)
        except OSError as error:
            raise WarehouseError(
                f"{self.path}: is not upgraded, because it cannot be copied to {backup.name}: {error}"
            ) from error
        finally:
            draft.unlink(missing_ok=True)
        return backup.name

    def explain(self, error: duckdb.Error) -> WarehouseError:
        reason = str(error).partition("\n")[0]
        text = reason.lower()
        if "lock" in text and "conflicting" in text:
            return StoreLocked(f"{self.path}: another process is using the store; try again when it is done")
        if any(sign in text for sign in ("no space left", "could not write", "failed to commit")):
            return WarehouseError(f"{self.path}: cannot be written: {reason}")
        if "newer" in text and "version" in text:
            return StoreNewer(f"{self.path}: was written by a later DuckDB: {reason}")
        advice = "move it away, and it is made anew from what was published and the spool"
        return StoreDamaged(f"{self.path}: cannot be read as a store: {reason}; {advice}")

    def is_empty(self) -> bool:
        return self.is_lost() and not (self.data / WAREHOUSE_NAME).exists()

    def is_lost(self) -> bool:
        return not self.path.exists() or not self.path.stat().st_size

    def find_fault(self) -> str:
        if self.is_lost():
            return ""
        try:
            self._check_magic()
            with duckdb.connect(self.path, read_only=True, config=SETTINGS) as connection:
                find_version(connection, self.name)
                (size,) = fetch_rows(connection, "read/size", {})
                if self.path.stat().st_size < size["least_bytes"]:
                    raise duckdb.IOException("it is cut short")
        except OSError as error:
            return f"{self.path}: cannot be read: {error.strerror}"
        except (WarehouseError, duckdb.Error) as error:
            fault = self.explain(error) if isinstance(error, duckdb.Error) else error
            return "" if isinstance(fault, StoreLocked) else str(fault)
        return ""

    def attach(self, connection: duckdb.DuckDBPyConnection) -> Sequence[str]:
        path = self.data / WAREHOUSE_NAME
        if not path.exists():
            raise WarehouseMissing(f"{path}: no warehouse yet; `gapfinder crawl` or `gapfinder import` makes one")
        try:
            attach_to_read(connection, path, name="warehouse")
        except OSError as error:
            raise WarehouseError(f"{path}: cannot be read: {error.strerror}") from error
        return ()

    def explain_reading(self, error: duckdb.Error) -> WarehouseError:
        reason = next((line.strip() for line in str(error).splitlines() if line.strip()), type(error).__name__)
        return StoreDamaged(f"{self.published}: cannot be read as a warehouse: {reason}; `gapfinder crawl` replaces it")

    def stamp(self) -> object:
        """Return what tells the published file from the next one."""
        try:
            found = (self.data / WAREHOUSE_NAME).stat()
        except OSError:
            return None
        return (found.st_dev, found.st_ino, found.st_mtime_ns, found.st_size)
