"""Gives requests that ask for it (`draw` in their meta) the page as the browser draws it, `to_end` where that is asked.

A drawn page is made of many requests. Each of them, the page's own first, goes the way of any other request of the
crawl: robots.txt, the host's turn, addresses, size, retries, redirects and the ledger hold for all of them.
"""

from __future__ import annotations

from functools import partial

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Headers, HtmlResponse, Response

from crawler.browsing.browser import Browser
from crawler.browsing.drawing import Means
from crawler.browsing.exchange import Ask, Drawn, Fetched
from crawler.browsing.kept import Kept
from crawler.fetching.fetch_errors import FetchFailed, Stopped
from crawler.fetching.pacing import Paces

LONGEST_PAGE = 600.0
"""Seconds that a page may take with all of its requests' waits for their turns."""
PAGES = frozenset({"text/html", "application/xhtml+xml"})
NOT_KEPT = (
    "Content-Type",
    "Content-Encoding",
    "Content-Length",
    "Transfer-Encoding",
    "Location",
    "ETag",
    "Last-Modified",
)
"""Headers that held for the document and do not hold for what was drawn: an empty page stays as it is."""


class DrawingMiddleware:
    """Draws pages that their server answers well; what is no page, or no answer, is handed on as it came."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        settings = crawler.settings
        self._paces: Paces = getattr(crawler.spider, "paces", None) or Paces()
        self._browser: Browser = getattr(crawler.spider, "browser", None) or Browser()
        self._means = Means(
            agent=settings["USER_AGENT"],
            fetch=self._fetch,
            kept=Kept(),
            limit=partial(self._paces.limit_time, LONGEST_PAGE),
            seconds=settings.getfloat("DOWNLOAD_TIMEOUT"),
            most=settings.getint("DOWNLOAD_MAXSIZE"),
        )

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> DrawingMiddleware:
        return cls(crawler)

    async def process_request(self, request: Request) -> Response | None:
        if not request.meta.get("draw"):
            return None
        await self._browser.check()
        plain = await self._ask(request.replace(meta={**request.meta, "draw": False}, dont_filter=True))
        request.meta["bytes_sent"] = plain.meta.get("bytes_sent", len(plain.body))
        document = _read_answer(plain)
        if not _can_be_drawn(document):
            return plain
        drawn = await self._draw(document, to_end=bool(request.meta.get("to_end")))
        self._count(drawn)
        return _make_response(drawn, plain)

    async def _ask(self, request: Request) -> Response:
        engine = self._crawler.engine
        if engine is None:
            raise Stopped
        try:
            return await engine.download_async(request)
        except FetchFailed as error:
            error.retries = 0  # it was asked again where that may have helped
            raise

    async def _draw(self, document: Fetched, *, to_end: bool) -> Drawn:
        try:
            drawn = await self._browser.draw(document, self._means, to_end=to_end)
        except (TimeoutError, FetchFailed) as error:
            if self._paces.is_stopping:
                raise Stopped from error
            if isinstance(error, FetchFailed):
                raise
            raise FetchFailed(f"browser: not drawn within {LONGEST_PAGE:g} s") from error
        if self._paces.is_stopping:
            raise Stopped  # what the page still asked for was not answered any more
        return drawn

    async def _fetch(self, ask: Ask) -> Fetched:
        try:
            request = Request(ask.url, headers=dict(ask.headers), dont_filter=True)
        except ValueError:
            raise FetchFailed("URL: cannot be asked for") from None
        return _read_answer(await self._ask(request))

    def _count(self, drawn: Drawn) -> None:
        stats = self._crawler.stats
        if stats is None:
            return
        stats.inc_value("browsing/pages")
        for name in ("requests", "stand_ins", "refused"):
            stats.inc_value(f"browsing/{name}", getattr(drawn, name))


def _read_answer(response: Response) -> Fetched:
    headers = {
        name.decode("latin-1").lower(): ("\n" if name == b"Set-Cookie" else ", ").join(
            value.decode("latin-1") for value in values
        )
        for name, values in response.headers.items()
    }
    return Fetched(url=response.url, status=response.status, headers=headers, body=response.body)


def _can_be_drawn(document: Fetched) -> bool:
    kind = document.headers.get("content-type", "").partition(";")[0].strip().lower()
    return 200 <= document.status < 300 and kind in PAGES


def _make_response(drawn: Drawn, plain: Response) -> HtmlResponse:
    headers = Headers(plain.headers)
    for name in NOT_KEPT:
        headers.pop(name, None)
    headers["Content-Type"] = "text/html; charset=utf-8"
    body = drawn.html.encode("utf-8", "replace")
    return HtmlResponse(drawn.url, status=plain.status, headers=headers, body=body, encoding="utf-8")
