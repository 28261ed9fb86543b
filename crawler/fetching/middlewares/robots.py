"""Asks every host for its robots.txt before anything else, and asks for nothing that it forbids.

Scrapy's own middleware lets everything pass where robots.txt cannot be had; this one lets nothing pass.
"""

from __future__ import annotations

import asyncio
from time import monotonic
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.crawler import Crawler

from crawler.fetching.fetch_errors import Disallowed, FetchFailed, Stopped
from crawler.fetching.handler import pace_of
from crawler.fetching.ledger import count_in
from crawler.fetching.pacing import Paces
from crawler.fetching.robots import MOST_BYTES, UNREACHABLE, Robots, read_robots, unreachable
from crawler.items import FORBIDDEN

LED_ASIDE = "redirects to what robots.txt forbids"


class RobotsMiddleware:
    """Drops what robots.txt forbids, redirect targets included, and keeps to its Crawl-delay.

    The rules are asked for again once they are older than ROBOTS_MAX_AGE seconds.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._agent = crawler.settings["USER_AGENT"]
        self._heed_delay = not crawler.settings.getbool("IGNORE_CRAWL_DELAY")
        self._paces: Paces = getattr(crawler.spider, "paces", None) or Paces()
        self._max_age = crawler.settings.getfloat("ROBOTS_MAX_AGE")
        self._known: dict[str, asyncio.Future[Robots]] = {}
        self._asked_at: dict[str, float] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> RobotsMiddleware:
        return cls(crawler)

    def robots_of(self, url: str) -> Robots | None:
        """Return what a URL's host says; None where it was not asked or has not answered yet."""
        known = self._known.get(_root_of(url))
        return known.result() if known and known.done() and not known.cancelled() and not known.exception() else None

    async def process_request(self, request: Request) -> None:
        if request.meta.get("is_robots"):
            return
        robots = await self._ask(_root_of(request.url))
        verdict = robots.judge(request.url)
        if verdict == UNREACHABLE:
            raise FetchFailed(f"robots.txt: {robots.reason}")
        if not robots.allows(request.url):
            count_in(self._crawler.stats, "refusals")
            raise Disallowed(LED_ASIDE if "redirect_urls" in request.meta else FORBIDDEN)

    async def _ask(self, root: str) -> Robots:
        known = self._known.get(root)
        if known is None or (known.done() and monotonic() - self._asked_at[root] > self._max_age):
            self._asked_at[root] = monotonic()
            known = self._known[root] = asyncio.ensure_future(self._fetch(root, before=self._last(known)))
        try:
            return await asyncio.shield(known)
        except asyncio.CancelledError:
            raise Stopped from None

    def _last(self, known: asyncio.Future[Robots] | None) -> Robots | None:
        return None if known is None or known.cancelled() or known.exception() else known.result()

    async def _fetch(self, root: str, *, before: Robots | None) -> Robots:
        """Ask for the rules; those from before hold on where they cannot be had again, as RFC 9309 (2.4) lets them."""
        robots = await self._request(root)
        return before if before and robots.judge(root) == UNREACHABLE else robots

    async def _request(self, root: str) -> Robots:
        request = Request(
            f"{root}/robots.txt",
            meta={"is_robots": True, "may_leave": True, "may_be_cut": True, "download_maxsize": MOST_BYTES},
            dont_filter=True,
        )
        try:
            response = await self._crawler.engine.download_async(request)
        except FetchFailed as error:
            return unreachable(error.note)
        robots = read_robots(response.status, response.body, agent=self._agent)
        if self._heed_delay:
            pace_of(root, self._paces, self._crawler).keep_to(robots.crawl_delay)
        return robots


def _root_of(url: str) -> str:
    bits = urlsplit(url)
    return f"{bits.scheme.lower()}://{bits.netloc.rpartition('@')[2].lower()}"
