"""Sorts any number of records by a key, on disk where they are many."""

from __future__ import annotations

import marshal
import os
import sqlite3
from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

from crawler.errors import SpoolUnwritable

_BATCH = 2_000
_CACHE = "pragma cache_size = -2000"  # kilobytes, before the database without a name is put on disk
_CREATE = "create table records (key blob, record blob)"
_INSERT = "insert into records values (?, ?)"
_SELECT = "select key, record from records order by key, rowid"
_PLACES = ("/var/tmp", "/usr/tmp", "/tmp")  # noqa: S108 - SQLite's own, https://www.sqlite.org/tempfiles.html


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
            raise _explain(error) from error
        finally:
            self._connection.close()

    def _flush(self) -> None:
        try:
            self._connection.executemany(_INSERT, self._batch)
        except sqlite3.Error as error:
            raise _explain(error) from error
        self._batch.clear()


def _explain(error: sqlite3.Error) -> SpoolUnwritable:
    advice = "make room there, lift the limit on the size of files (ulimit -f), or name another folder in TMPDIR"
    return SpoolUnwritable(f"{_find_folder()}: a temporary file cannot be written: {error}; {advice}")


def _find_folder() -> str:
    """Return where SQLite puts a database that has no name."""
    named = filter(None, map(os.environ.get, ("SQLITE_TMPDIR", "TMPDIR")))
    fit = (place for place in (*named, *_PLACES) if Path(place).is_dir() and os.access(place, os.W_OK | os.X_OK))
    return next(fit, str(Path.cwd()))
