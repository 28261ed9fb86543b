"""One analysis of a warehouse at a time: an earlier one never takes the place of a later."""

from __future__ import annotations

import fcntl
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from gapfinder.lock_file import open_lock
from warehouse.homes import Home, folder_of
from warehouse.store import find_keeper

logger = logging.getLogger(__name__)

LOCK = ".analysis.lock"


@contextmanager
def hold_analysis(home: Home) -> Iterator[None]:
    """Wait for other analyses, from before the catalogues are read until what was found is published.

    Loads and readers do not wait for it. It goes with the process, however that ends. Raises GapfinderError where the
    folder cannot be written.
    """
    data = folder_of(home)
    with open_lock(data / LOCK) as handle:
        _wait(handle, data)
        with find_keeper(home).hold_analysis():
            yield


def _wait(handle: int, data: Path) -> None:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        logger.warning("%s: another analysis is running here; waiting for it", data)
        fcntl.flock(handle, fcntl.LOCK_EX)
