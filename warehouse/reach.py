"""Attaches a database file to read, whoever else has it open, and keeps nobody from it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryFile

import duckdb

from warehouse.statements import quote_path

OPEN_FILES = Path("/proc/self/fd")


def attach_to_read(connection: duckdb.DuckDBPyConnection, path: Path, *, name: str) -> None:
    """Attach a file as a database of a name.

    Somebody may have opened it to write, as DuckDB's shell does unless told otherwise: then it is locked, and what they
    wrote may lie in a log beside it, even beside a file that took the place of theirs. What is attached in both cases
    is a nameless copy of the file alone. Raises duckdb.Error, OSError.
    """
    log = path.with_name(f"{path.name}.wal")
    # closing any handle of a file gives back the locks that the process has on it (POSIX), so this one goes last
    with path.open("rb"):
        if not log.exists():
            try:
                _attach(connection, path, name)
            except duckdb.IOException as error:
                if "lock" not in str(error):
                    raise
            else:
                return
        with _copy_nameless(path) as copy:
            _attach(connection, copy, name)


def _attach(connection: duckdb.DuckDBPyConnection, path: Path, name: str) -> None:
    connection.execute(f"attach {quote_path(path)} as {name} (type duckdb, read_only)")


@contextmanager
def _copy_nameless(path: Path) -> Iterator[Path]:
    with path.open("rb") as file, TemporaryFile() as copy:
        shutil.copyfileobj(file, copy)
        copy.flush()
        yield OPEN_FILES / str(copy.fileno())
