"""Crawls a made-up shop of small pages and one of ten times its size, and compares the peak memory of the crawls.

    python -m benchmarks.speed.memory [--urls SMALL LARGE]

A hundred thousand pages take ten minutes or so.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from benchmarks.speed.contest import Cost, weigh
from benchmarks.speed.server import serve
from benchmarks.speed.shop import Shop, Size

ASKED = 1.5
"""What the large crawl may hold at most, as a multiple of what the small one holds."""
LEAVES = Size(tops=10, middles=2, leaves=5, goods=1, is_heavy=False)
CONCURRENCY = 8


def main(arguments: Sequence[str]) -> int:
    """Run both crawls and print their costs; 1 where the ratio is not met."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--urls", nargs=2, type=int, default=(10_000, 100_000), metavar=("SMALL", "LARGE"))
    options = parser.parse_args(arguments)
    small, large = (_crawl(urls) for urls in options.urls)
    ratio = large.memory / small.memory
    print(f"peak memory: {small.memory:.0f} MB and {large.memory:.0f} MB, {ratio:.2f} times; asked: {ASKED} times")
    return int(ratio > ASKED)


def _crawl(urls: int) -> Cost:
    size = choose_size(urls)
    with serve(size) as served:
        cost = weigh("gapfinder", served, pages=2 * urls, concurrency=CONCURRENCY)
    print(f"{cost.count} pages: {cost.describe()}, {cost.cpu * 1000 / cost.count:.2f} ms CPU a page", flush=True)
    return cost


def choose_size(urls: int) -> Size:
    """Return the size of a shop of so many pages, listings included."""
    goods = urls // Shop(LEAVES).count_goods()
    size = Size(tops=LEAVES.tops, middles=LEAVES.middles, leaves=LEAVES.leaves, goods=goods, is_heavy=False)
    shop = Shop(size)
    pages = shop.count_goods() + shop.count_listings()
    return Size(tops=10, middles=2, leaves=5, goods=max(1, goods * urls // pages), is_heavy=False)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
