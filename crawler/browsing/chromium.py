"""One running Chromium, with the driver that speaks to it. It reaches no network: whatever it wants, it asks us for."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
from collections.abc import AsyncIterator, Awaitable
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from playwright.async_api import Browser as Program
    from playwright.async_api import BrowserContext, Playwright

logger = logging.getLogger(__name__)

# Requests are intercepted before they leave a page. What is not seen there (sockets, calls between browsers, errands of
# the program's own) finds a proxy that has no address.
NO_NETWORK = (
    "--proxy-server=http://nowhere.invalid:9",
    "--proxy-bypass-list=<-loopback>",
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--force-webrtc-ip-handling-policy",
    "--webrtc-ip-handling-policy=disable_non_proxied_udp",
)
NO_PICTURES = "--disable-gpu"
MOST_HEAP = 512
"""Megabytes that the scripts of one page may fill; one that wants more crashes alone."""
VIEWPORT = (1280, 8000)
"""Pixels. So high that lists which grow as they are scrolled to show something; without styles pages are long."""
LAUNCH_SECONDS = 30.0
CLOSE_SECONDS = 5.0


class Chromium:
    """Opens pages, one context each, so that nothing outlives a page. `drawn` counts them, `open` those not closed."""

    def __init__(self, driver: Playwright, program: Program, *, process: int | None) -> None:
        self.drawn = 0
        self.open = 0
        self._driver = driver
        self._program = program
        self._process = process

    @classmethod
    async def launch(cls, path: Path) -> Self:
        """Start the program at a path. Raises playwright.async_api.Error, OSError and TimeoutError."""
        from playwright.async_api import async_playwright

        async with asyncio.timeout(LAUNCH_SECONDS):
            driver = await async_playwright().start()
            try:
                program = await driver.chromium.launch(
                    executable_path=path,
                    args=[*NO_NETWORK, NO_PICTURES, f"--js-flags=--max-old-space-size={MOST_HEAP}"],
                    ignore_default_args=["--disable-popup-blocking"],
                    # the kernel refuses the sandbox to root
                    chromium_sandbox=os.geteuid() != 0 if hasattr(os, "geteuid") else True,
                    # a signal asks the crawl to stop; the crawl then closes the program
                    handle_sigint=False,
                    handle_sigterm=False,
                    handle_sighup=False,
                )
                return cls(driver, program, process=await _find_process(program))
            except BaseException:
                await driver.stop()
                raise

    @property
    def is_running(self) -> bool:
        """Whether it can still be spoken to."""
        return self._program.is_connected()

    @asynccontextmanager
    async def open_context(self, agent: str, *, language: str | None = None) -> AsyncIterator[BrowserContext]:
        """Give a block a context of its own: no cookies, storage or cache of other pages. Raises Error.

        `language` is what pages take the visitor's for, and write prices by.
        """
        self.drawn += 1
        self.open += 1
        try:
            context = await self._program.new_context(
                user_agent=agent,
                locale=language,
                viewport={"width": VIEWPORT[0], "height": VIEWPORT[1]},
                service_workers="block",
                accept_downloads=False,
                # answers come from us, not from where the page's policy says that they have to come from
                bypass_csp=True,
            )
            try:
                yield context
            finally:
                await self._settle(context.close())
        finally:
            self.open -= 1

    async def close(self) -> None:
        """End the program and its driver, by force where it has to be."""
        await self._settle(self._program.close())
        await self._settle(self._driver.stop())

    async def _settle(self, ending: Awaitable[None]) -> None:
        """Wait a moment for something to end; kill the program where that does not help."""
        from playwright.async_api import Error

        try:
            async with asyncio.timeout(CLOSE_SECONDS if self.is_running else CLOSE_SECONDS / 5):
                with suppress(Error):
                    await ending
        except TimeoutError:
            self._kill()

    def _kill(self) -> None:
        if self._process and self.is_running:
            logger.warning("Chromium (process %s) does not end by itself and is killed", self._process)
            with suppress(OSError):
                os.kill(self._process, signal.SIGKILL)


async def _find_process(program: Program) -> int | None:
    """Return the number of the program's main process; the others end with it."""
    session = await program.new_browser_cdp_session()
    found = await session.send("SystemInfo.getProcessInfo")
    await session.detach()
    return next((int(process["id"]) for process in found["processInfo"] if process["type"] == "browser"), None)
