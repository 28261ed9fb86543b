"""Warehouses in a lake: several machines load at once, and what is in it is what a file would hold."""

from __future__ import annotations

import json
import re
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from random import Random
from time import sleep
from typing import Any

import duckdb
import pytest
from click.testing import CliRunner

from gapfinder.cli.main import gapfinder
from gapfinder.reviewing.counting import keep_decisions, update_counting
from tests.object_store import KEY, serve_objects
from tests.postgres_box import PostgresBox
from tests.warehouse.test_history import Crawl, load_in_order, write_crawl
from tests.warehouse.test_query import ATTACKS
from warehouse.decisions import read_decisions
from warehouse.errors import QueryRejected, StoreContended, WarehouseError, WarehouseMissing
from warehouse.homes import Lake
from warehouse.lake_tidying import tidy_lake
from warehouse.load import load_closed
from warehouse.query import open_published, run_query
from warehouse.reader import Reader
from warehouse.store import open_store
from warehouse.transactions import within_transaction

Write = Callable[..., Path]
Dump = Callable[[Any], dict[str, list[tuple[Any, ...]]]]
LOAD = """
import sys
from pathlib import Path
from warehouse.homes import Lake
from warehouse.load import load_closed
results = load_closed(Lake(data=Path(sys.argv[1]), catalogue=sys.argv[2], files=sys.argv[3]))
assert {result.status for result in results} <= {"loaded", "skipped"}, results
"""


def start_machine(lake: Lake, data: Path) -> subprocess.Popen[str]:
    """Load what lies in a data folder into a lake, as another machine does."""
    command = [sys.executable, "-c", LOAD, str(data), lake.catalogue, lake.files]
    return subprocess.Popen(command, stderr=subprocess.PIPE, text=True)


def stock(site: str, day: int) -> dict[str, Any]:
    """Return a catalogue of which a third changes its price each day, one product goes and one comes."""
    names = [f"{site} {number}" for number in range(day, day + 30)]
    prices = [str(number + (day if number % 3 == 0 else 0)) for number in range(day, day + 30)]
    products = [(name, {"price": price}) for name, price in zip(names, prices, strict=True)]
    shelves = [f"{name} @ Tools" for name in names]
    return {"categories": ["Tools", f"Day {day}"], "products": products, "product_categories": shelves}


def test_machines_load_at_once_and_a_reader_sees_whole_crawls_only(
    lake: Lake, tmp_path: Path, write: Write, dump: Dump
) -> None:
    sites = ("acme", "boltco", "nutworld")
    machines = [tmp_path / f"machine{number}" for number in range(2)]
    for site in sites:
        for day in range(4):
            # a site of each machine's own, and one of both
            write(machines[day % 2 if site == "acme" else sites.index(site) - 1], stock(site, day), day=day, site=site)
            write(tmp_path / "alone", stock(site, day), day=day, site=site)
    processes = [start_machine(lake, machine) for machine in machines]
    seen = set()
    while any(process.poll() is None for process in processes):
        try:
            with Reader(lake) as reader:
                for _ in range(20):
                    rows = list(reader.ask("select site, products, categories from sites where observed").rows)
                    seen |= {row[1:] for row in rows}
        except WarehouseMissing:
            sleep(0.05)
    assert [process.communicate()[1] for process in processes] == ["", ""]
    load_closed(tmp_path / "alone")
    assert dump(lake) == dump(tmp_path / "alone")
    assert seen <= {(30, 2)}


def test_a_load_that_is_killed_leaves_no_damage(lake: Lake, tmp_path: Path, write: Write, dump: Dump) -> None:
    moments = Random(7)  # noqa: S311 - moments to kill at
    for day in range(6):
        for data in (lake.data, tmp_path / "alone"):
            write(data, stock("acme", day), day=day)
        process = start_machine(lake, lake.data)
        sleep(moments.uniform(0.3, 2.5))
        process.send_signal(signal.SIGKILL)
        process.communicate()
    assert {result.status for result in load_closed(lake)} <= {"loaded", "skipped"}
    load_closed(tmp_path / "alone")
    assert dump(lake) == dump(tmp_path / "alone")


