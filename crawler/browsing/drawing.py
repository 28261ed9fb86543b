"""One page, from the document that its server sent to what its scripts make of it.

The page has a clock of its own (Chromium's virtual time): it stands still while something is being fetched, however
long that waits for its turn, and otherwise runs as fast as the machine can. So nothing is waited for that does not
come, and the page is done when its own few seconds are over and it shows nothing new.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from crawler.browsing.answering import Answering
from crawler.browsing.exchange import Drawn, Fetch, Fetched
from crawler.browsing.kept import Kept
from crawler.browsing.stopwatch import Stopwatch
from crawler.browsing.tab import Tab
from crawler.urls import host_of

if TYPE_CHECKING:
    from playwright.async_api import BrowserContext

OWN_SECONDS, SECONDS_WITHOUT_LINKS = 5.0, 15.0
"""What a page gets of its own clock where it shows links by then, and where it does not."""
STEP = 0.25
"""What it gets after each painting, for what is seen of it may make it show more."""
STEADY = 2
"""Paintings that change nothing, after which no further one will."""
MOST_STEPS = 100
REPLY_SHARE = 1 / 3
"""Of a page's seconds, in which a page that is not stuck does what it is told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Means:
    """What a crawl draws its pages with. `seconds` bound what a page takes besides waiting for answers.

    `limit` bounds everything, and ends early when the crawl has to stop; `most` is the length of a page in characters.
    """

    agent: str
    fetch: Fetch
    kept: Kept
    limit: Callable[[], AbstractAsyncContextManager[None]]
    seconds: float = 30.0
    most: int = 10_000_000


class Drawing:
    """Draws one document in a fresh context; with `to_end` lists that grow as they are scrolled are scrolled."""

    def __init__(self, context: BrowserContext, document: Fetched, means: Means, *, to_end: bool = False) -> None:
        self._context = context
        self._document = document
        self._means = means
        self._to_end = to_end
        self._clock = Stopwatch(means.seconds)

    async def draw(self) -> Drawn:
        """Return the page as its scripts leave it. Raises FetchFailed, TooLarge, and Playwright's Error."""
        means = self._means
        page = await self._context.new_page()
        session = await self._context.new_cdp_session(page)
        tab = Tab(page, session, clock=self._clock, patience=REPLY_SHARE * means.seconds)
        answering = Answering(self._document, fetch=means.fetch, kept=means.kept, clock=self._clock)
        await self._context.route("**/*", partial(answering.answer, page=page))
        async with means.limit():
            await page.goto(self._document.url, wait_until="commit", timeout=1000 * means.seconds)
            html = await self._wait_for_content(tab)
        await self._context.unroute_all(behavior="ignoreErrors")
        url = page.url.partition("#")[0]
        return Drawn(
            url=url if host_of(url) == host_of(self._document.url) else self._document.url,
            html=html,
            requests=answering.requests,
            stand_ins=answering.stand_ins,
            refused=answering.refused,
        )

    async def _wait_for_content(self, tab: Tab) -> str:
        await tab.pass_time(OWN_SECONDS)
        if (await tab.glance())[1] == 0:
            await tab.pass_time(SECONDS_WITHOUT_LINKS - OWN_SECONDS)
        links = await self._wait_until_steady(tab)
        html = await tab.take_snapshot(most=self._means.most)
        if not self._to_end or not await tab.goes_on():
            return html
        # some lists hold no more than what is on the screen: what shows more is kept
        further = await self._wait_until_steady(tab, scrolls=True)
        return await tab.take_snapshot(most=self._means.most) if further > links else html

    async def _wait_until_steady(self, tab: Tab, *, scrolls: bool = False) -> int:
        """Paint the page until that changes nothing more; return how many links it shows."""
        steady, shown = 0, await tab.glance()
        for _ in range(MOST_STEPS):
            if steady >= STEADY or self._clock.is_over:
                break
            if scrolls:  # there and back: what comes into sight is told only once
                await tab.scroll_back()
                await self._step(tab)
                await tab.scroll_to_end()
            await self._step(tab)
            before, shown = shown, await tab.glance()
            steady = steady + 1 if shown == before else 0
        return shown[1]

    async def _step(self, tab: Tab) -> None:
        await tab.paint()
        await tab.pass_time(STEP)
