from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from datetime import datetime
from decimal import Decimal
from http.server import BaseHTTPRequestHandler, HTTPServer
from itertools import islice
from pathlib import Path
from typing import Any

import duckdb
import pytest

from warehouse.errors import QueryRejected, WarehouseMissing
from warehouse.load import load_closed
from warehouse.publish import publish
from warehouse.query import Column, open_published, run_query

HOSTILE = 'a "b", c\n=cmd|x\x1b[31m\x00\u202e\U0001f529'


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, write: Callable[..., Path]) -> Path:
    data = tmp_path_factory.mktemp("published")
    write(data, {"categories": [("Tools", {"path": ["Tools", HOSTILE]})], "products": [("Saw", {"price": "9.90"})]})
    load_closed(data)
    publish(data)
    return data


@pytest.fixture
def published(folder: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    connection = open_published(folder)
    yield connection
    connection.close()


@pytest.fixture(scope="module")
def outside(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Any]]:
    """What a query must not reach: a file to read, a path to write, a server that counts who asks."""
    asked: list[str] = []

    class Count(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

        do_HEAD = do_GET  # noqa: N815 - the name that http.server looks for

        def log_message(self, *_: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Count)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    folder = tmp_path_factory.mktemp("outside")
    secret = folder / "secret.csv"
    secret.write_text("word\nsesame\n")
    yield {
        "secret": secret,
        "target": folder / "target.csv",
        "url": f"http://127.0.0.1:{server.server_port}/a.csv",
        "asked": asked,
    }
    server.shutdown()
    thread.join()
    server.server_close()


ATTACKS = [
    "select * from '{secret}'",
    "select * from read_csv('{secret}')",
    "select * from read_text('{secret}')",
    "select * from read_blob('{secret}')",
    "select * from read_json('{secret}')",
    "select * from read_parquet('{secret}')",
    "select * from sniff_csv('{secret}')",
    "select * from glob('{secret}')",
    "select * from '{url}'",
    "select * from read_csv('{url}')",
    "select * from query('select * from read_text(''{secret}'')')",
    "select * from parquet_metadata('{secret}')",
    "with read_text(a) as (select 1) select * from read_text, read_text('{secret}')",
    "with t as (select 1), getenv (a) as not materialized (from read_text('{secret}')) from getenv",
    "select 1, glob('{secret}') as (select 1)",
    "select getenv('HOME')",
    "select * from duckdb_secrets()",
    "select * from published",
    "select * from connection",
    "copy sites to '{target}'",
    "copy (select 1) to '{target}' (format parquet)",
    "export database '{target}'",
    "import database '{target}'",
    "attach '{target}' as other",
    "attach ':memory:' as other",
    "detach warehouse",
    "install httpfs",
    "load httpfs",
    "insert into records.concepts values ('a', 'b')",
    "update records.concepts set label = 'x'",
    "delete from records.crawls",
    "truncate records.crawls",
    "drop view sites",
    "create table mine as select 1",
    "create temp table mine as select 1",
    "create or replace macro sites() as 1",
    "create secret s (type http)",
    "alter table records.concepts add column x int",
    "comment on view sites is 'x'",
    "set enable_external_access = true",
    "set lock_configuration = false",
    "reset enable_external_access",
    "set temp_directory = '{target}'",
    "pragma enable_profiling",
    "call enable_logging()",
    "checkpoint",
    "vacuum",
    "begin",
    "use memory",
    "prepare p as select 1",
    "select 1; select 2",
    "select 1; drop view sites",
    "explain analyze insert into records.concepts values ('a', 'b')",
    "explain analyze copy sites to '{target}'",
    "with x as (select 1) insert into records.concepts select 'a', 'b' from x",
    "",
    "  -- nothing",
    "selec * from sites",
    "select * from sights",
    "select error('no')",
    "select * from read_csv('/etc/passwd')",
    "select * from read_csv('/dev/stdin')",
    "select content from read_text('{secret}' || '')",
    "select * from read_text(['{secret}'])",
    "select * from read_ndjson_objects('{secret}')",
    "select * from read_duckdb('{secret}')",
    "select * from 'file://{secret}'",
    'select * from "{secret}"',
    "select * from '{url}?a.parquet'",
    "select * from 'https://warehouse.example/a.csv'",
    "select * from 's3://bucket/a.parquet'",
    "select * from query('select 1')",
    "select * from query('from enable_log' || 'ging()')",
    "select * from query_table('{secret}')",
    "select * from json_execute_serialized_sql(json_serialize_sql('select 1'))",
    "select * from enable_logging()",
    "select * from ENABLE_LOGGING /* */ (storage := 'file', storage_path := '{target}')",
    "select * from \"enable_logging\"(storage := 'file', storage_path := '{target}')",
    "select * from system.main.enable_logging()",
    "select * from enable_profiling(save_location := '{target}')",
    "select * from truncate_duckdb_logs()",
    "select * from checkpoint()",
    "select * from force_checkpoint('warehouse')",
    "select * from duckdb_external_file_cache()",
    "select * from which_secret('s3://a', 's3')",
    "select * from pandas_scan(1)",
    "select * from arrow_scan(1, 2, 3)",
    "select * from python_map_function(1)",
    "select write_log('x')",
    "select nextval('x')",
    "select \"getenv\"('HOME')",
    "with macro as (select getenv('HOME')) from macro",
    "create macro steal() as table select * from read_text('{secret}')",
    "create temp macro steal() as getenv('HOME')",
    "create persistent secret s (type http)",
    "create type mood as enum ('a')",
    "create sequence numbers",
    "create schema mine",
    "create index i on records.crawls (site)",
    "copy (select 1) to '/dev/stdout'",
    "copy records.concepts from '{secret}'",
    "copy from database warehouse to memory",
    "execute p",
    "deallocate p",
    "set variable x = 1",
    "set memory_limit = '100GB'",
    "set threads = 1000",
    "pragma memory_limit = '100GB'",
    "pragma database_list; drop view sites",
    "pragma import_database('{target}')",
    "force install httpfs",
    "load '{secret}'",
    ".read {secret}",
    ".shell id",
    "\\! id",
    "merge into records.concepts using (select 1) on false when not matched then insert values ('a', 'b')",
    "create table mine as pivot categories on site using count(*)",
    "create type mood as enum (pivot categories on site using count(*))",
    "insert into records.concepts (pivot categories on site using count(*))",
    "copy (pivot categories on site using count(*)) to '{target}'",
    "pivot (from read_text('{secret}')) on filename using count(*)",
    "pivot (from getenv('HOME')) on 1 using count(*)",
    "pivot categories on site using count(*); pivot categories on site using count(*)",
    "explain create temp table mine as select 1",
    "explain analyze create temp table mine as select 1",
    "explain analyze pivot (from read_text('{secret}')) on filename using count(*)",
    "explain analyze select * from enable_logging()",
    "explain analyze set threads = 1",
    "explain analyze attach '{target}' as other",
    "explain (analyze, format json) create or replace temp macro m() as 1",
    "select 1) to '{target}'; --",
    "select " + "(" * 100_000 + "1" + ")" * 100_000,
    "select " + "not " * 100_000 + "true",
    "select interval 1000000000 month",
    "select cast('x' as integer)",
    "select $1",
    "select '\ud800'",
]


@pytest.mark.parametrize("attack", ATTACKS)
def test_query_reaches_nothing_but_the_warehouse(
    attack: str, published: duckdb.DuckDBPyConnection, outside: dict[str, Any], folder: Path
) -> None:
    before = (folder / "warehouse.duckdb").read_bytes()
    with pytest.raises(QueryRejected) as raised:
        list(run_query(published, attack.format(**outside)).rows)
    assert str(raised.value)
    assert "\n" not in str(raised.value)
    assert "sesame" not in str(raised.value)
    assert not outside["target"].exists()
    assert outside["asked"] == []
    assert (folder / "warehouse.duckdb").read_bytes() == before
    assert list(run_query(published, "select site from sites").rows) == [("acme",)]


@pytest.mark.parametrize(
    ("query", "rows"),
    [
        ("select price from products", [(Decimal("9.9000"),)]),
        ("from product_categories", []),
        ("with a as (select 1 as n) select n from a;", [(1,)]),
        ("with read_text(a) as (select 1) from read_text", [(1,)]),
        (
            'with recursive "Read_text" /* ( */ (a, "b)") as materialized (select 1, 2) from read_text',
            [(1, 2)],
        ),
        ("values (1), (2)", [(1,), (2,)]),
        ("select name from (show tables) where name = 'sites'", [("sites",)]),
        ("select path[1] from categories", [("Tools",)]),
        ("select 1 -- ; select 2", [(1,)]),
        ("select ';' as \"a;b\"; -- ; none", [(";",)]),
        ("from sites select site", [("acme",)]),
        ("(select site from sites)", [("acme",)]),
        ("table concepts", []),
        ("select site from sites union all select 'b' order by all", [("acme",), ("b",)]),
        ("select column_name from (describe sites) limit 1", [("site",)]),
        ("select column_name, count from (summarize sites) limit 1", [("site", 1)]),
        ("select version() is not null, count(*) filter (true) from range(3)", [(True, 3)]),
        ("pivot (from categories select site, depth) on depth using count(*)", [("acme", 1)]),
        ("from (pivot (from categories select site, depth) on depth in (1, 2) using count(*))", [("acme", 1, 0)]),
        ('with p as (pivot (from categories select site, depth) on depth using count(*)) select "1" from p', [(1,)]),
        ("unpivot (select 1 as a, 2 as b) on a, b into name n value v", [("a", 1), ("b", 2)]),
        ("select label from concepts where label ilike '%enable_logging(%'", []),
        ("select name from categories where name in ('Tools')", [("Tools",)]),
    ],
)
def test_queries_are_answered(query: str, rows: list[tuple[Any, ...]], published: duckdb.DuckDBPyConnection) -> None:
    assert list(run_query(published, query).rows) == rows


def test_times_with_zone_are_shown_in_utc(published: duckdb.DuckDBPyConnection) -> None:
    moment = "timestamptz '2026-01-01 02:00:00+02'"
    found = run_query(published, f"select {moment} as a, 1 as b, [{moment}] as a, {{'x y': {moment}}} as d")
    assert list(found.rows) == [(datetime(2026, 1, 1), 1, [datetime(2026, 1, 1)], {"x y": datetime(2026, 1, 1)})]
    assert [(column.name, column.type) for column in found.columns] == [
        ("a", "TIMESTAMP"),
        ("b", "INTEGER"),
        ("a", "TIMESTAMP[]"),
        ("d", 'STRUCT("x y" TIMESTAMP)'),
    ]
    pivoted = f"pivot (select 'a' as name, {moment} as moment) on name using max(moment)  -- wide"
    assert list(run_query(published, pivoted).rows) == [(datetime(2026, 1, 1),)]
    ordered = "from range(200_000) order by hash(range)"
    shown = [row[0] for row in run_query(published, f"select range as n, now() as at {ordered}").rows]
    assert shown == [row[0] for row in run_query(published, f"select range as n {ordered}").rows]


def test_rows_come_as_they_are_found(published: duckdb.DuckDBPyConnection) -> None:
    result = run_query(published, "select range from range(1_000_000_000_000)")
    assert result.columns == (Column(name="range", type="BIGINT"),)
    assert list(islice(result.rows, 3)) == [(0,), (1,), (2,)]


def test_query_that_fails_on_the_way_is_told_in_one_line(published: duckdb.DuckDBPyConnection) -> None:
    with pytest.raises(QueryRejected, match=r"^Invalid Input Error: here$"):
        list(run_query(published, "select if(range < 50_000, range, error('here')) from range(60_000)").rows)


def test_nothing_published_names_the_command(tmp_path: Path) -> None:
    with pytest.raises(WarehouseMissing, match="`gapfinder crawl` or `gapfinder import` makes one") as raised:
        open_published(tmp_path)
    assert raised.value.exit_code == 2


@pytest.mark.parametrize(
    "query",
    [
        "show tables",
        "show all tables",
        "describe sites",
        "desc sites",
        "describe select 1",
        "summarize products",
        "summarize select * from products",
        "explain select 1",
        "explain analyze select 1",
        "explain (format json) select 1",
        "explain (pivot categories on depth using count(*))",
        "explain analyze pivot categories on depth using count(*)",
        "describe (pivot categories on depth using count(*))",
        "pivot_wider categories on depth using count(*) group by site",
        "unpivot products on title, brand into name what value is_it",
        "from duckdb_views()",
        "from pragma_table_info('sites')",
    ],
)
def test_whatever_reads_is_answered(query: str, published: duckdb.DuckDBPyConnection) -> None:
    result = run_query(published, query)
    assert result.columns
    assert list(result.rows)
