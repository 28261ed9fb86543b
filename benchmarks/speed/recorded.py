"""Crawls recorded shops with gapfinder, and the same pages with bare spiders, and compares the CPU that a page costs.

    python -m benchmarks.speed.recorded [--rounds N] [SHOP ...]

What gapfinder asks for is what the others may ask for. The recordings are looked for in `../shared`; where they are
missing the command says so and ends well. What a run of one page costs is taken off. `bare` keeps a set of its own of
what it asked for; `plain` leaves that to Scrapy, as most spiders do.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import median

from benchmarks.speed.contest import run
from benchmarks.speed.contestants.task import Task

SHARED = Path(__file__).resolve().parents[3] / "shared" / "realshops"
SHOPS = ("zyte", "openmage", "zencart", "evershop")
"""Those that are read page by page; another tells its catalogue in six answers."""
PORT = 8301
ASKED = 1.4
"""What gapfinder may cost at most, as a multiple of the bare spider that costs less."""
MOST_PAGES = 5000
UNCOUNTED = ("/robots.txt", "/sitemap")


class Recording:
    """A shop that is being served, and what was asked of it."""

    def __init__(self, url: str, log: Path) -> None:
        self.url = url
        self._log = log
        self._read = 0

    def take_targets(self) -> list[str]:
        """Return the targets of the pages that were asked for since the last call, each once, in order."""
        rows = self._log.read_text().splitlines()
        targets = [json.loads(row)["url"] for row in rows[self._read :]]
        self._read = len(rows)
        return list(dict.fromkeys(target for target in targets if not target.startswith(UNCOUNTED)))


@contextmanager
def serve(shop: str, folder: Path) -> Iterator[Recording]:
    """Serve a recording until the block ends."""
    log = folder / f"{shop}.jsonl"
    command = [sys.executable, str(SHARED / "replay.py"), str(SHARED / "data" / shop)]
    command += ["--port", str(PORT), "--log", str(log)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield Recording(process.stdout.readline().split()[1], log)
        finally:
            process.terminate()


def main(arguments: Sequence[str]) -> int:
    """Run the rounds and print the table; 1 where the ratio is not met on some shop."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shops", nargs="*", metavar="SHOP", default=list(SHOPS))
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args(arguments)
    if not (SHARED / "replay.py").exists():
        print("skipped: the recorded shops are not there (../shared/realshops)")
        return 0
    print(f"{'CPU, ms a page':<14}{'pages':>7}{'gapfinder':>11}{'bare':>7}{'ratio':>8}{'plain':>8}{'ratio':>8}")
    with tempfile.TemporaryDirectory(prefix="gapfinder-speed-") as folder:
        ratios = [_compare(shop, Path(folder), options.rounds) for shop in options.shops]
    return int(max(ratios) > ASKED)


def _compare(shop: str, folder: Path, rounds: int) -> float:
    """Print what a page of a shop costs each contestant, and return the ratio to the bare spider with its own set."""
    found = []
    with serve(shop, folder) as recording:
        for _ in range(rounds):
            own, targets = _weigh("gapfinder", recording, pages=MOST_PAGES)
            listed = folder / "targets"
            listed.write_text("\n".join(targets))
            bare, plain = (
                _weigh("recorded_links", recording, pages=len(targets), pattern=f"{mark}{listed}")[0]
                for mark in ("", "?")
            )
            found.append((own, bare, plain))
    own, bare, plain = (median(costs) for costs in zip(*found, strict=True))
    ratio, other = (median(costs[0] / costs[place] for costs in found) for place in (1, 2))
    print(f"{shop:<14}{len(targets):>7}{own:>11.2f}{bare:>7.2f}{ratio:>8.2f}{plain:>8.2f}{other:>8.2f}", flush=True)
    return ratio


def _weigh(module: str, recording: Recording, *, pages: int, pattern: str = "") -> tuple[float, list[str]]:
    """Return the CPU of a page in milliseconds, and what was asked for."""
    costs, targets = [], []
    for most in (1, pages):
        with tempfile.TemporaryDirectory(prefix="gapfinder-speed-") as folder:
            task = Task(url=recording.url, pages=most, concurrency=8, folder=Path(folder), pattern=pattern)
            costs.append(run(module, task)[0])
        targets.append(recording.take_targets())
    return (costs[1] - costs[0]) * 1000 / (len(targets[1]) - len(targets[0])), targets[1]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
