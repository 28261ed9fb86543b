"""Runs contestants in processes of their own, and weighs what each cost."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from time import monotonic

from benchmarks.speed.contestants.task import PLAIN, Task
from benchmarks.speed.server import Served


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What a run cost: CPU of the process and its children, and time, in seconds; peak memory in MB.

    `pages` counts what the server gave out, by kind.
    """

    cpu: float
    seconds: float
    memory: float
    pages: Counter[str]

    @property
    def count(self) -> int:
        """Pages of the shop that were asked for; robots.txt and such do not count."""
        return self.pages["/"] + self.pages["c"] + self.pages["p"]

    def describe(self) -> str:
        """Return the pages by kind, the time and the memory in one line."""
        counts = f"{self.pages['c']} listings, {self.pages['p']} products, {self.pages['other']} others"
        return f"{counts}, {self.seconds:.1f} s, {self.memory:.0f} MB"


def weigh(module: str, served: Served, *, pages: int, concurrency: int, pattern: str = PLAIN) -> Cost:
    """Let a contestant crawl the first shop of a server. Raises SystemExit where it fails."""
    served.take_counts()
    with tempfile.TemporaryDirectory(prefix="gapfinder-speed-") as folder:
        task = Task(url=served.urls[0], pages=pages, concurrency=concurrency, folder=Path(folder), pattern=pattern)
        cpu, seconds, memory = run(module, task)
    return Cost(cpu=cpu, seconds=seconds, memory=memory, pages=served.take_counts())


def run(module: str, task: Task) -> tuple[float, float, float]:
    """Run a contestant and return its CPU seconds, its seconds, and its peak memory in MB."""
    name = f"benchmarks.speed.contestants.{module}"
    values = (task.url, str(task.pages), str(task.concurrency), str(task.folder), task.pattern)
    began = monotonic()
    log = task.folder / "log"
    with log.open("wb") as output:
        process = subprocess.Popen([sys.executable, "-m", name, *values], stdout=output, stderr=output)
        _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{name} failed:\n{log.read_text(errors='replace')[-4000:]}")
    return usage.ru_utime + usage.ru_stime, monotonic() - began, usage.ru_maxrss / 1024
