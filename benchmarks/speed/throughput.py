"""Crawls two made-up shops in one process and in two, in turn, and compares the pages a second.

python -m benchmarks.speed.throughput [--pages N] [--rounds N]
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from statistics import median

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
    ratios = []
    with serve(REAL, shops=2) as served:
        _measure(served, options.pages, processes=1)  # so that the server has written its pages
        for number in range(1, options.rounds + 1):
            one, two = (_measure(served, options.pages, processes=count) for count in (1, 2))
            ratios.append(two / one)
            print(f"round {number}: {one:.0f} and {two:.0f} pages a second, {ratios[-1]:.2f} times", flush=True)
    ratio = median(ratios)
    print(f"two processes: {ratio:.2f} times the speed of one; asked: {ASKED} times")
    return int(ratio < ASKED)


def _measure(served: Served, pages: int, *, processes: int) -> float:
    """Return the pages a second of both shops, start-up included."""
    served.take_counts()
    with tempfile.TemporaryDirectory(prefix="gapfinder-speed-") as folder:
        url = " ".join(served.urls)
        task = Task(url=url, pages=pages, concurrency=CONCURRENCY, folder=Path(folder), pattern=str(processes))
        _, seconds, _ = run("gapfinder_processes", task)
    counts = served.take_counts()
    return (counts["/"] + counts["c"] + counts["p"]) / seconds


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
