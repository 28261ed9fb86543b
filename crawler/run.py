"""Crawls sites, several at once, each into a folder of the spool."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from scrapy.crawler import AsyncCrawlerRunner, Crawler
from scrapy.settings import Settings

from crawler.browsing.browser import Browser
from crawler.collector import spare_collector
from crawler.errands import Errand
from crawler.errors import CrawlError, Interrupted
from crawler.fetching.handler import pace_of
from crawler.fetching.middlewares.robots import RobotsMiddleware
from crawler.fetching.pacing import GRACE, Paces
from crawler.manners import Manners
from crawler.outcomes import Progress, SiteOutcome, SiteProgress, describe_fault
from crawler.recalling.memories import Memories
from crawler.sites import Site
from crawler.spooling.closing import close_crawl
from crawler.spooling.holding import discard_all, hold
from crawler.spooling.site_crawl import SiteCrawl
from crawler.spooling.spool import Spool
from crawler.stop_signals import stop_on_signals

__all__ = ["Progress", "SiteOutcome", "SiteProgress", "crawl_sites"]

logger = logging.getLogger(__name__)


def crawl_sites(
    sites: Sequence[Site],
    *,
    spool: Path,
    resume: bool = True,
    progress: Progress | None = None,
    memories: Memories | None = None,
) -> list[SiteOutcome]:
    """Crawl sites at once, each within its own politeness, and return an outcome for each, in order.

    An open folder of a site is gone on with, or thrown away where `resume` is off. With `memories` a site is asked only
    for what can have changed since it was crawled last. A site that fails touches no other.
    Raises Interrupted where Ctrl-C or SIGTERM asked for it; what was not finished by then stays open in the spool.
    """
    return crawl_errand(sites, Errand(spool=spool, resume=resume, memories=memories), progress=progress)


def crawl_errand(sites: Sequence[Site], errand: Errand, *, progress: Progress | None = None) -> list[SiteOutcome]:
    """Crawl sites as `crawl_sites` does, perhaps as one of several processes."""
    with spare_collector():
        return asyncio.run(_Run(errand, progress=progress).crawl_all(sites))


class _Run:
    """The crawls of one call, with what they share: Scrapy's settings, the hosts' paces, and a browser."""

    def __init__(self, errand: Errand, *, progress: Progress | None) -> None:
        settings = Settings()
        settings.setmodule("crawler.settings", priority="project")
        settings.set("STATS_DUMP", False)
        self._runner = AsyncCrawlerRunner(settings)
        self._paces = Paces(errand.turns)
        self._browser = Browser()
        self._errand = errand
        self._progress = progress
        self._crawls: list[SiteCrawl] = []

    async def crawl_all(self, sites: Sequence[Site]) -> list[SiteOutcome]:
        tasks = [asyncio.create_task(self._crawl_safely(site)) for site in sites]
        loop = asyncio.get_running_loop()
        with stop_on_signals(lambda: loop.call_soon_threadsafe(self._stop)):
            brake = asyncio.create_task(self._cancel_late(tasks))
            try:
                results = await asyncio.gather(*tasks, return_exceptions=True)
            finally:
                await self._browser.close()
            brake.cancel()
        if self._paces.is_stopping:
            raise Interrupted("interrupted; the next crawl goes on from here")
        return [result for result in results if isinstance(result, SiteOutcome)]

    def _is_stopping(self) -> bool:
        return self._paces.is_stopping

    def _stop(self) -> None:
        for crawl in self._crawls:
            crawl.is_stopped = True
        self._paces.stop()

    async def _cancel_late(self, tasks: Sequence[asyncio.Task[SiteOutcome]]) -> None:
        """Cut off what has not come to an end a moment after everything was asked to stop."""
        await self._paces.wait_for_stop()
        await asyncio.sleep(GRACE + 1)
        for task in tasks:
            task.cancel()

    async def _crawl_safely(self, site: Site) -> SiteOutcome:
        try:
            return await self._crawl_site(site)
        except CrawlError as error:
            reason = str(error)
        except Exception as error:
            logger.exception("%s: the crawl broke off", site.name)
            reason = describe_fault(error)
        return SiteOutcome(site=site.name, crawl_id="", coverage="failed", coverage_reason=reason)

    async def _crawl_site(self, site: Site) -> SiteOutcome:
        spool = await self._open_spool(site)
        async with hold(spool, is_stopping=self._is_stopping):
            return await self._crawl_into(spool)

    async def _crawl_into(self, spool: Spool) -> SiteOutcome:
        site = spool.site
        crawl = SiteCrawl(site, spool=spool, progress=self._progress, memories=self._errand.memories)
        self._crawls.append(crawl)
        was_interrupted = spool.journal.exists()
        crawl.begin()
        if was_interrupted:
            told = (site.name, spool.crawl_id, len(crawl.survey.answers))
            logger.warning("%s: goes on with %s, which was interrupted after %d pages", *told)
        crawl.tell_progress()
        crawler = self._runner.create_crawler("catalog")
        try:
            await crawler.crawl_async(crawl=crawl, paces=self._paces, browser=self._browser)
        except Exception as error:
            crawl.break_off(error)
        finally:
            crawl.end()
        if crawl.is_stopped:
            raise Interrupted(f"{site.name}: interrupted")
        if crawler.stats.get_value("spider_exceptions/count"):
            crawl.break_off(RuntimeError("the spider failed; the log says where"))
        outcome = close_crawl(crawl, spool, self._recall_manners(crawler, crawl))
        crawl.tell_progress(outcome)
        return outcome

    async def _open_spool(self, site: Site) -> Spool:
        found = Spool.find_open(self._errand.spool, site)
        if found and self._errand.resume:
            return found[0]
        await discard_all(found, is_stopping=self._is_stopping)
        return Spool.create(self._errand.spool, site, now=datetime.now(UTC))

    def _recall_manners(self, crawler: Crawler, crawl: SiteCrawl) -> Manners:
        home = crawl.survey.home_url
        middleware = crawler.get_downloader_middleware(RobotsMiddleware)
        robots = middleware.robots_of(home) if middleware else None
        return Manners(
            robots=robots.judge(home) if robots else "",
            delay=pace_of(home, self._paces, crawler).delay,
            crawl_delay=robots.crawl_delay or None if robots else None,
        )
