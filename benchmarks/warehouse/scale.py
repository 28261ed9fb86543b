"""For how long the store is held where much is in it."""

from __future__ import annotations

import argparse
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.warehouse.catalogue import Shop, write_week
from benchmarks.warehouse.timing import measure, watch_lock
from warehouse.load import load_closed
from warehouse.publish import publish
from warehouse.store import STORE_NAME

SITES = 100
ASKED = 5.0
"""Seconds for which the store may be held."""


def compare_scale(folder: Path, options: argparse.Namespace) -> Iterator[tuple[str, bool]]:
    """Yield what filling the store, the next load of a site and publishing take, and for how long the store is held."""
    shops = [
        Shop(site=f"shop{number}", products=options.products or 50_000, categories=500, seed=number)
        for number in range(SITES)
    ]
    began = time.perf_counter()
    for shop in shops:
        write_week(folder, shop, 0)
        load_closed(folder)
        shutil.rmtree(folder / "spool")
    size = (folder / STORE_NAME).stat().st_size / 1e6
    yield f"{SITES} sites loaded in {time.perf_counter() - began:.0f} s, {size:.0f} MB", True
    for shop in (shops[0], shops[SITES // 2], shops[-1]):
        write_week(folder, shop, 1)
        with watch_lock(folder / STORE_NAME) as held:
            cost = measure(lambda: load_closed(folder))
        yield f"load of {shop.site}: {cost.wall:.1f} s, the store held for {held[0]:.1f} s", held[0] <= ASKED
    with watch_lock(folder / STORE_NAME) as held:
        cost = measure(lambda: publish(folder))
    yield f"publishing: {cost.wall:.1f} s, the store held for {held[0]:.1f} s", held[0] <= ASKED
