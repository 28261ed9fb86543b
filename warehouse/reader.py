"""A reader that stays: each of its queries sees the warehouse that was published last, and can be stopped."""

from __future__ import annotations

import os
import shutil
import signal
from collections.abc import Callable, Iterator
from concurrent.futures import Future, wait
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import gettempdir, mkdtemp
from threading import Event, Thread, current_thread, main_thread
from types import TracebackType
from typing import Self, TypeVar

import duckdb

from warehouse.catalog import Catalog, read_catalog
from warehouse.errors import WarehouseError
from warehouse.homes import Home
from warehouse.query import Result, open_published, run_query, write_parquet
from warehouse.sandbox import Bounds, bound_by_machine
from warehouse.store import find_keeper

Found = TypeVar("Found")
SPILL = "gapfinder-sql-"
PATIENCE = 0.1
"""Seconds after which a query that still runs is told again to stop."""


class Reader:
    """Queries a published warehouse. Not for several threads at once.

    Raises WarehouseMissing where nothing was published yet, StoreDamaged where the file is not a warehouse,
    WarehouseError where the machine has no place for temporary files.
    """

    def __init__(self, home: Home, *, bounds: Callable[[Path], Bounds] = bound_by_machine) -> None:
        self._home, self._keeper = home, find_keeper(home)
        with suppress(OSError):
            _sweep_spills()
        self._spill = _make_spill()
        self._bounds = bounds(self._spill)
        self._stamp: object = None
        self._catalog: Catalog | None = None
        try:
            self._connection = self._open()
        except BaseException:
            self._remove_spill()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file, and remove what did not fit into memory."""
        self._connection.close()
        self._remove_spill()

    def ask(self, text: str) -> Result:
        """Run one query on the newest file; its rows have to be read before the next one is run.

        Raises QueryRejected as `run_query` does.
        """
        self._renew()
        return run_query(self._connection, text)

    def save_parquet(self, text: str, path: Path) -> None:
        """Write what one query finds in the newest file as a Parquet file, and let it write nothing else.

        Raises QueryRejected as `run_query` does.
        """
        self._connection.close()
        self._connection = self._open(path)
        try:
            write_parquet(self._connection, text, path)
        finally:
            self._stamp = None

    def read_catalog(self) -> Catalog:
        """Return what can be queried in the newest file."""
        self._renew()
        if self._catalog is None:
            self._catalog = read_catalog(self._connection)
        return self._catalog

    def attend(self, work: Callable[[], Found]) -> Found:
        """Do what queries this reader; Ctrl-C stops the query and raises KeyboardInterrupt.

        DuckDB hears of no signal while it looks for a query's first rows, so the work is another thread's.
        """
        done: Future[Found] = Future()
        stopped = Event()
        with _stopping(stopped):
            Thread(target=_settle, args=(done, work), daemon=True).start()
            while not done.done():
                wait([done], timeout=PATIENCE)
                if stopped.is_set():
                    self._connection.interrupt()
        if stopped.is_set():
            raise KeyboardInterrupt
        return done.result()

    def _renew(self) -> None:
        if self._stamp != self._keeper.stamp():
            self._connection.close()
            self._connection = self._open()

    def _open(self, *writable: Path) -> duckdb.DuckDBPyConnection:
        # Looked at before it is opened: a file that comes between is opened now and once more.
        self._stamp = self._keeper.stamp()
        self._catalog = None
        return open_published(self._home, bounds=self._bounds, writable=writable)

    def _remove_spill(self) -> None:
        shutil.rmtree(self._spill, ignore_errors=True)


@contextmanager
def _stopping(stopped: Event) -> Iterator[None]:
    """Let Ctrl-C set an event instead of raising just anywhere, such as where a thread is about to be started.

    Signals are the main thread's; in any other nothing is done.
    """
    if current_thread() is not main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, lambda *_: stopped.set())
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _settle(done: Future[Found], work: Callable[[], Found]) -> None:
    try:
        done.set_result(work())
    except BaseException as error:
        done.set_exception(error)


def _make_spill() -> Path:
    try:
        return Path(mkdtemp(prefix=f"{SPILL}{os.getpid()}-"))
    except OSError as error:
        raise WarehouseError(
            f"no folder for what does not fit into memory: {error.strerror} (TMPDIR names one)"
        ) from error


def _sweep_spills() -> None:
    """Remove what readers of ours left that were killed."""
    for left in Path(gettempdir()).glob(f"{SPILL}*-*"):
        process = left.name.removeprefix(SPILL).partition("-")[0]
        if process.isdigit() and not _is_alive(int(process)):
            shutil.rmtree(left, ignore_errors=True)


def _is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except OSError:
        return True
    return True
