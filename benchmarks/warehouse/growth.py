"""How the published file grows with weekly crawls."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

from benchmarks.warehouse.catalogue import Shop, write_week
from warehouse.load import load_closed
from warehouse.publish import WAREHOUSE_NAME, publish

WEEKS = 10
ASKED = 1.5


def compare_growth(folder: Path, options: argparse.Namespace) -> Iterator[tuple[str, bool]]:
    """Yield the size after each crawl, then the ratio of the last to the first, with whether it is met."""
    shop = Shop(site="acme", products=options.products or 200_000, one_in=50)
    sizes = []
    for week in range(WEEKS):
        write_week(folder, shop, week)
        (result,) = load_closed(folder)
        assert (result.status, result.held_back) == ("loaded", ""), result
        publish(folder)
        sizes.append((folder / WAREHOUSE_NAME).stat().st_size / 1e6)
        yield f"crawl {week + 1}: {sizes[-1]:.1f} MB", True
    ratio = sizes[-1] / sizes[0]
    yield f"published file after {WEEKS} crawls beside one: {ratio:.2f} × (asked at most {ASKED})", ratio <= ASKED
