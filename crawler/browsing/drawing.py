"""One page, from the document that its server sent to what its scripts make of it.

The page has a clock of its own (Chromium's virtual time): it stands still while something is being fetched, however
long that waits for its turn, and otherwise runs as fast as the machine can. So nothing is waited for that does not
come, and the page is done when its own few seconds are over.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from functools import partial
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from crawler.browsing.answering import Answering
from crawler.browsing.exchange import Drawn, Fetch, Fetched
from crawler.browsing.kept import Kept
from crawler.browsing.stopwatch import Stopwatch
from crawler.fetching.fetch_errors import FetchFailed, TooLarge
from crawler.urls import host_of

if TYPE_CHECKING:
    from playwright.async_api import BrowserContext, CDPSession, Page

OWN_SECONDS = (5.0, 10.0)
"""Of the page's own clock: what it gets, and what it gets besides where no link is to be seen by then."""
MOST_TASKS = 1_000_000
"""Tasks of a page that its own clock waits for at one moment; one that never rests would stop it."""
REPLY_SHARE = 1 / 3
"""Of a page's seconds, in which a page that is not stuck does what it is told."""
_SNAPSHOT = files("crawler.browsing").joinpath("snapshot.js").read_text(encoding="utf-8")
_WORLD = "gapfinder"


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
    """Draws one document in a fresh context."""

    def __init__(self, context: BrowserContext, document: Fetched, means: Means) -> None:
        self._context = context
        self._document = document
        self._means = means
        self._done, self._crashed = asyncio.Event(), asyncio.Event()
        self._clock = Stopwatch(means.seconds)

    async def draw(self) -> Drawn:
        """Return the page as its scripts leave it. Raises FetchFailed, TooLarge, and Playwright's Error."""
        page = await self._context.new_page()
        page.on("crash", self._note_end)
        page.on("close", self._note_end)
        answering = Answering(self._document, fetch=self._means.fetch, kept=self._means.kept, clock=self._clock)
        await self._context.route("**/*", partial(answering.answer, page=page))
        session = await self._context.new_cdp_session(page)
        session.on("Emulation.virtualTimeBudgetExpired", lambda _: self._done.set())
        async with self._means.limit():
            await page.goto(self._document.url, wait_until="commit", timeout=1000 * self._means.seconds)
            html = await self._wait_for_content(session)
        await self._context.unroute_all(behavior="ignoreErrors")
        url = page.url.partition("#")[0]
        return Drawn(
            url=url if host_of(url) == host_of(self._document.url) else self._document.url,
            html=html,
            requests=answering.requests,
            stand_ins=answering.stand_ins,
            refused=answering.refused,
        )

    def _note_end(self, _: Page) -> None:
        self._crashed.set()
        self._done.set()

    async def _wait_for_content(self, session: CDPSession) -> str:
        for seconds in OWN_SECONDS:
            await self._pass_time(session, seconds)
            html, links = await self._take_snapshot(session)
            if links or self._clock.is_over:
                break
        return html

    async def _pass_time(self, session: CDPSession, seconds: float) -> None:
        """Let the page's own clock run for some seconds; end early where the page does not let it."""
        if not self._crashed.is_set():
            self._done.clear()
        await self._tell(
            session,
            "Emulation.setVirtualTimePolicy",
            policy="pauseIfNetworkFetchesPending",
            budget=1000 * seconds,
            maxVirtualTimeTaskStarvationCount=MOST_TASKS,
        )
        await self._clock.wait(self._done)

    async def _take_snapshot(self, session: CDPSession) -> tuple[str, int]:
        """Return the page's markup and how many links it shows."""
        frame = (await self._tell(session, "Page.getFrameTree"))["frameTree"]["frame"]["id"]
        # a world of its own, so that the page's scripts cannot change what is read
        world = await self._tell(session, "Page.createIsolatedWorld", frameId=frame, worldName=_WORLD)
        told = await self._tell(
            session,
            "Runtime.evaluate",
            expression=f"({_SNAPSHOT})({self._means.most})",
            contextId=world["executionContextId"],
            returnByValue=True,
        )
        html, links = told["result"]["value"]
        if html is None:
            raise TooLarge(f"drawn, longer than {self._means.most} characters")
        return html, links

    async def _tell(self, session: CDPSession, method: str, **words: object) -> dict[str, Any]:
        """Tell Chromium to do something with the page, and return what it says. Raises FetchFailed."""
        telling = asyncio.ensure_future(session.send(method, words))
        crashing = asyncio.ensure_future(self._crashed.wait())
        patience = REPLY_SHARE * self._means.seconds
        await asyncio.wait((telling, crashing), timeout=patience, return_when=asyncio.FIRST_COMPLETED)
        crashing.cancel()
        if telling.done():
            return await telling
        telling.cancel()
        if self._crashed.is_set():
            raise FetchFailed("browser: the page crashed", retries=1)  # the whole browser may have
        raise FetchFailed("browser: the page hangs")
