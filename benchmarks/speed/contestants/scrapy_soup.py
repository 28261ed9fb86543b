"""A Scrapy spider that reads with BeautifulSoup what our readers read, into a JSON-lines feed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from bs4 import BeautifulSoup
from scrapy.http import Response

from benchmarks.speed.contestants.scrapy_links import LinksSpider, crawl
from benchmarks.speed.contestants.soup import list_links, read_soup
from benchmarks.speed.contestants.task import read_task


class SoupSpider(LinksSpider):
    """Parses each page once, with lxml below, the fastest that BeautifulSoup has."""

    name = "soup"

    def parse(self, response: Response) -> Iterator[Any]:
        """Read a page and go on."""
        self._soup = BeautifulSoup(response.text, "lxml")
        yield read_soup(self._soup, response.url)
        yield from super().parse(response)

    def find_links(self, _: Response) -> Iterator[str]:
        """Yield the address of every link."""
        yield from list_links(self._soup)


if __name__ == "__main__":
    task = read_task()
    crawl(SoupSpider, task, FEEDS={task.folder / "pages.jsonl": {"format": "jsonlines"}})
