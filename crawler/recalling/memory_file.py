"""The file in which a site's pages are remembered from one crawl to the next: SQLite, replaced whole, never trusted."""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import quote
from weakref import finalize

from pydantic import TypeAdapter

from crawler.findings import Platform
from crawler.recalling.lastmods import Standing
from crawler.recalling.remembered import Menu, Remembered, load_menu, load_row

FORMAT = 1
LARGEST = 64_000_000
"""Bytes of one page's JSON; a sitemap of fifty thousand long addresses is the longest there is."""


class MemoryUnusable(Exception):  # noqa: N818 - what was met is the name
    """A file is none of ours, or damaged. The message says why in a few words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What a file says of itself.

    `readers` names what read the pages, `platform` is what the endpoints were read as, `sitemaps` holds what was found
    of the dates of each, by its URL.
    """

    site: str
    url: str
    readers: str
    crawl_id: str
    platform: Platform | None = None
    sitemaps: dict[str, Standing] = field(default_factory=dict)


HEAD = TypeAdapter(Head)


class MemoryFile:
    """Reads one file, a page at a time. Every method but `close` raises MemoryUnusable."""

    def __init__(self, path: Path) -> None:
        try:
            # An object that nobody closed is swept up in whatever thread runs then, and is closed there.
            self._connection = sqlite3.connect(
                f"file:{quote(str(path.resolve()))}?mode=ro&immutable=1", uri=True, check_same_thread=False
            )
        except sqlite3.Error as error:
            raise MemoryUnusable(str(error)) from None
        finalize(self, self._connection.close)
        try:
            self.head, self.dictionary = self._read_head()
        except MemoryUnusable:
            self.close()
            raise
        self._menu = lru_cache(maxsize=64)(self._load_menu)

    def find(self, key: str) -> Remembered | None:
        """Return the page of a key."""
        for menu, line in self._select("select menu, line from pages where key = ?", key):
            try:
                return load_row(unpack(line, self.dictionary), self._menu(menu))
            except (ValueError, TypeError, zlib.error) as error:
                raise MemoryUnusable(f"a page cannot be read ({type(error).__name__})") from None
        return None

    def list_pages(self) -> Iterator[tuple[str, str, str, bytes]]:
        """Yield every page as it is stored: key, when it was seen, the name of its menu, its packed line."""
        return self._select("select key, seen_at, menu, line from pages")

    def list_menus(self) -> Iterator[tuple[str, bytes]]:
        """Yield every menu as it is stored: its name, its packed entries."""
        return self._select("select name, entries from menus")

    def close(self) -> None:
        """Close the file; closing twice does nothing."""
        self._connection.close()

    def _read_head(self) -> tuple[Head, bytes]:
        values = dict(self._select("select name, value from head"))
        if values.get("format") != str(FORMAT).encode():
            raise MemoryUnusable(f"it is not of format {FORMAT}")
        try:
            return HEAD.validate_json(values["head"]), bytes(values["dictionary"])
        except (KeyError, TypeError, ValueError):
            raise MemoryUnusable("its head cannot be read") from None

    def _load_menu(self, name: str) -> Menu:
        if not name:
            return ()
        for (entries,) in self._select("select entries from menus where name = ?", name):
            return load_menu(unpack(entries, self.dictionary))
        raise ValueError("no such menu")

    def _select(self, query: str, *values: str) -> Iterator[tuple[Any, ...]]:
        try:
            yield from self._connection.execute(query, values)
        except (sqlite3.Error, UnicodeDecodeError) as error:
            raise MemoryUnusable(str(error)) from None


def pack(text: bytes, dictionary: bytes) -> bytes:
    """Compress a text of which much stands in a dictionary."""
    packer = zlib.compressobj(level=2, zdict=dictionary) if dictionary else zlib.compressobj(level=2)
    return packer.compress(text) + packer.flush()


def unpack(packed: bytes, dictionary: bytes) -> bytes:
    """Undo `pack`; raises zlib.error, and ValueError for what is cut short or unfolds to more than there can be."""
    unpacker = zlib.decompressobj(zdict=dictionary) if dictionary else zlib.decompressobj()
    text = unpacker.decompress(packed, LARGEST)
    if not unpacker.eof:
        raise ValueError("cut short")
    return text
