"""A file of objects that one crawl puts aside, so that its memory does not grow with the number of its pages."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryFile, gettempdir
from typing import Any
from weakref import finalize

from crawler.errors import SpoolUnwritable
from crawler.planning.packing import pack, unpack

_CHUNK = 1 << 18
_LENGTH = 4
"""Bytes that say how long the next object is."""


class Scratch:
    """Holds objects in the order in which they came. The file has no name and goes with the process.

    It lies in `folder`, or where temporary files lie; a few objects need none. Raises SpoolUnwritable where the disk
    refuses.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder
        self._file = -1
        self._size = 0
        self._unwritten: list[bytes] = []
        self._unwritten_size = 0

    def append(self, record: object) -> None:
        """Put an object at the end."""
        packed = pack(record)
        self._unwritten.append(packed)
        self._unwritten_size += len(packed)
        if self._unwritten_size >= _CHUNK:
            self._write()

    def __iter__(self) -> Iterator[Any]:
        """Yield every object that was there when the reading began."""
        return map(unpack, self.list_packed())

    def list_packed(self) -> Iterator[bytes]:
        """Yield every object as it lies in the file, to be unpacked where it is wanted."""
        unwritten, size = list(self._unwritten), self._size
        yield from self._read(size)
        yield from unwritten

    def _read(self, size: int) -> Iterator[bytes]:
        left, place = b"", 0
        while place < size:
            left += os.pread(self._file, min(_CHUNK, size - place), place)
            place = min(size, place + _CHUNK)
            start = 0
            while len(left) - start > _LENGTH:
                end = start + _LENGTH + int.from_bytes(left[start : start + _LENGTH], "little")
                if end > len(left):
                    break
                yield left[start + _LENGTH : end]
                start = end
            left = left[start:]

    def _write(self) -> None:
        parts = (part for packed in self._unwritten for part in (len(packed).to_bytes(_LENGTH, "little"), packed))
        rest, place = memoryview(b"".join(parts)), self._size
        try:
            if self._file < 0:
                file = TemporaryFile(dir=self._folder, buffering=0)  # noqa: SIM115 - closed with this object
                self._file = file.fileno()
                finalize(self, file.close)
            while rest:
                written = os.pwrite(self._file, rest, place)
                rest, place = rest[written:], place + written
        except OSError as error:
            raise SpoolUnwritable(f"{self._folder or gettempdir()}: cannot be written: {error.strerror}") from error
        self._size = place
        self._unwritten, self._unwritten_size = [], 0
