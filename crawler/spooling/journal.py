"""What a crawl remembers while it runs: a file that is only ever added to, and read again after a crash."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from time import monotonic
from types import TracebackType
from typing import Any, Self

from crawler.spooling.json_lines import dump_line, load_line
from crawler.spooling.spool import told_disk_errors

SYNC_EVERY = 1.0
"""Seconds that a loss of power may cost. What was written survives the death of the process alone at any time."""


class Journal:
    """Adds records to a file, a line each. Every method raises SpoolUnwritable where the disk refuses."""

    def __init__(self, path: Path) -> None:
        self._path = path
        with told_disk_errors(path):
            _cut_torn_line(path)
            # unbuffered: what a full disk did not take must not come back when the file is closed
            self._file = path.open("ab", buffering=0)
        self._synced_at = monotonic()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self.close()

    def append(self, record: dict[str, Any]) -> None:
        """Write a record; flush it to disk at the latest with the first one a second later."""
        with told_disk_errors(self._path):
            rest = memoryview(dump_line(record))
            while rest:
                rest = rest[self._file.write(rest) :]
            if monotonic() - self._synced_at >= SYNC_EVERY:
                self.sync()

    def sync(self) -> None:
        """Flush what was written to disk."""
        with told_disk_errors(self._path):
            os.fsync(self._file.fileno())
        self._synced_at = monotonic()

    def close(self) -> None:
        """Flush and close; closing twice does nothing."""
        if not self._file.closed:
            try:
                self.sync()
            finally:
                self._file.close()


def read_journal(path: Path) -> Iterator[dict[str, Any]]:
    """Yield a journal's records in their order; lines that were torn or damaged are passed over."""
    if not path.exists():
        return
    with path.open("rb") as file:
        for line in file:
            record = load_line(line) if line.endswith(b"\n") else None
            if record is not None:
                yield record


def _cut_torn_line(path: Path) -> None:
    """Drop what a crash left of a last line, so that the next record begins a line of its own."""
    if not path.exists():
        return
    with path.open("rb+") as file:
        size = end = file.seek(0, os.SEEK_END)
        while end > 0:
            start = max(0, end - (1 << 16))
            file.seek(start)
            newline = file.read(end - start).rfind(b"\n")
            if newline >= 0:
                end = start + newline + 1
                break
            end = start
        if end < size:
            file.truncate(end)
