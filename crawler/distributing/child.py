"""A crawling process that a worker starts for a task, and what it tells."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from multiprocessing import Pipe
from time import monotonic

from crawler.errands import Errand
from crawler.outcomes import describe_end
from crawler.sites import Site

GRACE = 20.0
"""Seconds that a process is given to end once its line has ended."""


class Child:
    """A crawl in a process of its own, so that it can be stopped politely; it does not outlive the worker.

    A worker of Dask may have no children of `multiprocessing`, so it is a plain process with a line of that kind.
    """

    def __init__(self, sites: Sequence[Site], errand: Errand, *, log_level: int) -> None:
        self._line, far_end = Pipe()
        with far_end:
            self._process = subprocess.Popen(  # noqa: S603 - our own module in our own Python
                [sys.executable, "-m", "crawler.distributing.entry", str(far_end.fileno())],
                pass_fds=[far_end.fileno()],
                stdin=subprocess.DEVNULL,
            )
        with suppress(OSError):
            self._line.send((list(sites), errand, log_level))

    def listen(self, seconds: float) -> list[object] | None:
        """Return what is told within some seconds; None where the line has ended."""
        messages: list[object] = []
        end = monotonic() + seconds
        try:
            while self._line.poll(max(0.0, end - monotonic())):
                messages.append(self._line.recv())
        except (EOFError, OSError):
            return messages or None
        return messages

    def stop(self) -> None:
        """Ask it to end; what is not finished then stays in its journal."""
        self._process.terminate()

    def close(self) -> str:
        """Wait until it is gone, and say how it ended."""
        self._line.close()
        try:
            code = self._process.wait(timeout=GRACE)
        except subprocess.TimeoutExpired:
            self._process.kill()
            code = self._process.wait()
        return describe_end(code)
