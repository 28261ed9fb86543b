"""A limit of time that does not count the time in which something else is waited for."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from time import monotonic

TICK = 0.1
"""Seconds after which a limit that stood still is looked at again."""


class Stopwatch:
    """Counts down from `seconds`, and stands still within `stand_still`."""

    def __init__(self, seconds: float) -> None:
        self._left = seconds
        self._since: float | None = monotonic()
        self._waiting = 0

    @property
    def is_over(self) -> bool:
        """Whether nothing is left."""
        return self._count() <= 0

    @contextmanager
    def stand_still(self) -> Iterator[None]:
        """Do not count the time that the block takes; blocks may overlap."""
        self._left, self._since = self._count(), None
        self._waiting += 1
        try:
            yield
        finally:
            self._waiting -= 1
            if not self._waiting:
                self._since = monotonic()

    async def wait(self, event: asyncio.Event) -> bool:
        """Wait for an event while something is left; say whether it came."""
        while not event.is_set() and not self.is_over:
            with suppress(TimeoutError):
                async with asyncio.timeout(max(TICK, self._count())):
                    await event.wait()
        return event.is_set()

    def _count(self) -> float:
        return self._left if self._since is None else self._left - (monotonic() - self._since)
