"""The one spider, for any shop: asks for what the survey wants to see, and hands it what came."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator
from functools import partial
from typing import Any, Self

from scrapy import Request, Spider, signals
from scrapy.crawler import Crawler
from scrapy.http import Response
from twisted.python.failure import Failure

from crawler.browsing.browser import Browser
from crawler.fetching.fetch_errors import FetchFailed, Stopped
from crawler.fetching.handler import BROKEN_OFF, pace_of
from crawler.fetching.ledger import Ledger, read_ledger, restore_ledger
from crawler.fetching.middlewares.robots import RobotsMiddleware
from crawler.fetching.pacing import Paces
from crawler.fetching.retry_after import MOST_RETRIES
from crawler.fetching.robots import Robots
from crawler.items import Category, Product, ProductCategory
from crawler.merging.catalogue import build_catalogue
from crawler.outcomes import describe_fault
from crawler.pages import Link, Why
from crawler.planning.coverage import SHELVES
from crawler.planning.turns import Turns
from crawler.settings_of import read_site, set_politeness
from crawler.spooling.site_crawl import SiteCrawl
from crawler.spooling.visits import SITEMAP_BYTES, Reply

PAUSE = 10
"""Delays that a crawl rests before it asks again for pages that were lost on the way."""

Item = Category | Product | ProductCategory


class CatalogSpider(Spider):
    """Crawls one site's catalogue.

    `scrapy crawl catalog -a url=https://www.shop.example/` takes the arguments of `crawler.settings_of.read_site` and
    yields categories, products and which product is in which category, once the crawl is over. `gapfinder crawl` gives
    a `crawl` with a spool instead, and the `paces` and the `browser` that all sites of a run share.
    """

    name = "catalog"

    def __init__(self, *, crawl: SiteCrawl, paces: Paces, browser: Browser, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.crawl = crawl
        self.paces = paces
        self.browser = browser
        self._turns = Turns()

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        crawl = kwargs.pop("crawl", None)
        if crawl is None:
            crawl = SiteCrawl(read_site(kwargs, crawler.settings))
            kwargs = {}
        set_politeness(crawler.settings, crawl.site.politeness)
        paces = kwargs.pop("paces", None) or Paces()
        browser = kwargs.pop("browser", None)
        if browser is None:
            browser = Browser()
            crawler.signals.connect(browser.close, signals.spider_closed)
        return super().from_crawler(crawler, *args, crawl=crawl, paces=paces, browser=browser, **kwargs)

    async def start(self) -> AsyncIterator[Any]:
        """Ask for the home page; in a crawl that goes on, for what is left."""
        restore_ledger(self.crawler.stats, self.crawl.ledger)
        for result in self._go_on(most=1):
            yield result

    def parse(self, response: Response, link: Link) -> Iterator[Request | Item]:
        """Hand an answer to the survey when it is its turn, and ask for more."""
        yield from self._settle(response.meta["turn"], partial(self._take_reply, link, response))

    def note_failure(self, failure: Failure) -> Iterator[Request | Item]:
        """Tell the survey that a page could not be had, when it is its turn, and ask for more."""
        yield from self._settle(failure.request.meta["turn"], partial(self._take_failure, failure))  # type: ignore[attr-defined]

    def _settle(self, turn: int, take: Callable[[], None]) -> Iterator[Request | Item]:
        self._turns.come(turn, take)
        results: list[Request | Item] = []
        # in one go: what is asked next must not depend on when Scrapy comes for it
        while self._turns.take_next():
            results += self._go_on()
        yield from results

    def _take_reply(self, link: Link, response: Response) -> None:
        if link.why == Why.HOME:
            self._learn_sitemaps(response.url)
        self.crawl.take_reply(link, make_reply(response), self._ledger())

    def _take_unasked(self, link: Link) -> None:
        self.crawl.take_unasked(link, self._ledger())

    def _take_failure(self, failure: Failure) -> None:
        link: Link = failure.request.cb_kwargs["link"]  # type: ignore[attr-defined]
        if not isinstance(failure.value, Stopped):
            self.crawl.take_failure(link, self._name_failure(failure), self._ledger())

    def _name_failure(self, failure: Failure) -> FetchFailed:
        error = failure.value
        if isinstance(error, FetchFailed):
            return error
        fault = describe_fault(error or RuntimeError("unknown"))
        self.logger.error("a request broke off: %s", fault, exc_info=error)
        return FetchFailed(fault)

    def _go_on(self, *, most: int = 0) -> Iterator[Request | Item]:
        """Yield as many requests as may be under way at once; at the end of a crawl without a spool, what it found."""
        most = most or (1 if self.crawl.survey.shells.are_drawn else self.crawl.site.politeness.concurrency)
        is_ending = not self.crawler.engine.running
        while len(self._turns) < most and not is_ending and (link := self.crawl.next_link()):
            yield from self._ask(link)
        if not len(self._turns) and not is_ending and (self.crawl.turn_to_browser() or self._turn_back()):
            yield from self._go_on()
        elif not len(self._turns) and self.crawl.spool is None:
            yield from self._tell_catalogue()

    def _turn_back(self) -> bool:
        """Come back to pages that were lost on the way, after a pause."""
        if not self.crawl.turn_back():
            return False
        pace = pace_of(self.crawl.survey.home_url, self.paces, self.crawler)
        pace.hold(PAUSE * pace.delay)
        return True

    def _ask(self, link: Link) -> Iterator[Request]:
        draw = self.crawl.survey.shells.draws(link)
        conditions = None if draw else self.crawl.recall(link)  # an empty page that did not change may show news
        if conditions and self._may_ask(link.url) and self.crawl.may_rest(link):
            self._turns.come(self._turns.ask(), partial(self._take_unasked, link))
            return
        meta: dict[str, Any] = {"may_leave": link.why == Why.HOME, "conditions": conditions}
        meta |= {"draw": draw, "to_end": draw and link.why in SHELVES}
        if link.why == Why.SITEMAP:
            meta["download_maxsize"] = SITEMAP_BYTES
        if link.why == Why.PLATFORM and not self.crawl.survey.endpoints.have_answered:
            meta["retry_times"] = MOST_RETRIES - 1  # what may be closed is tried once more, not as often as a page
        if self.crawl.survey.losses.is_last_try(link):
            meta |= {"retry_times": MOST_RETRIES, "may_break_off": True}
        try:
            request = Request(
                link.url, callback=self.parse, errback=self.note_failure, cb_kwargs={"link": link}, meta=meta
            )
        except ValueError:
            self.crawl.take_failure(link, FetchFailed("URL: cannot be asked for"), self._ledger())
            return
        request.meta["turn"] = self._turns.ask()
        yield request

    def _tell_catalogue(self) -> Iterator[Item]:
        coverage = self.crawl.coverage()
        self.crawler.stats.set_value("coverage", coverage.verdict)
        self.logger.info("coverage: %s %s", coverage.verdict, coverage.reason)
        catalogue = build_catalogue(self.crawl.survey)
        yield from catalogue.categories
        yield from catalogue.products
        yield from catalogue.product_categories

    def _learn_sitemaps(self, url: str) -> None:
        robots = self._robots_of(url)
        self.crawl.learn_sitemaps(robots.sitemaps if robots else ())

    def _may_ask(self, url: str) -> bool:
        """Say whether robots.txt would let a page be asked for: what it forbids is not to be known either."""
        robots = self._robots_of(url)
        return robots is not None and robots.allows(url)

    def _robots_of(self, url: str) -> Robots | None:
        middleware = self.crawler.get_downloader_middleware(RobotsMiddleware)
        return middleware.robots_of(url) if middleware else None

    def _ledger(self) -> Ledger:
        return read_ledger(self.crawler.stats)


def make_reply(response: Response) -> Reply:
    """Return a response without anything of Scrapy's."""
    headers = {
        name.decode("latin-1").lower(): b", ".join(values).decode("latin-1")
        for name, values in response.headers.items()
    }
    return Reply(
        url=response.url,
        status=response.status,
        body=response.body,
        headers=headers,
        size=int(response.meta.get("bytes_sent", len(response.body))),
        is_part=BROKEN_OFF in response.flags,
    )
