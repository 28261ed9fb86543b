"""The bare spider of `scrapy_links` with everything off that can be: no redirects, retries or decompression.

Plain asyncio instead of Twisted's reactor, Scrapy's own handler on aiohttp, uvloop where it is installed, and what was
imported kept out of the garbage collector's sight.
"""

from __future__ import annotations

import asyncio
import gc
from contextlib import suppress

from scrapy.crawler import AsyncCrawlerRunner
from scrapy.settings.default_settings import DOWNLOADER_MIDDLEWARES_BASE, EXTENSIONS_BASE, SPIDER_MIDDLEWARES_BASE

from benchmarks.speed.contestants.scrapy_links import LinksSpider
from benchmarks.speed.contestants.task import Task, read_task

KEPT = (
    "scrapy.downloadermiddlewares.useragent.UserAgentMiddleware",
    "scrapy.spidermiddlewares.start.StartSpiderMiddleware",
)
SETTINGS = {
    "TWISTED_REACTOR_ENABLED": False,
    "DOWNLOAD_HANDLERS": {
        "http": "scrapy.core.downloader.handlers._aiohttp.AiohttpDownloadHandler",
        **dict.fromkeys(("https", "data", "file", "ftp", "s3")),
    },
    "DOWNLOADER_MIDDLEWARES": {name: None for name in DOWNLOADER_MIDDLEWARES_BASE if name not in KEPT},
    "SPIDER_MIDDLEWARES": {name: None for name in SPIDER_MIDDLEWARES_BASE if name not in KEPT},
    "EXTENSIONS": dict.fromkeys(EXTENSIONS_BASE),
    "WARN_ON_GENERATOR_RETURN_VALUE": False,
    "DUPEFILTER_CLASS": "scrapy.dupefilters.BaseDupeFilter",
}


async def run(task: Task) -> None:
    """Crawl in the running loop."""
    gc.collect()
    gc.freeze()
    settings = SETTINGS | {"CONCURRENT_REQUESTS_PER_DOMAIN": task.concurrency, "LOG_LEVEL": "WARNING"}
    await AsyncCrawlerRunner(settings).crawl(LinksSpider, task=task)


if __name__ == "__main__":
    with suppress(ImportError):
        import uvloop

        uvloop.install()
    asyncio.run(run(read_task()))
