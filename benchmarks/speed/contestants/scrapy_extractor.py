"""The bare spider of `scrapy_links` with Scrapy's own LinkExtractor."""

from __future__ import annotations

from collections.abc import Iterator

from scrapy.http import Response
from scrapy.linkextractors import LinkExtractor

from benchmarks.speed.contestants.scrapy_links import LinksSpider, crawl
from benchmarks.speed.contestants.task import read_task


class ExtractorSpider(LinksSpider):
    """Finds links as Scrapy's tutorial does."""

    name = "extractor"
    extractor = LinkExtractor()

    def find_links(self, response: Response) -> Iterator[str]:
        """Yield the absolute address of every link."""
        for link in self.extractor.extract_links(response):
            yield link.url


if __name__ == "__main__":
    crawl(ExtractorSpider, read_task())
