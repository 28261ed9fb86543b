"""crawlee's BeautifulSoupCrawler, reading what our readers read into its dataset."""

from __future__ import annotations

import asyncio
from collections import deque

from crawlee import ConcurrencySettings
from crawlee.crawlers import BeautifulSoupCrawler, BeautifulSoupCrawlingContext
from crawlee.storage_clients import MemoryStorageClient

from benchmarks.speed.contestants.soup import list_links, read_soup
from benchmarks.speed.contestants.task import Task, read_task


async def run(task: Task) -> None:
    """Crawl within crawlee's memory storage; the dataset is written to a file at the end."""
    crawler = BeautifulSoupCrawler(
        storage_client=MemoryStorageClient(),
        concurrency_settings=ConcurrencySettings(
            min_concurrency=task.concurrency, desired_concurrency=task.concurrency, max_concurrency=task.concurrency
        ),
        configure_logging=False,
    )
    seen, asked, under_way = {"/", task.url}, 1, 1
    listings: deque[str] = deque()
    products: deque[str] = deque()

    @crawler.router.default_handler
    async def handle(context: BeautifulSoupCrawlingContext) -> None:
        nonlocal asked, under_way
        under_way -= 1
        await context.push_data(read_soup(context.soup, context.request.url))
        for href in list_links(context.soup):
            target = task.may_ask(href)
            if target and target not in seen:
                seen.add(target)
                (products if target.startswith("/p/") else listings).append(target)
        chosen = []
        while under_way < task.concurrency and asked < task.pages and (queue := listings or products):
            chosen.append(task.host + queue.popleft())
            asked, under_way = asked + 1, under_way + 1
        if chosen:
            await context.add_requests(chosen)

    await crawler.run([task.url])
    await crawler.export_data(str(task.folder / "pages.json"))


if __name__ == "__main__":
    asyncio.run(run(read_task()))
