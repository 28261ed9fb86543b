"""How long the reading of one page may take."""

from __future__ import annotations

from time import thread_time

from crawler.reading.patience import OutOfPatience

LONGEST = 20.0
"""Seconds of this thread's own work; the largest of recorded pages take half a second on a slow machine."""


class ReadingTime:
    """Raises OutOfPatience when it is called after `longest` seconds of work; those of other processes do not count."""

    def __init__(self, longest: float) -> None:
        self._longest = longest
        self._end = thread_time() + longest

    def __call__(self) -> None:
        if thread_time() > self._end:
            raise OutOfPatience(f"given up after {self._longest:g} s of reading")
