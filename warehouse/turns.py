"""Whose turn it is to hold the store: those who want it wait for each other, some seconds at most."""

from __future__ import annotations

import fcntl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep
from typing import TypeVar

from warehouse.errors import StoreLocked

PATIENCE = 120.0
"""Seconds that one waits; a load or a publication holds the store for less than one, and a busy machine for some."""
PAUSE = 0.05

Value = TypeVar("Value")


@contextmanager
def take_turn(lock: Path, *, patience: float | None = None) -> Iterator[float]:
    """Hold a lock file and yield the seconds of patience that are left. Raises StoreLocked, and OSError.

    The lock goes with the process that holds it, however that ends; the file stays.
    """
    end = monotonic() + (PATIENCE if patience is None else patience)
    with lock.open("ab") as file:
        wait_for(lambda: _lock(file.fileno(), lock), end=end)
        yield max(0.0, end - monotonic())


def wait_for(ask: Callable[[], Value], *, end: float) -> Value:
    """Return what `ask` returns, asked again while it raises StoreLocked, until a moment of `monotonic`."""
    while True:
        try:
            return ask()
        except StoreLocked:
            if monotonic() >= end:
                raise
            sleep(PAUSE)


def _lock(handle: int, lock: Path) -> None:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        raise StoreLocked(f"{lock}: another process is using the store; try again when it is done") from error
