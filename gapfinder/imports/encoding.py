"""Which encoding a text file is in."""

from __future__ import annotations

import codecs
from io import TextIOWrapper
from pathlib import Path
from typing import BinaryIO, cast

from w3lib.encoding import read_bom, resolve_encoding

from gapfinder.errors import UsageError
from gapfinder.imports.unreadable import CatalogueUnreadable

FALLBACK = "cp1252"
"""What spreadsheets of Western Europe and the Americas write where they do not write Unicode."""
_BLOCK = 1 << 20
_HEAD = 4096
_MOST_NULS = 0.4
_FEW_NULS = 0.05
_NO_TEXT = frozenset({"punycode", "idna", "unicode_escape", "raw_unicode_escape", "undefined", "utf-7", "utf_7"})
"""Codecs that are no encodings of files, some of them slow."""


def open_text(path: Path, encoding: str) -> TextIOWrapper:
    """Open a file as text with its line ends as they are; what fits no character becomes U+FFFD.

    Raises CatalogueUnreadable where it cannot be opened.
    """
    return TextIOWrapper(open_bytes(path), encoding=encoding, errors="replace", newline="")


def open_bytes(path: Path) -> BinaryIO:
    """Open a file. Raises CatalogueUnreadable where that fails."""
    try:
        return path.open("rb")
    except OSError as error:
        raise CatalogueUnreadable(f"{path}: cannot be read: {error.strerror}") from None


def read_head(path: Path, size: int = _HEAD) -> bytes:
    """Return a file's first bytes. Raises CatalogueUnreadable where they cannot be read."""
    with open_bytes(path) as file:
        return file.read(size)


def tell_encoding(path: Path, *, named: str | None = None, declared: str | None = None) -> str:
    """Return the codec to read a file with.

    What the user named decides, then a byte order mark, the zeros of unmarked UTF-16, what the file declares unless
    that is Unicode, UTF-8 where all of it is that, and Windows-1252. Raises UsageError for a name that is none.
    """
    if named is not None:
        return check_encoding(named)
    head = read_head(path)
    marked, _ = read_bom(head)
    if marked:
        return marked.removesuffix("-le").removesuffix("-be") if marked != "utf-8" else "utf-8-sig"
    if wide := _tell_wide(head):
        return wide
    known = _find_codec(declared) if declared else None
    if known and not known.startswith("utf"):
        return known
    return "utf-8" if _is_utf8(path) else FALLBACK


def check_encoding(name: str) -> str:
    """Return a codec's name. Raises UsageError where it is not one of files.

    >>> check_encoding("Latin2")
    'iso8859-2'
    """
    found = _find_codec(name)
    if found is None:
        raise UsageError(f"--encoding {name!r}: is no encoding of files")
    return found


def _find_codec(name: str) -> str | None:
    known = resolve_encoding(name) or name
    try:
        found = codecs.lookup(known).name
        codecs.getincrementaldecoder(found)().decode(b"a")  # not every codec reads piece by piece
    except (LookupError, ValueError, TypeError, AssertionError, EOFError, OSError):
        return None
    return found if found not in _NO_TEXT and _makes_text(found) else None


def _makes_text(codec: str) -> bool:
    return bool(getattr(codecs.lookup(codec), "_is_text_encoding", True))


def _tell_wide(head: bytes) -> str | None:
    half = len(head) // 2
    if half == 0:
        return None
    even, odd = head[0::2].count(0) / half, head[1::2].count(0) / half
    if odd > _MOST_NULS and even < _FEW_NULS:
        return "utf-16-le"
    return "utf-16-be" if even > _MOST_NULS and odd < _FEW_NULS else None


def _is_utf8(path: Path) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    with open_bytes(path) as file:
        try:
            while block := file.read(_BLOCK):
                decoder.decode(block)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return False
        except OSError as error:
            raise CatalogueUnreadable(f"{path}: cannot be read: {error.strerror}") from None
    return True


def position_of(stream: TextIOWrapper) -> int:
    """Return how many bytes of a text stream's file were read."""
    return cast("BinaryIO", stream.buffer).tell()
