"""A page in Chromium as its tools see it: its clock, how much it shows, and its markup."""

from __future__ import annotations

import asyncio
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from crawler.browsing.stopwatch import Stopwatch
from crawler.fetching.fetch_errors import FetchFailed, TooLarge

if TYPE_CHECKING:
    from playwright.async_api import CDPSession, Frame, Page

MOST_TASKS = 1_000_000
"""Tasks of a page that its own clock waits for at one moment; one that never rests would stop it."""
_SNAPSHOT = files("crawler.browsing").joinpath("snapshot.js").read_text(encoding="utf-8")
_GLANCE = 'document.querySelectorAll("*").length + " " + document.links.length'
_GOES_ON = 'document.querySelector("[rel~=next]") === null && innerHeight < document.documentElement.scrollHeight'
_SCROLL_TO_END = "void scrollTo(0, document.documentElement.scrollHeight)"
_SCROLL_BACK = "void scrollBy(0, -innerHeight)"
_WORLD = "gapfinder"


class Tab:
    """Tells Chromium what to do with a page. Every method raises FetchFailed where the page does not follow.

    `clock` bounds how long its own clock is waited for, `patience` is the seconds in which it does what it is told.
    """

    def __init__(self, page: Page, session: CDPSession, *, clock: Stopwatch, patience: float) -> None:
        self._page = page
        self._session = session
        self._clock = clock
        self._patience = patience
        self._world: int | None = None
        self._shade = 0
        self._done, self._ended = asyncio.Event(), asyncio.Event()
        session.on("Emulation.virtualTimeBudgetExpired", lambda _: self._done.set())
        page.on("framenavigated", self._note_move)
        page.on("crash", self._note_end)
        page.on("close", self._note_end)

    async def pass_time(self, seconds: float) -> None:
        """Let the page's own clock run for some seconds; end early where the page does not let it.

        It stands still while something is being fetched.
        """
        if not self._ended.is_set():
            self._done.clear()
        await self._tell(
            "Emulation.setVirtualTimePolicy",
            policy="pauseIfNetworkFetchesPending",
            budget=1000 * seconds,
            maxVirtualTimeTaskStarvationCount=MOST_TASKS,
        )
        await self._clock.wait(self._done)

    async def paint(self) -> None:
        """Have the page painted, so that it learns what can be seen of it: its clock is too quick for the screen."""
        self._shade ^= 1  # nothing is painted where nothing changed
        colour = {"r": 255, "g": 255, "b": 255 - self._shade, "a": 1}
        await self._tell("Emulation.setDefaultBackgroundColorOverride", color=colour)
        await self._evaluate("new Promise(requestAnimationFrame)")

    async def goes_on(self) -> bool:
        """Say whether the page goes on below the screen, and has no link to its next page instead."""
        return await self._evaluate(_GOES_ON) is True

    async def scroll_to_end(self) -> None:
        """Bring the end of the page into sight."""
        await self._evaluate(_SCROLL_TO_END)

    async def scroll_back(self) -> None:
        """Take what is in sight out of it."""
        await self._evaluate(_SCROLL_BACK)

    async def glance(self) -> tuple[int, int]:
        """Return how many elements and links the page shows; zeros while it moves."""
        elements, links = str(await self._evaluate(_GLANCE) or "0 0").split()
        return int(elements), int(links)

    async def take_snapshot(self, *, most: int) -> str:
        """Return the page's markup. Raises TooLarge where it has more than `most` characters."""
        html = await self._evaluate(f"({_SNAPSHOT})({most})")
        if html is None:
            raise TooLarge(f"drawn, longer than {most} characters")
        return str(html)

    async def _evaluate(self, expression: str) -> Any:
        """Return an expression's value, of a world of its own, so that the page's scripts cannot change what is read.

        None where the page went somewhere else meanwhile.
        """
        from playwright.async_api import Error

        try:
            if self._world is None:
                frame = (await self._tell("Page.getFrameTree"))["frameTree"]["frame"]["id"]
                world = await self._tell("Page.createIsolatedWorld", frameId=frame, worldName=_WORLD)
                self._world = int(world["executionContextId"])
            told = await self._tell(
                "Runtime.evaluate",
                expression=expression,
                contextId=self._world,
                returnByValue=True,
                awaitPromise=True,
            )
        except Error:
            self._world = None
            if self._page.is_closed():
                raise
            return None
        return told["result"].get("value")

    async def _tell(self, method: str, **words: object) -> dict[str, Any]:
        telling = asyncio.ensure_future(self._session.send(method, words))
        ending = asyncio.ensure_future(self._ended.wait())
        await asyncio.wait((telling, ending), timeout=self._patience, return_when=asyncio.FIRST_COMPLETED)
        ending.cancel()
        if telling.done():
            return await telling
        telling.cancel()
        if self._ended.is_set():
            raise FetchFailed("browser: the page crashed", retries=1)  # the whole browser may have
        raise FetchFailed("browser: the page hangs")

    def _note_move(self, frame: Frame) -> None:
        if frame == self._page.main_frame:
            self._world = None

    def _note_end(self, _: Page) -> None:
        self._ended.set()
        self._done.set()
