"""The browser of a run: started when a page first needs it, shared by all sites, started anew from time to time."""

from __future__ import annotations

import asyncio
import logging
import re
from contextlib import suppress

from crawler.browsing.chromium import Chromium
from crawler.browsing.drawing import Drawing, Means
from crawler.browsing.exchange import Drawn, Fetched
from crawler.browsing.installation import find_chromium, find_lack
from crawler.fetching.fetch_errors import FetchFailed

logger = logging.getLogger(__name__)

PAGES_AT_ONCE = 4
"""Pages of different sites; a site draws one at a time."""
PAGES_OF_A_LIFE = 200
"""Pages after which a fresh Chromium takes over, so that what one leaks does not add up."""
MOST_STARTS = 2
"""Starts in a row that may fail before no further one is tried."""


class NotDrawn(FetchFailed):
    """There is no browser to draw the page with; the note says what is missing."""

    outcome = "empty shell"


class Browser:
    """Draws pages. Whatever it started is gone after `close`, or with this very process."""

    def __init__(self) -> None:
        self._places = asyncio.Semaphore(PAGES_AT_ONCE)
        self._gate = asyncio.Lock()
        self._current: Chromium | None = None
        self._retired: list[Chromium] = []
        self._failed_starts = 0

    async def draw(self, document: Fetched, means: Means, *, to_end: bool = False) -> Drawn:
        """Return a page as its scripts leave it; with `to_end` it is scrolled. Raises FetchFailed, NotDrawn."""
        async with self._places:
            chromium = await self._take()
            try:
                async with chromium.open_context(means.agent, language=document.language) as context:
                    return await Drawing(context, document, means, to_end=to_end).draw()
            except Exception as error:
                if _is_browsers(error):
                    # a browser that went away may be there again
                    raise FetchFailed(f"browser: {_first_line(error)}", retries=1) from error
                raise
            finally:
                await self._close_retired()

    async def check(self) -> None:
        """Make sure that there is a browser. Raises NotDrawn."""
        await self._take()

    async def close(self) -> None:
        """End everything that was started."""
        if self._current:
            self._retired.append(self._current)
        self._current = None
        for chromium in self._retired:
            await chromium.close()
        self._retired.clear()

    async def _take(self) -> Chromium:
        """Return the Chromium that draws now, a fresh one where that is due."""
        async with self._gate:
            current = self._current
            if current and current.is_running and current.drawn < PAGES_OF_A_LIFE:
                return current
            if current:
                self._retired.append(current)
                self._current = None
                await self._close_retired()
            self._current = await self._launch()
            return self._current

    async def _launch(self) -> Chromium:
        path = find_chromium()
        if (lack := find_lack()) or path is None:
            raise NotDrawn(lack)
        if self._failed_starts >= MOST_STARTS:
            raise NotDrawn(f"{path} could not be started")
        try:
            chromium = await Chromium.launch(path)
        except Exception as error:
            self._failed_starts += 1
            raise NotDrawn(f"{path} could not be started: {_tell_start(error)}") from error
        self._failed_starts = 0
        return chromium

    async def _close_retired(self) -> None:
        for chromium in [each for each in self._retired if not each.open]:
            with suppress(ValueError):
                self._retired.remove(chromium)
            await chromium.close()


def _is_browsers(error: Exception) -> bool:
    from playwright.async_api import Error

    return isinstance(error, Error)


def _tell_start(error: Exception) -> str:
    """Return what a program that did not start said of it, or else what its driver says.

    >>> _tell_start(Exception("launch: closed\\nBrowser logs:\\n[pid=7][err] No usable sandbox!\\n[pid=7][err] bye"))
    'No usable sandbox!'
    """
    said = re.search(r"\[err\] (?:\[[^\]]*\] ?)?(.+)", str(error))
    return said[1][:150] if said else _first_line(error)


def _first_line(error: Exception) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0][:150]
