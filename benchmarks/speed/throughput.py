"""Crawls two made-up shops in one process and in two, in turn, and compares the pages a second.

python -m benchmarks.speed.throughput [--pages N] [--rounds N]

What a crawl of one page takes is taken off, so that imports and start-up do not count. The shops' server works on the
same machine, and takes its share from two processes that leave no core free.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Self

from benchmarks.speed.contest import run
from benchmarks.speed.contestants.task import Task
from benchmarks.speed.server import Served, serve
from benchmarks.speed.shop import REAL

ASKED = 1.7
"""Pages a second of two processes, as a multiple of those of one."""
CONCURRENCY = 8


def main(arguments: Sequence[str]) -> int:
    """Run the rounds and print the speeds; 1 where the ratio is not met."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=3000, help="pages of each shop")
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args(arguments)
    ratios, with_start = [], []
    with serve(REAL, shops=2) as served:
        _measure(served, options.pages, processes=1)  # so that the server has written its pages
        for number in range(1, options.rounds + 1):
            one, two = (_Speed.measure(served, options.pages, processes=count) for count in (1, 2))
            ratios.append(two.steady / one.steady)
            with_start.append(two.whole / one.whole)
            speeds = f"{one.steady:.0f} and {two.steady:.0f} pages a second"
            print(f"round {number}: {speeds}, {ratios[-1]:.2f} times, {with_start[-1]:.2f} with start-up", flush=True)
    ratio = median(ratios)
    print(f"two processes: {ratio:.2f} times the speed of one, {median(with_start):.2f} with start-up; asked: {ASKED}")
    return int(ratio < ASKED)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Speed:
    """Pages a second: of a `whole` crawl, and once it has started."""

    whole: float
    steady: float

    @classmethod
    def measure(cls, served: Served, pages: int, *, processes: int) -> Self:
        first, started = _measure(served, 1, processes=processes)
        count, seconds = _measure(served, pages, processes=processes)
        return cls(whole=count / seconds, steady=(count - first) / (seconds - started))


def _measure(served: Served, pages: int, *, processes: int) -> tuple[int, float]:
    """Return how many pages of both shops were asked for, and the seconds that it took."""
    served.take_counts()
    with tempfile.TemporaryDirectory(prefix="gapfinder-speed-") as folder:
        url = " ".join(served.urls)
        task = Task(url=url, pages=pages, concurrency=CONCURRENCY, folder=Path(folder), pattern=str(processes))
        _, seconds, _ = run("gapfinder_processes", task)
    counts = served.take_counts()
    return counts["/"] + counts["c"] + counts["p"], seconds


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