def test_a_lake_is_tidied_beside_loads(lake: Lake, tmp_path: Path, write: Write, dump: Dump) -> None:
    for day in range(5):
        for data in (lake.data, tmp_path / "alone"):
            write(data, stock("acme", day), day=day)
    process = start_machine(lake, lake.data)
    while process.poll() is None:
        tidy_lake(lake, most_files=4)
    assert process.communicate()[1] == ""
    assert tidy_lake(lake, most_files=4)
    assert not tidy_lake(lake, most_files=7)
    load_closed(tmp_path / "alone")
    assert dump(lake) == dump(tmp_path / "alone")
    write(lake, stock("acme", 5), day=5)
    assert [result.status for result in load_closed(lake)] == ["loaded"]


def make_crawl(coverage: str, categories: str, goods: str, *, structure_only: bool = False) -> Crawl:
    """Return a crawl; goods are `title:price`."""
    pairs = (item.partition(":") for item in goods.split())
    return Crawl(
        coverage=coverage,
        structure_only=structure_only,
        categories=frozenset(categories.split()),
        goods={title: (price, "Acme" if price == "2" else None) for title, _, price in pairs},
        accepted=False,
    )


def test_folders_in_any_order_leave_what_a_file_holds(lake: Lake, tmp_path: Path, write: Write, dump: Dump) -> None:
    history = [
        make_crawl("complete", "Nuts Tools", "Saw:1 Axe:2 Nail:1"),
        make_crawl("capped", "Glue", "Rope:1"),
        make_crawl("complete", "Nuts Tools Glue", "Saw:2 Axe:2", structure_only=True),
        make_crawl("blocked", "", ""),
        make_crawl("complete", "Tools", "Saw:1 Nail:1"),
        make_crawl("complete", "Tools Glue", "Saw:2 Nail:1 Axe:1"),
    ]
    for day in (4, 1, 5, 0, 3, 2):
        write_crawl(write, lake, day, history[day])
        assert [result.status for result in load_closed(lake)] == ["loaded"]
    assert dump(lake) == dump(load_in_order(history, tmp_path / "alone", write))


def test_machines_bring_a_site_in_any_order(lake: Lake, tmp_path: Path, write: Write, dump: Dump) -> None:
    machines = [replace(lake, data=tmp_path / f"machine{number}") for number in range(2)]
    for day in range(5):
        write(tmp_path / "alone", stock("acme", day), day=day)
    load_closed(tmp_path / "alone")
    for day in (2, 3, 0, 4, 1):
        write(machines[day % 2], stock("acme", day), day=day)
        assert [result.status for result in load_closed(machines[day % 2])] == ["loaded"]
    assert dump(lake) == dump(tmp_path / "alone")
    with open_store(lake) as store:
        for table in ("categories", "products", "product_categories"):
            rows = store.sql(f"from records.{table} select count(*), count(distinct rowid)").fetchall()
            assert rows[0][0] == rows[0][1]


def test_who_comes_second_to_a_table_is_told_and_can_do_it_again(lake: Lake, write: Write) -> None:
    write(lake, stock("acme", 0), day=0)
    load_closed(lake)
    change = "update records.products set title = site || title where product_id = 'acme 3'"

    def change_after_others(store: duckdb.DuckDBPyConnection, other: duckdb.DuckDBPyConnection) -> None:
        with within_transaction(store):
            store.execute(change)
            with within_transaction(other):
                other.execute(change)

    def load() -> None:
        with open_store(lake, beside="a") as store, open_store(lake, beside="b") as other:
            change_after_others(store, other)

    with pytest.raises(StoreContended):
        load()
    with open_store(lake) as store:
        assert store.execute("select title from records.products where product_id = 'acme 3'").fetchall() == [
            ("acmeacme 3",)
        ]


