"""Pages drawn in a real Chromium."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import pytest

from crawler.browsing.browser import Browser
from crawler.browsing.drawing import Means
from crawler.browsing.exchange import Ask, Drawn, Fetched
from crawler.browsing.installation import find_lack
from crawler.browsing.kept import Kept
from crawler.fetching.fetch_errors import FetchFailed

SITE = "https://www.shop.example"
HARD_LIMIT = 60.0


@dataclass
class Site:
    """Pages by address, markup or (media type, body), each answered after `wait` seconds. `asked` is in order."""

    pages: Mapping[str, str | tuple[str, str]]
    asked: list[str] = field(default_factory=list)
    wait: float = 0.0

    async def fetch(self, ask: Ask) -> Fetched:
        self.asked.append(ask.url)
        await asyncio.sleep(self.wait)
        found = self.pages.get(ask.url.removeprefix(SITE).partition("?")[0])
        if found is None:
            raise FetchFailed("not there")
        kind, body = found if isinstance(found, tuple) else ("text/html; charset=utf-8", found)
        return Fetched(url=ask.url, status=200, headers={"content-type": kind}, body=body.encode())


Draw = Callable[..., Drawn]


@pytest.fixture(scope="session")
def chromium() -> None:
    """Skip where pages cannot be drawn."""
    if lack := find_lack():
        pytest.skip(f"no page can be drawn here; {lack}")


@pytest.fixture(scope="module")
def runner(chromium: None) -> Iterator[tuple[asyncio.Runner, Browser]]:
    """One browser for the tests of a module, as one crawl has one for all of its pages."""
    with asyncio.Runner() as runner:
        browser = Browser()
        yield runner, browser
        runner.run(browser.close())


@pytest.fixture
def draw(runner: tuple[asyncio.Runner, Browser]) -> Draw:
    """Draw pages of a site one after another, and return the last."""
    loop, browser = runner

    async def run(site: Site, path: str, means: Means, *, to_end: bool) -> Drawn:
        return await browser.draw(await site.fetch(Ask(url=SITE + path, kind="document")), means, to_end=to_end)

    def draw_all(site: Site, *paths: str, to_end: bool = False, **means: object) -> Drawn:
        made = make_means(site, **means)
        return [loop.run(run(site, path, made, to_end=to_end)) for path in paths or ("/",)][-1]

    return draw_all


@asynccontextmanager
async def limit() -> AsyncIterator[None]:
    async with asyncio.timeout(HARD_LIMIT):
        yield


def make_means(site: Site, **means: object) -> Means:
    given: dict[str, object] = {"agent": "gapfinder/0.1", "kept": Kept(), "limit": limit, "seconds": 10.0} | means
    return Means(fetch=site.fetch, **given)  # type: ignore[arg-type]
