"""A load of one site, and one with few changes, beside DuckDB's own `insert … select` of the same files."""

from __future__ import annotations

import argparse
import shutil
from collections.abc import Iterator
from pathlib import Path
from statistics import median

import duckdb

from benchmarks.warehouse.catalogue import Shop, write_week
from benchmarks.warehouse.timing import Cost, measure
from warehouse.load import load_closed

KINDS = ("categories", "products", "product_categories")
ASKED_LOAD, ASKED_AGAIN = 0.5, 3.0
ASKED_BOTH = ASKED_LOAD * ASKED_AGAIN
"""How fast a load with few changes is beside insert-select where both figures are just met."""


def compare_speed(folder: Path, options: argparse.Namespace) -> Iterator[tuple[str, bool]]:
    """Yield a line a round, then the medians of the ratios, with whether they are met."""
    shop = Shop(site="acme", products=options.products or 1_000_000, one_in=100)
    source = folder / "source"
    weeks = [write_week(source, shop, week) for week in (0, 1)]
    loads, agains, boths = [], [], []
    for number in range(1, options.rounds + 1):
        data = folder / f"round{number}"
        bare = measure(lambda path=data: _insert_bare(path, weeks[0]))
        first, again = (_load(data, week) for week in weeks)
        loads.append(_share(bare, first))
        agains.append(_share(first, again))
        boths.append(_share(bare, again))
        costs = ", ".join(
            f"{name} {cost.wall:.2f} s ({cost.cpu:.2f} s CPU)"
            for name, cost in {"insert-select": bare, "load": first, "again": again}.items()
        )
        yield f"round {number}: {costs}", True
        shutil.rmtree(data)
    for name, ratios, asked in (
        ("speed of a load beside insert-select", loads, ASKED_LOAD),
        ("speed of a load with 1 % changed beside the first", agains, ASKED_AGAIN),
        ("speed of a load with 1 % changed beside insert-select", boths, ASKED_BOTH),
    ):
        wall, cpu = (median(ratio[at] for ratio in ratios) for at in (0, 1))
        yield f"{name}: {wall:.2f} × by the clock, {cpu:.2f} × by CPU (asked {asked})", max(wall, cpu) >= asked


def _share(one: Cost, other: Cost) -> tuple[float, float]:
    return one.wall / other.wall, one.cpu / other.cpu


def _load(data: Path, week: Path) -> Cost:
    shutil.copytree(week, data / "spool" / week.name)

    def load() -> None:
        (result,) = load_closed(data)
        assert (result.status, result.held_back) == ("loaded", ""), result

    return measure(load)


def _insert_bare(data: Path, week: Path) -> None:
    data.mkdir()
    with duckdb.connect(data / "bare.duckdb") as connection:
        files = {kind: connection.read_parquet(str(week / f"{kind}.parquet")) for kind in KINDS}
        for kind, rows in files.items():
            rows.limit(0).create(kind)
        connection.begin()
        for kind, rows in files.items():
            rows.insert_into(kind)
        connection.commit()
