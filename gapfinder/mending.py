"""Says what a run makes good of one before it that was killed."""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterable
from pathlib import Path

from warehouse.load import LoadResult
from warehouse.publish import WAREHOUSE_NAME, is_behind

logger = logging.getLogger(__name__)


def tell_behind(data: Path) -> None:
    """Say that something in the store was not published, before it is."""
    if is_behind(data):
        logger.warning("%s: is behind the store, and is published anew", data / WAREHOUSE_NAME)


def tell_mended(results: Iterable[LoadResult], *, own: Collection[str] | None = None) -> None:
    """Say which crawls were loaded again or late. Late are those that are not the caller's own, where it names them."""
    for result in results:
        if result.mended:
            logger.warning("%s: %s", result.crawl_id, result.mended)
        elif own is not None and result.status == "loaded" and result.crawl_id not in own:
            logger.warning("%s: was closed by a run that did not load it, and is loaded now", result.crawl_id)
