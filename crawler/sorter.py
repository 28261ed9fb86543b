"""Sorts any number of records by a key, on disk where they are many."""

from __future__ import annotations

import marshal
import sqlite3
from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter
from typing import Any

from crawler.errors import SpoolUnwritable

_BATCH = 2_000
_CACHE = "pragma cache_size = -2000"  # kilobytes, before the database without a name is put on disk
_CREATE = "create table records (key blob, record blob)"
_INSERT = "insert into records values (?, ?)"
_SELECT = "select key, record from records order by key, rowid"


class Sorter:
    """Takes tuples of plain values in any order. Raises SpoolUnwritable where the disk refuses.

    >>> sorter = Sorter()
    >>> for key, value in (("b", 1), ("a", 2), ("b", 3)):
    ...     sorter.add(key, (value,))
    >>> [(key, list(records)) for key, records in sorter.take_groups()]
    [('a', [(2,)]), ('b', [(1,), (3,)])]
    """

    def __init__(self) -> None:
        self._connection = sqlite3.connect("", isolation_level=None)
        self._connection.execute(_CACHE)
        self._connection.execute(_CREATE)
        self._connection.execute("begin")
        self._batch: list[tuple[bytes, bytes]] = []

    def add(self, key: str, record: tuple[Any, ...]) -> None:
        """Put a record to the others of its key."""
        # The bytes sort as the characters do, halves of some included
        self._batch.append((key.encode("utf-8", "surrogatepass"), marshal.dumps(record)))
        if len(self._batch) >= _BATCH:
            self._flush()

    def take_groups(self) -> Iterator[tuple[str, Iterator[tuple[Any, ...]]]]:
        """Yield each key with its records in the order of adding, sorted by the keys' characters.

        The records of a key are gone when the next is asked for.
        """
        self._flush()
        try:
            rows = self._connection.execute(_SELECT)
            for key, group in groupby(rows, key=itemgetter(0)):
                records = (marshal.loads(record) for _, record in group)  # noqa: S302 - our own database
                yield key.decode("utf-8", "surrogatepass"), records
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
