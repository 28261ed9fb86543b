"""One run of the demo for all tests that look at what it found."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pytest


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A finished run of `gapfinder demo`."""

    folder: Path
    exit_code: int
    out: str
    err: str
    seconds: float


@pytest.fixture(scope="session")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """The command itself, in a process of its own, as a user starts it."""
    folder = tmp_path_factory.mktemp("demo")
    begun = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-m", "gapfinder", "--traceback", "demo", "--out", str(folder)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=300,
    )
    seconds = time.monotonic() - begun
    print(f"gapfinder demo: {seconds:.1f} s, exit code {done.returncode}")
    assert done.returncode in (0, 3), done.stderr
    return Run(folder=folder, exit_code=done.returncode, out=done.stdout, err=done.stderr, seconds=seconds)


@pytest.fixture(scope="session")
def warehouse(run: Run) -> Iterator[duckdb.DuckDBPyConnection]:
    """What the run published."""
    with duckdb.connect(str(run.folder / "data" / "warehouse.duckdb"), read_only=True) as connection:
        yield connection
