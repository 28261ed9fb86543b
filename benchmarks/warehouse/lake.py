"""What a lake costs beside a file: loads, answers and bytes of the same crawls, with a PostgreSQL of its own."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from time import perf_counter

from benchmarks.warehouse.catalogue import Shop, write_week
from benchmarks.warehouse.timing import measure
from tests.postgres_box import find_lack, run_postgres
from warehouse.homes import Home, folder_of
from warehouse.load import load_closed
from warehouse.publish import publish
from warehouse.query import open_published

WEEKS = 3
QUESTIONS = {
    "all sites": "from sites",
    "mean price": "select count(*), avg(price) from products",
    "all categories": "select name, count(*) from categories join product_categories using (category_id) group by 1",
    "the catalogue of a past day": "select count(*) from catalog_at('shop', timestamp '2026-01-07')",
}


def compare_lake(folder: Path, options: argparse.Namespace) -> Iterator[tuple[str, bool]]:
    """Yield what both take, wall and CPU seconds of this process; nothing is asked of the figures."""
    if lack := find_lack():
        yield f"lake: left out, {lack}", True
        return
    shop = Shop(site="shop", products=options.products or 1_000_000)
    with run_postgres() as postgres:
        homes: dict[str, Home] = {"file": folder / "file", "lake": postgres.make_lake(folder / "lake")}
        for week in range(WEEKS):
            for name, home in homes.items():
                write_week(folder_of(home), shop, week)
                load, publication = measure(lambda at=home: load_closed(at)), measure(lambda at=home: publish(at))
                told = f"load {load.wall:.1f} s, CPU {load.cpu:.1f} s; publishing {publication.wall:.1f} s"
                yield f"{name}, week {week}: {told}", True
        for name, home in homes.items():
            yield f"{name}: {_measure_size(folder_of(home)):.0f} MB published; {_ask(home)}", True


def _measure_size(data: Path) -> float:
    published = [*data.glob("warehouse.duckdb"), *(data / "lake").rglob("*.parquet")]
    return sum(file.stat().st_size for file in published) / 1e6


def _ask(home: Home) -> str:
    began = perf_counter()
    with closing(open_published(home)) as connection:
        told = [f"opened in {perf_counter() - began:.2f} s"]
        for name, question in QUESTIONS.items():
            times = []
            for _ in range(3):
                began = perf_counter()
                connection.execute(question).fetchall()
                times.append(perf_counter() - began)
            told.append(f"{name} {min(times):.2f} s")
    return ", ".join(told)
