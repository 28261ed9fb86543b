"""Whose turn it is to hold the store: those who want it wait for each other, some seconds at most."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
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

    Whoever waits stands in line: who gives a turn back and wants another one at once comes after them. Locks go with
    the process that holds them, however that ends; the files stay.
    """
    end = monotonic() + (PATIENCE if patience is None else patience)
    with lock.open("ab") as file:
        with lock.with_suffix(".queue").open("ab") as queue:
            _stand_in_line((queue.fileno(), file.fileno()), lock, end)
        yield max(0.0, end - monotonic())


def _stand_in_line(handles: tuple[int, ...], lock: Path, end: float) -> None:
    """Lock one file after the other: who is first in the queue is alone in waiting for the lock."""
    try:
        for handle in handles:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        taken: Future[None] = Future()
        # handles of its own, for a thread that nobody waits for any more: they give back what it takes then
        Thread(target=_wait_for_locks, args=([os.dup(handle) for handle in handles], taken), daemon=True).start()
        try:
            taken.result(timeout=max(0.0, end - monotonic()))
        except TimeoutError:
            message = f"{lock}: another process is using the store; try again when it is done"
            raise StoreLocked(message) from None


def _wait_for_locks(handles: list[int], taken: Future[None]) -> None:
    try:
        for handle in handles:
            fcntl.flock(handle, fcntl.LOCK_EX)
        taken.set_result(None)
    except OSError as error:
        taken.set_exception(error)
    finally:
        for handle in handles:
            os.close(handle)


def wait_for(ask: Callable[[], Value], *, end: float) -> Value:
    """Return what `ask` returns, asked again while it raises StoreLocked, until a moment of `monotonic`."""
    while True:
        try:
            return ask()
        except StoreLocked:
            if monotonic() >= end:
                raise
            sleep(PAUSE)
