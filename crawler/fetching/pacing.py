"""When a host may be asked: its delay, its holds, and how many requests at once. Shared by all crawls of a run.

A run of several processes shares its hosts' turns in files, for a site that moved may come to the host of another.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from time import monotonic

from crawler.fetching.fetch_errors import Stopped
from crawler.fetching.turn_file import Times, TurnFile

FIRST_PENALTY = 1.0
MOST_PENALTY = 60.0
"""Bounds in seconds of what is added to the delay of a host that says it is asked too fast."""
RECOVERY = 0.5
"""What is left of the penalty after each sound answer."""
FAILURES = 3
"""Requests in a row that were given up before the next ones get no second try."""
GRACE = 3.0
"""Seconds that requests under way are given once everything has to stop."""
LOOK_AGAIN = 0.05
"""Seconds after which a process looks again whether another one still asks the same host."""


class Pace:
    """One host's turns: `delay` seconds from one request's start to the next, `concurrency` requests at once.

    `shared` is the host's file where other processes may ask it too; each of them has its own `concurrency` then, but
    where that is one.
    """

    def __init__(
        self, stopping: asyncio.Event, *, delay: float, concurrency: int, shared: TurnFile | None = None
    ) -> None:
        self.delay = delay
        self.penalty = 0.0
        self.failures = 0
        """Requests in a row that were given up."""
        self._not_before = 0.0
        self._stopping = stopping
        self._shared = shared
        self._is_alone = concurrency == 1
        self._places = asyncio.Semaphore(concurrency)
        self._gate = asyncio.Lock()

    @property
    def is_failing(self) -> bool:
        """Whether so much came to nothing lately that asking again is of no use."""
        return self.failures >= FAILURES

    @asynccontextmanager
    async def take_turn(self) -> AsyncIterator[None]:
        """Wait for the next turn and keep it while the request lasts. Raises Stopped."""
        async with self._places:
            if self._shared is None:
                async with self._gate:
                    await self._wait()
                yield
                return
            async with self._share(self._shared):
                yield

    @asynccontextmanager
    async def _share(self, shared: TurnFile) -> AsyncIterator[None]:
        """Keep a turn among several processes; a host that is asked one thing at a time is kept until it answered."""
        async with self._gate:
            # nobody holds the file while it waits, so that all have the same chance of the next turn
            while (wait := self._lock(shared)) > 0:
                await self._sleep(wait)
                self._check_stop()
            asked = monotonic()
            self._not_before = asked + self.delay + self.penalty
            try:
                if self._is_alone:
                    yield
            finally:
                shared.write(Times(asked=asked, not_before=self._not_before, delay=self.delay))
                shared.unlock()
        if not self._is_alone:
            yield

    def _lock(self, shared: TurnFile) -> float:
        """Lock a host's file if it is the host's time; else return the seconds after which to try again."""
        self._check_stop()
        if not shared.try_lock():
            return LOOK_AGAIN
        told = shared.read()
        self.delay = max(self.delay, told.delay)
        self._not_before = max(self._not_before, told.not_before, told.asked + self.delay)
        wait = self._not_before - monotonic()
        if wait > 0:
            shared.unlock()
        return wait

    async def _wait(self) -> None:
        self._check_stop()
        while (wait := self._not_before - monotonic()) > 0:
            await self._sleep(wait)
            self._check_stop()
        self._not_before = monotonic() + self.delay + self.penalty

    def keep_to(self, delay: float) -> None:
        """Wait at least these seconds between requests from now on, the next one included."""
        self._not_before += max(0.0, delay - self.delay)
        self.delay = max(self.delay, delay)

    def hold(self, seconds: float) -> None:
        """Ask nothing for these seconds."""
        self._not_before = max(self._not_before, monotonic() + seconds)

    def slow_down(self) -> None:
        """Ask less often, twice as much so each time."""
        self.penalty = min(MOST_PENALTY, max(FIRST_PENALTY, 2 * self.penalty))

    def recover(self) -> None:
        """Come back to the plain delay, little by little."""
        self.failures = 0
        self.penalty = self.penalty * RECOVERY if self.penalty > 0.1 else 0.0

    async def _sleep(self, seconds: float) -> None:
        try:
            async with asyncio.timeout(seconds):
                await self._stopping.wait()
        except TimeoutError:
            return

    def _check_stop(self) -> None:
        if self._stopping.is_set():
            raise Stopped


class Paces:
    """The paces of all hosts of a run, and the brake for all of them; `folder` is where processes share turns."""

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder
        self._stopping = asyncio.Event()
        self._paces: dict[str, Pace] = {}
        self._limits: set[asyncio.Timeout] = set()

    @property
    def is_stopping(self) -> bool:
        """Whether everything has to stop."""
        return self._stopping.is_set()

    async def wait_for_stop(self) -> None:
        """Return when everything has to stop."""
        await self._stopping.wait()

    def of_host(self, host: str, *, delay: float, concurrency: int) -> Pace:
        """Return a host's pace; sites on one host share it, and the longest of their delays."""
        pace = self._paces.get(host)
        if pace is None:
            shared = TurnFile.of_host(self._folder, host) if self._folder else None
            pace = self._paces[host] = Pace(self._stopping, delay=delay, concurrency=concurrency, shared=shared)
        pace.keep_to(delay)
        return pace

    @asynccontextmanager
    async def limit_time(self, seconds: float) -> AsyncIterator[None]:
        """Bound what is done within, and more tightly so once everything has to stop. Raises TimeoutError."""
        async with asyncio.timeout(seconds) as limit:
            self._limits.add(limit)
            try:
                yield
            finally:
                self._limits.discard(limit)

    def stop(self) -> None:
        """Grant no more turns, and requests under way a short grace."""
        self._stopping.set()
        end = asyncio.get_running_loop().time() + GRACE
        for limit in self._limits:
            limit.reschedule(min(end, limit.when() or end))
