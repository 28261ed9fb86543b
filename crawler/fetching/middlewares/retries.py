"""Asks again where that may help, no sooner than the site wishes, and slows down where it is asked to."""

from __future__ import annotations

from datetime import UTC, datetime

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response

from crawler.fetching.fetch_errors import FetchFailed
from crawler.fetching.handler import pace_of
from crawler.fetching.ledger import count_in
from crawler.fetching.pacing import Pace, Paces
from crawler.fetching.retry_after import (
    LONGEST_WAIT,
    MOST_RETRIES,
    RETRY_STATUSES,
    SLOW_DOWN_STATUSES,
    choose_wait,
    read_retry_after,
)


class RetryMiddleware:
    """Retries server errors and broken connections; holds the host for as long as its Retry-After says."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._paces: Paces = getattr(crawler.spider, "paces", None) or Paces()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> RetryMiddleware:
        return cls(crawler)

    def process_response(self, request: Request, response: Response) -> Request | Response:
        if request.meta.get("draw"):
            return response  # its own requests came through here one by one
        pace = self._pace_of(request)
        if response.status not in RETRY_STATUSES:
            pace.recover()
            return response
        if response.status in SLOW_DOWN_STATUSES:
            pace.slow_down()
            count_in(self._crawler.stats, "throttled")
        value = response.headers.get("Retry-After")
        asked = read_retry_after(value.decode("latin-1") if value else None, now=datetime.now(UTC))
        again = self._ask_again(request, pace, asked=asked, most=MOST_RETRIES)
        return again or response

    def process_exception(self, request: Request, exception: Exception) -> Request | None:
        if not isinstance(exception, FetchFailed) or not exception.retries:
            return None
        return self._ask_again(request, self._pace_of(request), asked=None, most=exception.retries)

    def _pace_of(self, request: Request) -> Pace:
        return pace_of(request.url, self._paces, self._crawler)

    def _ask_again(self, request: Request, pace: Pace, *, asked: float | None, most: int) -> Request | None:
        tries = request.meta.get("retry_times", 0) + 1
        wait = choose_wait(asked, tries=tries, delay=pace.delay)
        if tries > most or pace.is_failing or (asked or 0.0) > LONGEST_WAIT or self._paces.is_stopping:
            pace.failures += 1
            pace.hold(wait if asked else 0.0)
            return None
        pace.hold(wait)
        count_in(self._crawler.stats, "retries")
        again = request.replace(dont_filter=True)
        again.meta["retry_times"] = tries
        again.meta["may_break_off"] = tries == most
        return again