def test_a_lake_that_was_lost_is_filled_from_the_spool(lake: Lake, postgres: PostgresBox, write: Write) -> None:
    for day in range(2):
        write(lake, stock("acme", day), day=day)
    assert len(load_closed(lake)) == 2
    assert load_closed(lake) == []
    another = postgres.make_lake(lake.data)
    assert [result.status for result in load_closed(another)] == ["loaded", "loaded"]


def test_an_upgrade_names_the_snapshot_that_is_as_it_was_before(
    lake: Lake, write: Write, caplog: pytest.LogCaptureFixture
) -> None:
    write(lake, stock("acme", 0), day=0)
    load_closed(lake)
    with open_store(lake) as store:
        for later in ("decisions", "concept_parents"):
            store.execute(f"drop table records.{later}")
        store.execute("alter table records.offer_sightings drop column is_sure")
        store.execute("alter table records.concepts drop column name")
        store.execute("update records.versions set tables = 3")
    with open_store(lake) as store:
        assert store.execute("select count(*) from decisions").fetchall() == [(0,)]
        told = re.search(r"upgraded to version (\d+); snapshot (\d+) is as it was before", caplog.text)
        assert told
        assert told[1] > "3"
        before = f"select tables from records.versions at (version => {told[2]})"  # noqa: S608 - a number
        assert store.execute(before).fetchall() == [(3,)]
        assert store.execute("select count(*) from records.products").fetchall() == [(30,)]


def test_of_earlier_decisions_in_a_lake_the_last_on_a_pair_counts(lake: Lake) -> None:
    said = (
        "insert into records.decisions values (?, 'ann', ?, 'acme', 'c', ['c'], 'part', 'd', ['d'], '', false, false)"
    )
    with open_store(lake) as store:
        store.execute("drop view decisions")
        for column in ("taken", "counts"):
            store.execute(f"alter table records.decisions drop column {column}")
        for day, verdict in ((2, "same"), (1, "broader"), (2, "different")):
            store.execute(said, [datetime(2026, 1, day), verdict])
        store.execute("update records.versions set tables = 7")
    with open_store(lake) as store:
        told = store.execute("select verdict, counts from decisions order by decided_at, taken").fetchall()
        assert told == [("broader", False), ("same", False), ("different", True)]
        update_counting(store)
        assert store.execute("select verdict from decisions where counts").fetchall() == [("different",)]
        assert keep_decisions(store, [replace(read_decisions(store)[0], verdict="narrower")]) == 1
        told = store.execute("select verdict, counts from decisions order by decided_at, taken").fetchall()
        assert told == [("broader", False), ("narrower", False), ("same", False), ("different", True)]


@pytest.fixture(scope="module")
def filled(postgres: PostgresBox, tmp_path_factory: pytest.TempPathFactory, write: Write) -> Lake:
    lake = postgres.make_lake(tmp_path_factory.mktemp("filled"))
    write(lake, stock("acme", 0), day=0)
    load_closed(lake)
    return lake


@pytest.fixture(scope="module")
def published(filled: Lake) -> Iterator[Any]:
    with closing(open_published(filled)) as connection:
        yield connection


CATALOGUE = [
    "from __ducklake_metadata_warehouse.ducklake_snapshot",
    'select rolname from "__DuckLake_Metadata_warehouse".pg_catalog.pg_authid',
    "from query_table('__ducklake' || '_metadata_warehouse.ducklake_snapshot')",
    "from pragma_table_info('__ducklake' || '_metadata_warehouse.ducklake_snapshot')",
    "from postgres_query('__ducklake' || '_metadata_warehouse', 'select 1')",
    "from postgres_execute('__ducklake' || '_metadata_warehouse', 'create table mine (n integer)')",
    "from postgres_scan('dbname=postgres', 'public', 'x')",
    "from read_postgres_binary('{secret}')",
    "describe __ducklake_metadata_warehouse.pg_catalog.pg_class",
    "from ducklake_set_option('warehouse', 'parquet_compression', 'snappy')",
    "from warehouse.set_option('parquet_compression', 'snappy')",
    "from warehouse.merge_adjacent_files()",
    "from warehouse.main.\"set_commit_message\"('a', 'b')",
    "call warehouse.set_option('parquet_compression', 'snappy')",
    "insert into warehouse.records.concepts values ('a', 'b')",
    "from ducklake_snapshot",
    "from duckdb_secrets()",
]


