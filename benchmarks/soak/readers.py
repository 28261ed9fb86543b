"""Analysts who have the published file open, and what they can rely on in every query."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from time import monotonic, sleep

from benchmarks.soak.commands import Account

QUERY = (Path(__file__).parent / "invariants.sql").read_text(encoding="utf-8")
"""One row: how many crawls there are, and a count for each thing that must not be."""
SHELL = """
import json, sys, duckdb
shell = duckdb.connect(sys.argv[1], read_only=True)
shell.execute("set threads = 1")
for line in sys.stdin:
    found = shell.execute(json.loads(line)).fetchall()
    print(json.dumps(found), flush=True)
"""


class Shell:
    """DuckDB in a process of its own, with the published file open for as long as it lives."""

    def __init__(self, path: Path) -> None:
        command = [sys.executable, "-c", SHELL, str(path)]
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )

    def ask(self, query: str) -> list[list[object]]:
        """Run a query. Raises RuntimeError with what DuckDB says where it fails."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        with suppress(BrokenPipeError):
            print(json.dumps(query), file=self._process.stdin, flush=True)
        line = self._process.stdout.readline()
        if not line:
            raise RuntimeError(self._process.communicate()[1].strip().splitlines()[-1])
        found: list[list[object]] = json.loads(line)
        return found

    def close(self) -> None:
        self._process.kill()
        self._process.communicate()


def check_row(kind: str, row: list[object], account: Account) -> int:
    """Note what is wrong in a row of the invariants, and return the number of crawls."""
    crawls, *wrong = row
    if any(wrong):
        account.note_error(kind, f"half a load: {wrong} after {crawls} crawls")
    return int(str(crawls))


def keep_open(path: Path, account: Account, is_over: Callable[[], bool]) -> None:
    """Ask again and again through one connection: what it sees is whole, and stays the same."""
    kind, first = "shell kept open", None
    shell = Shell(path)
    try:
        while not is_over():
            began = monotonic()
            crawls = check_row(kind, shell.ask(QUERY)[0], account)
            account.note_wait(kind, monotonic() - began)
            first = crawls if first is None else first
            if crawls != first:
                account.note_error(kind, f"saw {first} crawls, then {crawls}")
            sleep(3)
    except RuntimeError as error:
        account.note_error(kind, str(error))
    shell.close()


def connect_again(path: Path, account: Account, is_over: Callable[[], bool]) -> None:
    """Connect anew for each query: what is seen is whole, and never older than what was seen before."""
    kind, before = "shell opened anew", 0
    while not is_over():
        began = monotonic()
        shell = Shell(path)
        try:
            crawls = check_row(kind, shell.ask(QUERY)[0], account)
            if crawls < before:
                account.note_error(kind, f"saw {before} crawls, then {crawls}")
            before = crawls
        except RuntimeError as error:
            account.note_error(kind, str(error))
        account.note_wait(kind, monotonic() - began)
        shell.close()
        sleep(4)
