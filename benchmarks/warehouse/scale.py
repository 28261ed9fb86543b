"""For how long the store is held where much is in it, and how long questions take there."""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks.warehouse.catalogue import Shop, write_week
from benchmarks.warehouse.filling import list_shops, load_weeks, save_analysis
from benchmarks.warehouse.questions import time_questions
from benchmarks.warehouse.timing import measure, watch_lock
from warehouse.file_keeper import STORE_NAME
from warehouse.load import load_closed
from warehouse.publish import publish

SITES, WEEKS = 100, 3
ASKED = 5.0
"""Seconds for which the store may be held."""


def compare_scale(folder: Path, options: argparse.Namespace) -> Iterator[tuple[str, bool]]:
    """Yield what filling the store takes, then what `measure_scale` yields."""
    shops = list_shops(SITES, options.products or 50_000)
    began = time.perf_counter()
    load_weeks(folder, shops, range(WEEKS))
    size = (folder / STORE_NAME).stat().st_size / 1e6
    yield f"{WEEKS} crawls of {SITES} sites loaded in {time.perf_counter() - began:.0f} s, {size:.0f} MB", True
    yield from measure_scale(folder, shops, WEEKS)


def measure_scale(folder: Path, shops: list[Shop], week: int) -> Iterator[tuple[str, bool]]:
    """Yield what the next load of a site, an analysis and publishing take, how long the store is held, and what
    questions take."""
    for shop in (shops[0], shops[len(shops) // 2], shops[-1]):
        write_week(folder, shop, week)
        yield _hold(f"load of {shop.site}", folder, lambda: load_closed(folder))
    yield _hold("saving an analysis", folder, lambda: save_analysis(folder))
    yield _hold("publishing", folder, lambda: publish(folder))
    yield from time_questions(folder)


def _hold(what: str, folder: Path, step: Callable[[], object]) -> tuple[str, bool]:
    with watch_lock(folder / STORE_NAME) as held:
        cost = measure(step)
    return f"{what}: {cost.wall:.1f} s, the store held for {held[0]:.1f} s (asked {ASKED})", held[0] <= ASKED