@pytest.mark.parametrize("attack", [*ATTACKS, *CATALOGUE])
def test_a_query_reaches_nothing_but_the_lakes_tables(attack: str, published: Any, tmp_path: Path) -> None:
    secret, target = tmp_path / "secret.csv", tmp_path / "target.csv"
    secret.write_text("word\nsesame\n")
    with pytest.raises(QueryRejected) as raised:
        list(run_query(published, attack.format(secret=secret, target=target, url="http://127.0.0.1:9/")).rows)
    assert "sesame" not in str(raised.value)
    assert not target.exists()
    assert list(run_query(published, "select site, products from sites").rows) == [("acme", 30)]


@pytest.mark.parametrize(
    ("query", "rows"),
    [
        ("select name from (show tables) where name = 'sites'", [("sites",)]),
        ("select column_name, count from (summarize sites) limit 1", [("site", 1)]),
        ("pivot (from categories select site, depth) on depth using count(*)", [("acme", 2)]),
        ("select count(distinct product_id) from catalog_at('acme', timestamp '2026-01-05')", [(30,)]),
        ("select distinct database_name from duckdb_tables()", [("warehouse",)]),
    ],
)
def test_queries_are_answered(query: str, rows: list[tuple[Any, ...]], published: Any) -> None:
    assert list(run_query(published, query).rows) == rows


def test_results_can_be_written_and_views_are_explained(filled: Lake, tmp_path: Path) -> None:
    with Reader(filled) as reader:
        reader.save_parquet("select site from sites", tmp_path / "sites.parquet")
        catalog = reader.read_catalog()
    assert (tmp_path / "sites.parquet").stat().st_size
    assert catalog.views["sites"].about == "A site, crawled or only named by an engagement"
    assert all(column.about for view in catalog.views.values() for column in view.columns)
    assert catalog.views["catalog_at"].about.startswith("The catalogue of a site")


