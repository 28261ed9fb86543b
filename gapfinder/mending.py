"""Says what a run makes good of one before it that was killed."""

from __future__ import annotations

import fcntl
import logging
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager

from gapfinder.lock_file import open_lock
from warehouse.homes import Home, folder_of
from warehouse.load import LoadResult
from warehouse.publish import is_behind
from warehouse.store import find_keeper

logger = logging.getLogger(__name__)

LOCK = ".unpublished.lock"
"""Held, together with others, by who changes the store and has not published that yet."""


@contextmanager
def until_published(home: Home) -> Iterator[bool]:
    """Do within what changes the store and publishes it; say so where somebody was killed before they came so far.

    Yields whether nobody else is at it, so that what lies about was left. Raises GapfinderError where the folder cannot
    be written.
    """
    with open_lock(folder_of(home) / LOCK) as handle:
        is_alone = _take_alone(handle)
        was_behind = is_alone and is_behind(home)
        fcntl.flock(handle, fcntl.LOCK_SH)
        yield is_alone
        if was_behind:
            logger.warning("%s: was behind the store, and is published anew", find_keeper(home).published)


def tell_refused(results: Iterable[LoadResult], *, told: Collection[str] = ()) -> None:
    """Say which crawls could not be loaded, but for those of which that was told."""
    for result in results:
        if result.status == "rejected" and result.crawl_id not in told:
            logger.warning("%s was not loaded: %s", result.crawl_id, result.reason)


def tell_mended(results: Iterable[LoadResult], *, own: Collection[str] | None = None) -> None:
    """Say which crawls were loaded again or late. Late are those that are not the caller's own, where it names them."""
    for result in results:
        if result.mended:
            logger.warning("%s: %s", result.crawl_id, result.mended)
        elif own is not None and result.status == "loaded" and result.crawl_id not in own:
            logger.warning("%s: was closed by a run that did not load it, and is loaded now", result.crawl_id)


def _take_alone(handle: int) -> bool:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
