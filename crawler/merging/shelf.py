"""Sorts what is shown of products by product, on disk where it is much."""

from __future__ import annotations

import marshal
import sqlite3
from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter

from crawler.errors import SpoolUnwritable
from crawler.merging.showings import Showing

_BATCH = 2000
_CACHE = "pragma cache_size = -2000"  # kilobytes, before the database without a name is put on disk
_CREATE = "create table showings (length integer, key blob, showing blob)"
_INSERT = "insert into showings values (?, ?, ?)"
_SELECT = "select key, showing from showings order by length, key, rowid"


class Shelf:
    """Takes showings in any order. Raises SpoolUnwritable where the disk refuses."""

    def __init__(self) -> None:
        self._connection = sqlite3.connect("")
        self._connection.execute(_CACHE)
        self._connection.execute(_CREATE)
        self._batch: list[tuple[int, bytes, bytes]] = []

    def add(self, showing: Showing) -> None:
        """Put a showing to the others of its product."""
        key = showing.key
        # the bytes sort as the characters do, halves of some included
        packed = key.encode("utf-8", "surrogatepass"), marshal.dumps(tuple(showing[1:]))
        self._batch.append((len(key), *packed))
        if len(self._batch) >= _BATCH:
            self._flush()

    def take_products(self) -> Iterator[list[Showing]]:
        """Yield the showings of each product in the order of adding, the product of the shortest key first."""
        self._flush()
        try:
            rows = self._connection.execute(_SELECT)
            for packed, group in groupby(rows, key=itemgetter(0)):
                key = packed.decode("utf-8", "surrogatepass")
                yield [Showing(key, *marshal.loads(row[1])) for row in group]  # noqa: S302 - our own database
        except sqlite3.Error as error:
            raise SpoolUnwritable(f"temporary database: {error}") from error
        finally:
            self._connection.close()

    def _flush(self) -> None:
        try:
            self._connection.executemany(_INSERT, self._batch)
        except sqlite3.Error as error:
            raise SpoolUnwritable(f"temporary database: {error}") from error
        self._batch.clear()
