"""A bare Scrapy spider that follows links with selectolax and reads nothing else, with Scrapy's defaults."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from typing import Any

from scrapy import Request, Spider
from scrapy.crawler import CrawlerProcess
from scrapy.http import Response
from selectolax.lexbor import LexborHTMLParser

from benchmarks.speed.contestants.task import Task, read_task


class LinksSpider(Spider):
    """Follows each link once, until it has asked for as many pages as it may; listings come before products."""

    name = "links"

    def __init__(self, task: Task, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.task = task
        self.start_urls = [task.url]
        self._seen = {"/", task.url}
        self._listings: deque[str] = deque()
        self._products: deque[str] = deque()
        self._asked = self._under_way = 1

    def parse(self, response: Response) -> Iterator[Any]:
        """Queue the links of a page, and ask for as many as may be under way: products wait for the last listing."""
        self._under_way -= 1
        for href in self.find_links(response):
            if href not in self._seen:
                self._seen.add(href)
                self._queue(href)
        while self._under_way < self.task.concurrency and self._asked < self.task.pages:
            queue = self._listings or self._products
            if not queue:
                break
            self._asked += 1
            self._under_way += 1
            yield Request(self.task.host + queue.popleft())

    def find_links(self, response: Response) -> Iterator[str]:
        """Yield the address of every link, as it stands on the page or absolute."""
        for link in LexborHTMLParser(response.text).css("a[href]"):
            yield link.attributes["href"] or ""

    def _queue(self, href: str) -> None:
        target = self.task.may_ask(href)
        if target and (target == href or target not in self._seen):
            self._seen.add(target)
            (self._products if target.startswith("/p/") else self._listings).append(target)


def crawl(spider: type[LinksSpider], task: Task, **settings: Any) -> None:
    """Run a spider to its end."""
    process = CrawlerProcess(
        {
            "CONCURRENT_REQUESTS_PER_DOMAIN": task.concurrency,
            "LOG_LEVEL": "INFO",
            "TELNETCONSOLE_ENABLED": False,  # several contestants may run on one machine
            **settings,
        }
    )
    process.crawl(spider, task=task)
    process.start()


if __name__ == "__main__":
    crawl(LinksSpider, read_task())
