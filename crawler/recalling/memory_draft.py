"""Writes the file that the next crawl of a site begins with."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import orjson

from crawler.recalling.memory_file import FORMAT, HEAD, Head, MemoryFile, pack
from crawler.recalling.remembered import make_row

LONGEST_DICTIONARY = 32_000
"""Bytes; zlib looks no further back."""
_SCHEMA = """
pragma journal_mode = off;
pragma synchronous = off;
create table head (name text primary key, value blob not null) without rowid;
create table menus (name text primary key, entries blob not null);
create table pages (key text primary key, seen_at text not null, menu text not null, line blob not null);
"""


class MemoryDraft:
    """A file in the making beside the one that it replaces. Every method raises OSError or sqlite3.Error."""

    def __init__(self, path: Path, head: Head, *, dictionary: bytes) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._path, self._part = path, path.with_name(f"{path.name}.part")
        self._dictionary = dictionary
        self._part.unlink(missing_ok=True)
        self._connection = sqlite3.connect(self._part)
        self._connection.executescript(_SCHEMA)
        values = {"format": str(FORMAT).encode(), "head": HEAD.dump_json(head), "dictionary": dictionary}
        self._connection.executemany("insert into head values (?, ?)", values.items())

    def add(self, record: Mapping[str, Any]) -> None:
        """Add what a journal's record holds to be remembered; the last word on a page counts."""
        for name, entries in record.get("menus", {}).items():
            self._write("menus", name, self._pack(entries))
        if row := make_row(record):
            self._write("pages", row.key, row.seen_at, row.menu, pack(row.line, self._dictionary))

    def keep(self, old: MemoryFile, *, since: str) -> None:
        """Keep what an older file of the same dictionary remembers besides, of pages that were seen since a time."""
        for page in old.list_pages():
            if page[1] >= since:
                self._connection.execute("insert or ignore into pages values (?, ?, ?, ?)", page)
        self._connection.executemany("insert or ignore into menus values (?, ?)", old.list_menus())

    def finish(self) -> None:
        """Put the file into the place of the one before it, once all of it is on disk."""
        self._connection.execute("delete from menus where name not in (select menu from pages)")
        self._connection.commit()
        self._connection.close()
        descriptor = os.open(self._part, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
        self._part.replace(self._path)

    def discard(self) -> None:
        """Give the draft up."""
        self._connection.close()
        self._part.unlink(missing_ok=True)

    def _pack(self, entries: object) -> bytes:
        return pack(orjson.dumps(entries), self._dictionary)

    def _write(self, table: str, *values: object) -> None:
        marks = ", ".join("?" * len(values))
        self._connection.execute(f"insert or replace into {table} values ({marks})", values)  # noqa: S608 - our names


def make_dictionary(lines: Iterable[bytes]) -> bytes:
    """Return what texts like these are packed well with."""
    return b"".join(lines)[-LONGEST_DICTIONARY:]
