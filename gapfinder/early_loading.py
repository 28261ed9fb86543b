"""Loads what some sites closed while others are still crawled, so that nobody waits for the slowest of them."""

from __future__ import annotations

import logging
from threading import Event, Thread
from time import monotonic
from types import TracebackType
from typing import Self

from crawler.outcomes import Progress, SiteProgress
from gapfinder.engagement import Engagement
from gapfinder.errors import GapfinderError
from gapfinder.loading import load_crawls
from warehouse.errors import WarehouseError

logger = logging.getLogger(__name__)

REST = 60.0
"""Seconds between two loads, at least: each publishes all there is."""
SHARE = 20
"""How many times as long as a load took the pause after it lasts, at least."""


class EarlyLoader:
    """A thread that loads, from time to time, what was closed meanwhile, for as long as the crawls go on.

    `told` are the crawls that could not be loaded, each with the reason, by id. Where the warehouse refuses, what was
    closed waits for the load after the crawls, which tells why.
    """

    def __init__(self, engagement: Engagement, *, told: dict[str, str], rest: float = REST) -> None:
        self.told = dict(told)
        self._engagement = engagement
        self._rest = rest
        self._is_closed, self._is_over = Event(), Event()
        self._thread = Thread(target=self._run, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._is_over.set()
        self._thread.join()

    def listen(self, progress: Progress | None) -> Progress:
        """Return what takes the crawls' progress, tells it on, and hears which of them are over."""

        def take(told: SiteProgress) -> None:
            if told.done:
                self._is_closed.set()
            if progress:
                progress(told)

        return take

    def _run(self) -> None:
        rest = self._rest
        while not self._is_over.wait(rest):
            if self._is_closed.is_set():
                self._is_closed.clear()
                begun = monotonic()
                self._load()
                rest = max(self._rest, SHARE * (monotonic() - begun))

    def _load(self) -> None:
        try:
            self.told |= load_crawls(self._engagement, told=self.told)
        except (GapfinderError, WarehouseError) as error:
            logger.info("what was closed waits: %s", error)
