"""Lets a crawl that was held back become its site's catalogue."""

from __future__ import annotations

from datetime import UTC, datetime

from gapfinder.mending import until_published
from warehouse.acceptance import Acceptance, accept_crawl
from warehouse.errors import CrawlUnacceptable
from warehouse.gate import MAX_SHRINK
from warehouse.homes import Home
from warehouse.publish import publish
from warehouse.store import find_keeper


def accept_held_back(home: Home, crawl_id: str, *, by: str, max_shrink: float | None = None) -> str:
    """Accept a crawl, note who did and when, and publish; return the crawl's site.

    `max_shrink` is for the crawls after it, None for the usual one. Raises CrawlUnacceptable where nothing was loaded
    yet, and what `accept_crawl` and `publish` raise.
    """
    if find_keeper(home).is_empty():
        raise CrawlUnacceptable(f"{crawl_id}: cannot be accepted: nothing was loaded yet")
    acceptance = Acceptance(by=by, at=datetime.now(UTC).replace(tzinfo=None))
    with until_published(home):
        site = accept_crawl(home, crawl_id, acceptance, max_shrink=MAX_SHRINK if max_shrink is None else max_shrink)
        publish(home)
    return site
