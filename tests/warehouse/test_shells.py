"""Shells that analysts keep open on the published file, also to write, as DuckDB's own does unless told otherwise."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from warehouse.load import load_closed
from warehouse.publish import is_behind, publish
from warehouse.reader import Reader

Write = Callable[..., Path]
Ask = Callable[[Path, str], list[tuple[Any, ...]]]
SHELL = """
import sys, duckdb
shell = duckdb.connect(sys.argv[1], read_only=sys.argv[2] == "read")
print("open", flush=True)
for line in sys.stdin:
    print(shell.execute(line).fetchall(), flush=True)
"""
COUNT = "select count(*) from products"


class Shell:
    """A DuckDB connection of another process."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def ask(self, query: str) -> str:
        assert self._process.stdin is not None
        print(query, file=self._process.stdin, flush=True)
        return self.read()

    def read(self) -> str:
        assert self._process.stdout is not None
        return self._process.stdout.readline().strip()


@contextmanager
def open_shell(path: Path, mode: str) -> Iterator[Shell]:
    command = [sys.executable, "-c", SHELL, str(path), mode]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        shell = Shell(process)
        assert shell.read() == "open"
        yield shell
        process.communicate("")


@pytest.fixture
def published(data: Path, write: Write) -> Path:
    write(data, {"products": ["Saw"]})
    load_closed(data)
    publish(data)
    return data


def publish_more(data: Path, write: Write) -> None:
    write(data, {"products": ["Saw", "Axe"]}, day=1)
    load_closed(data)
    publish(data)


@pytest.mark.parametrize("mode", ["read", "write"])
def test_a_shell_and_our_readers_keep_nobody_out(published: Path, mode: str, write: Write, ask: Ask) -> None:
    path = published / "warehouse.duckdb"
    with Reader(published) as reader:
        assert list(reader.ask(COUNT).rows) == [(1,)]
        with open_shell(path, mode) as shell:
            assert shell.ask(COUNT) == "[(1,)]"
            assert ask(published, COUNT) == [(1,)]
            publish_more(published, write)
            assert shell.ask(COUNT) == "[(1,)]"
            assert list(reader.ask(COUNT).rows) == [(2,)]
            assert ask(published, COUNT) == [(2,)]
            with open_shell(path, mode) as later:
                assert later.ask(COUNT) == "[(2,)]"


def test_what_a_shell_writes_into_a_file_that_was_replaced_is_not_read(published: Path, write: Write, ask: Ask) -> None:
    with open_shell(published / "warehouse.duckdb", "write") as shell:
        publish_more(published, write)
        assert shell.ask("create table mine as select 1") == "[(1,)]"
        assert (published / "warehouse.duckdb.wal").exists()
        assert ask(published, "select count(*) from duckdb_tables() where table_name = 'mine'") == [(0,)]
        assert ask(published, COUNT) == [(2,)]


def test_what_was_published_bears_the_time_of_the_store(published: Path, write: Write) -> None:
    assert not is_behind(published)
    write(published, {"products": ["Saw", "Axe"]}, day=1)
    load_closed(published)
    assert is_behind(published)
    publish(published)
    assert not is_behind(published)
    (published / "warehouse.duckdb").unlink()
    assert is_behind(published)