def test_files_lie_in_an_object_store_whose_keys_no_query_sees(
    lake: Lake, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    with serve_objects() as store:
        keys = {"AWS_ACCESS_KEY_ID": KEY, "AWS_SECRET_ACCESS_KEY": "sesame", "AWS_REGION": "eu-north-1"}
        for name, value in (keys | {"DUCKDB_S3_ENDPOINT": store.endpoint, "DUCKDB_S3_USE_SSL": "false"}).items():
            monkeypatch.setenv(name, value)
        lake = replace(lake, files="s3://bucket/gapfinder/")
        for day in range(2):
            write(lake, stock("acme", day), day=day)
        assert [result.status for result in load_closed(lake)] == ["loaded", "loaded"]
        assert store.objects
        assert all(path.startswith("/bucket/gapfinder/records/") for path in store.objects)
        store.objects["/bucket/other.parquet"] = next(iter(store.objects.values()))
        with Reader(lake) as reader:
            assert list(reader.ask("select products from sites").rows) == [(30,)]
            assert "sesame" not in str(list(reader.ask("from duckdb_settings()").rows))
            for attack in ("from 's3://bucket/other.parquet'", "from duckdb_secrets()"):
                with pytest.raises(QueryRejected):
                    reader.ask(attack)


@pytest.mark.parametrize(
    ("catalogue", "reason"),
    [
        ("dbname=lake host={folder}/nowhere password=hushhush", "its catalogue cannot be reached"),
        ("dbname=nosuch user=lake host={folder} password=hushhush", 'database "nosuch" does not exist'),
    ],
)
def test_a_catalogue_that_is_not_there_is_told(
    catalogue: str, reason: str, postgres: PostgresBox, tmp_path: Path
) -> None:
    lake = Lake(data=tmp_path, catalogue=catalogue.format(folder=postgres.folder), files=str(tmp_path / "lake"))
    for use in (open_published, lambda lake: open_store(lake).__enter__()):
        with pytest.raises(WarehouseError, match=reason) as raised:
            use(lake)
        assert "hushhush" not in str(raised.value)


ENGAGEMENT = """
name = "case"
[warehouse]
lake = "postgres:{catalogue}"
[prospect]
name = "acme"
url = "https://acme.example/"
[[competitors]]
name = "boltco"
url = "https://boltco.example/"
[[references]]
name = "beans"
url = "https://beans.example/"
industry = "coffee"
"""


def test_what_is_crawled_waits_for_a_catalogue_that_is_not_there(postgres: PostgresBox, tmp_path: Path) -> None:
    """A machine crawls on while the database is down, unless it has to know what others crawled lately."""
    lost = f"dbname=nosuch user=lake host={postgres.folder}"
    case = tmp_path / "engagement.toml"
    case.write_text(ENGAGEMENT.format(catalogue=lost).replace(".example/", ".invalid/"), encoding="utf-8")
    crawl = ["crawl", "acme", "--engagement", str(case)]
    done = CliRunner().invoke(gapfinder, [*crawl, "--max-age", "1d"])
    assert (done.exit_code, list(tmp_path.rglob("manifest.json"))) == (1, [])
    done = CliRunner().invoke(gapfinder, crawl)
    assert (done.exit_code, 'database "nosuch" does not exist' in done.stderr) == (1, True)
    (waiting,) = (tmp_path / "data" / "spool").glob("acme-*/manifest.json")
    lake = postgres.make_lake(tmp_path)
    case.write_text(case.read_text(encoding="utf-8").replace(lost, lake.catalogue), encoding="utf-8")
    assert CliRunner().invoke(gapfinder, crawl).exit_code == 3
    assert (waiting.parents[1] / "loaded" / waiting.parent.name).is_dir()


def test_every_command_works_on_a_lake(postgres: PostgresBox, tmp_path: Path) -> None:
    lake = postgres.make_lake(tmp_path)
    (tmp_path / "engagement.toml").write_text(ENGAGEMENT.format(catalogue=lake.catalogue), encoding="utf-8")

    def run(*arguments: str) -> str:
        done = CliRunner().invoke(gapfinder, [*arguments, "--engagement", str(tmp_path / "engagement.toml")])
        assert done.exit_code in (0, 3), done.output
        return done.stdout

    assert {site["attention"] for site in json.loads(run("status", "--format", "json"))["sites"]} == {"never crawled"}
    rows = {"acme": "Tools,Saw", "boltco": "Saws,Saw", "beans": "Coffee > Subscriptions,House blend subscription"}
    for site, row in rows.items():
        path = tmp_path / f"{site}.csv"
        path.write_text(f"category,title\n{row}\n", encoding="utf-8")
        run("import", str(path), "--site", site)
    assert "3 sites" in run("match")
    run("report", "--format", "json")
    assert (tmp_path / "data" / "report").is_dir()
    assert run("sql", "select role, site from engagements order by site", "--format", "csv").splitlines() == [
        "role,site", "prospect,acme", "reference,beans", "competitor,boltco",
    ]  # fmt: skip
    assert int(run("sql", "select count(*) from presence", "--format", "csv").splitlines()[1]) > 0
    assert [site["products"] for site in json.loads(run("status", "--format", "json"))["sites"]] == [1, 1, 1]
    assert not list(tmp_path.rglob("*.duckdb"))
    assert list((tmp_path / "data" / "lake").rglob("*.parquet"))
