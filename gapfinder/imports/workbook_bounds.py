"""Bounds on workbooks: an XLSX file is a packed archive of XML, and a small one can unpack to any size.

Parts that are read are bounded in size and in how far they are packed (to a hundredth, as in Apache POI:
https://poi.apache.org/apidocs/dev/org/apache/poi/openxml4j/util/ZipSecureFile.html) and, because a sheet is read row by
row, in what lies between two rows. Entities are not read at all.
"""

from __future__ import annotations

import lzma
import re
import zlib
from contextlib import suppress
from pathlib import Path
from typing import IO
from xml.parsers import expat
from zipfile import BadZipFile, ZipFile, ZipInfo

from gapfinder.imports.unreadable import CatalogueUnreadable

LARGEST_SHEET = 4 << 30
LARGEST_STRINGS = 256 << 20
LARGEST_OTHER = 16 << 20
MOST_PACKED = 100
SMALL = 1 << 20
"""Bytes of a part that may be packed further: little XML repeats itself."""
MOST_STRINGS = 4_000_000
MOST_BETWEEN = 200_000
LONGEST_BETWEEN = 16 << 20
MOST_PARTS = 10_000
_CHUNK = 1 << 18
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml", re.IGNORECASE)
_STRINGS = re.compile(r"xl/sharedstrings\.xml", re.IGNORECASE)
_DAMAGED = (BadZipFile, NotImplementedError, RuntimeError, ValueError, EOFError, zlib.error, lzma.LZMAError)


class BombError(Exception):
    """A part of a workbook unpacks to more than any table."""


def check_workbook(path: Path) -> None:
    """Raise CatalogueUnreadable where a file is no archive of a workbook, or one that would not fit into memory."""
    try:
        with ZipFile(path) as archive:
            _check_parts(archive)
    except BombError as error:
        raise CatalogueUnreadable(f"{path}: {error}, more than any table needs") from None
    except OSError as error:
        raise CatalogueUnreadable(f"{path}: cannot be read: {error.strerror or error}") from None
    except _DAMAGED as error:
        reason = " ".join(str(error).split())[:160]
        raise CatalogueUnreadable(f"{path}: is no workbook that can be read: {reason}") from None


def _check_parts(archive: ZipFile) -> None:
    parts = archive.infolist()
    if len(parts) > MOST_PARTS:
        raise BombError(f"has {len(parts)} parts")
    for part in parts:
        _check_size(part)
        # Any part may be a sheet: what it is called says nothing
        with archive.open(part) as stream:
            _Gauge(part.filename[:80]).measure(stream)


def _check_size(part: ZipInfo) -> None:
    name, most = part.filename[:80], LARGEST_OTHER
    if _SHEET.fullmatch(part.filename):
        most = LARGEST_SHEET
    elif _STRINGS.fullmatch(part.filename):
        most = LARGEST_STRINGS
    if part.file_size > most:
        raise BombError(f"{name} unpacks to {part.file_size} bytes")
    if part.file_size > max(SMALL, MOST_PACKED * part.compress_size):
        raise BombError(f"{name} unpacks to {part.file_size} bytes from {part.compress_size}")


class _Gauge:
    """Measures what lies between the rows of a sheet, or between shared texts: what a reader holds at a time."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._strings = self._between = self._at = 0
        self._parser = expat.ParserCreate()
        self._parser.StartElementHandler = self._count
        self._parser.EntityDeclHandler = self._refuse

    def measure(self, stream: IO[bytes]) -> None:
        """Read a part as far as it is XML; what is wrong with the rest is its reader's to tell. Raises BombError."""
        fed = 0
        with suppress(expat.ExpatError):
            while chunk := stream.read(_CHUNK):
                fed += len(chunk)
                self._parser.Parse(chunk, False)
                if fed - self._at > LONGEST_BETWEEN:
                    raise BombError(f"{self._name} has {fed - self._at} bytes in a row")

    def _count(self, tag: str, _attributes: object) -> None:
        self._between += 1
        if self._between > MOST_BETWEEN:
            raise BombError(f"{self._name} has {self._between} elements in a row")
        unit = tag.rpartition(":")[2]
        if unit in ("row", "si"):
            self._strings += unit == "si"
            self._between, self._at = 0, self._parser.CurrentByteIndex
            if self._strings > MOST_STRINGS:
                raise BombError(f"{self._name} has {self._strings} texts")

    def _refuse(self, *_declared: object) -> None:
        raise BombError(f"{self._name} declares entities")
