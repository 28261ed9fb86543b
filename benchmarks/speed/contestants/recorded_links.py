"""A bare Scrapy spider on a recorded shop: follows links with selectolax to pages of a list, and reads nothing else.

The last argument is a file with the targets that may be asked for, a line each; `?` before its path leaves it to Scrapy
to tell what was asked for before, as most spiders do, and none before it asks each link's target once by a set of its
own, which costs less.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from scrapy import Request, Spider
from scrapy.http import Response, TextResponse
from selectolax.lexbor import LexborHTMLParser

from benchmarks.speed.contestants.scrapy_links import crawl
from benchmarks.speed.contestants.task import Task, read_task


class RecordedLinksSpider(Spider):
    """Follows links to the pages of the list; what no link leads to is asked for at the end."""

    name = "recorded"

    def __init__(self, task: Task, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.start_urls = [task.url]
        self._is_plain = task.pattern.startswith("?")
        targets = Path(task.pattern.removeprefix("?")).read_text().splitlines()
        self._left = {task.host + target for target in targets[: task.pages]}
        self._left.discard(task.url)
        self._listed = frozenset(self._left)
        self._under_way = 1

    def parse(self, response: Response) -> Iterator[Any]:
        """Ask for what the page's links lead to."""
        self._under_way -= 1
        if isinstance(response, TextResponse):
            yield from self._follow(response)
        if not self._under_way:
            yield from map(self._ask, sorted(self._left))

    def _follow(self, response: TextResponse) -> Iterator[Request]:
        for link in LexborHTMLParser(response.text).css("a[href]"):
            url = response.urljoin(link.attributes["href"] or "").partition("#")[0]
            if url in self._left:
                yield self._ask(url)
            elif self._is_plain and url in self._listed:
                yield Request(url)

    def _ask(self, url: str) -> Request:
        self._left.discard(url)
        self._under_way += 1
        return Request(url, errback=self._give_up)

    def _give_up(self, _: object) -> None:
        self._under_way -= 1


if __name__ == "__main__":
    crawl(RecordedLinksSpider, read_task())
