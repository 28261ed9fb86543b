"""Stores of earlier versions, written by the SQL of then, which `stores/` keeps word for word."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest

from warehouse.errors import WarehouseError
from warehouse.load import load_closed
from warehouse.publish import publish
from warehouse.store import open_store

Ask = Callable[[Path, str], list[tuple[Any, ...]]]
STORES = Path(__file__).parent / "stores"
KEYS = {
    "categories": "category_id, parent_id, path, name, depth, url, product_count, seen_by, page_url",
    "products": "product_id, title, price, currency, availability, url, seen_by, page_url",
    "product_categories": "product_id, category_id",
}


def at(day: int) -> datetime:
    return datetime(2026, 1, 1 + day, 3, 4, 5)


def write_store(data: Path, version: int) -> Path:
    data.mkdir(parents=True, exist_ok=True)
    path = data / "store.duckdb"
    with duckdb.connect(path) as connection:
        connection.execute((STORES / f"version_{version}.sql").read_text(encoding="utf-8"))
    return path


def list_sightings(path: Path, kind: str) -> set[tuple[Any, ...]]:
    """Return what an earlier store tells of a kind of record: a row a record and a crawl that saw it."""
    query = f"select (site, {KEYS[kind]})::varchar, unnest(seen_at) from records.{kind}"  # noqa: S608
    with duckdb.connect(path, read_only=True) as connection:
        return set(connection.execute(query).fetchall())


@pytest.fixture(params=[1, 2])
def version(request: pytest.FixtureRequest) -> int:
    return int(request.param)


def test_every_sighting_is_kept(version: int, data: Path) -> None:
    path = write_store(data, version)
    before = {kind: list_sightings(path, kind) for kind in KEYS}
    with open_store(data) as store:
        for kind, keys in KEYS.items():
            # A crawl that does not count left rows that were never valid; an assignment may outlive its category.
            query = f"""
                select distinct (site, {keys})::varchar, crawls.moment
                from records.{kind} as kept
                join (select site as of_site, moment from records.crawls) as crawls on crawls.of_site = kept.site
                where kept.valid_from <= crawls.moment and crawls.moment <= coalesce(kept.unseen_since, crawls.moment)
                      and (kept.valid_to is null or kept.valid_to > crawls.moment or kept.valid_to = kept.valid_from)
            """  # noqa: S608
            assert before[kind] - set(store.execute(query).fetchall()) == set()
    assert list_sightings(path.with_name(f"store.duckdb.v{version}.bak"), "products") == before["products"]


def test_a_store_of_the_second_version_tells_the_same(data: Path, ask: Ask) -> None:
    write_store(data, 2)
    publish(data)
    categories = (
        "select site, path, url, product_count, first_seen_at, last_seen_at from categories order by site, path"
    )
    assert ask(data, categories) == [
        ("acme", ["Tools"], None, None, at(0), at(4)),
        ("acme", ["Tools", "Hand saws"], None, None, at(0), at(4)),
        ("part", ["A"], None, None, at(0), at(0)),
        ("part", ["B"], None, None, at(1), at(2)),
        ("zinc", ["Bolts"], None, None, at(0), at(0)),
    ]
    products = "select title, brand, price, first_seen_at, last_seen_at from products where site <> 'zinc'"
    assert ask(data, products + " order by site, title") == [
        ("Axe", None, Decimal("6.0000"), at(0), at(4)),
        ("Hook", None, None, at(4), at(4)),
        ("Rope", None, None, at(2), at(2)),
        ("Saw", "Zinc", Decimal("10.5000"), at(0), at(2)),
        ("x", None, Decimal("2.0000"), at(0), at(2)),
        ("y", None, Decimal("1.0000"), at(0), at(1)),
        ("z", None, Decimal("1.0000"), at(1), at(2)),
    ]
    assert ask(data, "select site, product_id, category_id from product_categories order by all") == [
        ("acme", "Axe", "Tools"),
        ("acme", "Saw", "Tools"),
        ("acme", "Saw", "Tools > Saws"),
        ("part", "x", "A"),
        ("part", "y", "B"),
        ("part", "z", "B"),
        ("zinc", "Bolt 1", "Bolts"),
    ]
    assert ask(data, "select site, verdict, verdict_reason from crawls where not counts order by site") == [
        ("acme", "superseded", "is blocked"),
        ("zinc", "held back", "shrank to 2 records"),
    ]
    assert ask(data, "select count(*) from catalog_changes") == [(8,)]
    assert ask(data, "select title, brand from products_at('acme', timestamp '2026-01-02 12:00') order by 1") == [
        ("Axe", None),
        ("Saw", None),
    ]


@pytest.mark.parametrize("version", [1, 2, 3])
def test_an_upgraded_store_takes_crawls(version: int, data: Path, write: Callable[..., Path], ask: Ask) -> None:
    write_store(data, version)
    write(data, {"categories": ["Tools", "Glue"], "products": ["Saw", "Axe", "Nail"]}, day=9)
    assert [result.status for result in load_closed(data)] == ["loaded"]
    publish(data)
    assert ask(data, "select title, first_seen_at from products where site = 'acme' order by 1") == [
        ("Axe", at(0)),
        ("Nail", at(0)),
        ("Saw", at(0)),
    ]
    assert ask(data, "select name from categories where site = 'acme' order by 1") == [("Glue",), ("Tools",)]


def test_a_store_of_the_third_version_keeps_every_row(data: Path) -> None:
    path = write_store(data, 3)
    tables = ("crawls", "categories", "products", "product_categories", "changes")
    with duckdb.connect(path, read_only=True) as store:
        before = {name: store.execute(f"select * from records.{name} order by all").fetchall() for name in tables}  # noqa: S608
    assert all(before.values())
    with open_store(data) as store:
        after = {name: store.execute(f"select * from records.{name} order by all").fetchall() for name in tables}  # noqa: S608
        assert store.execute("select count(*) from decisions").fetchall() == [(0,)]
    assert after == before


def test_of_decisions_of_earlier_versions_the_last_on_a_pair_counts(data: Path) -> None:
    said = "insert into records.decisions values (?, 'ann', ?, ?, 'c', ['c'], ?, 'd', ['d'], '', false, false)"
    words = [(at(1), "broader", "acme", "part"), (at(2), "same", "acme", "zinc"), (at(0), "same", "acme", "part")]
    with open_store(data) as store:
        store.execute("drop view decisions")
        store.execute("alter table records.decisions drop column taken")
        store.execute("alter table records.decisions drop column counts")
        store.executemany(said, [*words, (at(1), "narrower", "acme", "part")])
        store.execute("update records.versions set tables = 7")
    with open_store(data) as store:
        assert store.execute("select verdict, counts, taken from decisions order by decided_at, taken").fetchall() == [
            ("same", False, 3),
            ("broader", False, 1),
            ("narrower", True, 4),
            ("same", True, 2),
        ]


def test_a_store_that_cannot_be_copied_is_not_upgraded(data: Path) -> None:
    path = write_store(data, 2)
    before = path.read_bytes()
    (data / "store.duckdb.v2.bak").mkdir()
    with (
        pytest.raises(WarehouseError, match=r"is not upgraded, because it cannot be copied to store\.duckdb\.v2\.bak"),
        open_store(data),
    ):
        pass
    assert path.read_bytes() == before
    names = sorted(found.name for found in data.iterdir())
    assert names == [".store.lock", ".store.queue", "store.duckdb", "store.duckdb.v2.bak"]


def test_an_upgrade_that_is_killed_begins_again(data: Path, ask: Ask) -> None:
    write_store(data, 1)
    program = (
        "import os, sys; from pathlib import Path\n"
        "from warehouse import schema; from warehouse.store import open_store\n"
        "read = schema.read_statement\n"
        "schema.read_statement = lambda name: os._exit(9) if name.startswith('views/10') else read(name)\n"
        "open_store(Path(sys.argv[1])).__enter__()\n"
    )
    done = subprocess.run([sys.executable, "-c", program, str(data)], check=False)
    assert done.returncode == 9
    publish(data)
    assert ask(data, "select count(*) from crawls where counts") == [(7,)]
