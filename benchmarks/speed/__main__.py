"""Crawls the same made-up shop with gapfinder and with others, in turn, and compares the CPU that a page costs.

    python -m benchmarks.speed [--pages N] [--rounds N] [CONTESTANT ...]

What a run of one page costs is taken off, so that imports and start-up do not count. The mix of pages decides
what comes out: by default all listings, and half a dozen products for each. `--pages 600` hardly gets beyond the
listings, and is the harder test.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Sequence
from importlib.util import find_spec
from statistics import median

from benchmarks.speed.contest import Cost, weigh
from benchmarks.speed.server import Served, serve
from benchmarks.speed.shop import REAL

OURS = "gapfinder"
CONTESTANTS = {
    OURS: "gapfinder, everything",
    "scrapy_links": "Scrapy + selectolax, links only",
    "scrapy_tuned": "the same, tuned",
    "scrapy_extractor": "Scrapy + LinkExtractor, links only",
    "scrapy_soup": "Scrapy + BeautifulSoup, same reading",
    "crawlee_soup": "crawlee + BeautifulSoup, same reading",
}
ASKED = {"scrapy_links": 1.4, "scrapy_extractor": 1.0, "scrapy_soup": 0.25, "crawlee_soup": 0.25}
"""What gapfinder may cost at most, as a share of what each of the others costs."""
NEEDS = {"crawlee_soup": "crawlee"}
ONCE = frozenset({"scrapy_soup", "crawlee_soup"})
"""Contestants that run in the first round only: they take minutes, and are far from where the spread would matter."""
TOLERATED = 0.02
"""Share by which the number of pages may differ: ours tries a few of the help pages, too."""


def main(arguments: Sequence[str]) -> int:
    """Run the rounds and print the table; 1 where a ratio is not met."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("contestants", nargs="*", metavar="CONTESTANT", default=list(CONTESTANTS))
    parser.add_argument("--pages", type=int, default=3000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--concurrency", type=int, default=8)
    options = parser.parse_args(arguments)
    chosen = list(_choose(options.contestants))
    costs: dict[str, list[float]] = {name: [] for name in chosen}
    with serve(REAL) as served:
        for number in range(1, options.rounds + 1):
            for name in chosen if number == 1 else [name for name in chosen if name not in ONCE]:
                costs[name].append(_measure(name, served, options))
                print(f"round {number}: {CONTESTANTS[name]:<40} {costs[name][-1]:6.2f} ms a page", flush=True)
    return _compare(costs)


def _choose(names: Iterable[str]) -> Iterable[str]:
    for name in names:
        needed = NEEDS.get(name)
        if needed and find_spec(needed) is None:
            print(f"skipped: {CONTESTANTS[name]} ({needed} is not installed: pip install --group benchmarks)")
        else:
            yield name


def _measure(name: str, served: Served, options: argparse.Namespace) -> float:
    """Return the CPU of a page in milliseconds."""
    start = weigh(name, served, pages=1, concurrency=options.concurrency)
    whole = weigh(name, served, pages=options.pages, concurrency=options.concurrency)
    _check(name, whole, options.pages)
    return (whole.cpu - start.cpu) * 1000 / (whole.count - start.count)


def _check(name: str, cost: Cost, pages: int) -> None:
    print(f"{name}: {cost.describe()}", flush=True)
    if abs(cost.count - pages) > TOLERATED * pages:
        raise SystemExit(f"{name} asked for {cost.count} pages instead of {pages}")


def _compare(costs: dict[str, list[float]]) -> int:
    """Print medians, spreads and ratios; a ratio is taken within a round, so that a busy moment weighs on both."""
    missed = 0
    own = costs.get(OURS)
    print(f"\n{'CPU':<40}{'ms a page':>10}{'from':>8}{'to':>8}{'gapfinder costs':>17}{'asked':>7}")
    for name, found in costs.items():
        line = f"{CONTESTANTS[name]:<40}{median(found):>10.2f}{min(found):>8.2f}{max(found):>8.2f}"
        if own and name != OURS:
            ratio, asked = median(ours / other for ours, other in zip(own, found, strict=False)), ASKED.get(name)
            line += f"{ratio:>15.2f} ×" + (f"{asked:>7.2f}" if asked else "")
            missed += asked is not None and ratio > asked
        print(line)
    return int(missed > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
