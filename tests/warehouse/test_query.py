from __future__ import annotations

import csv
import io
import json
import threading
from collections.abc import Callable, Iterator
from datetime import datetime
from decimal import Decimal
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from warehouse.errors import QueryRejected, WarehouseMissing
from warehouse.export import write_csv, write_json, write_parquet
from warehouse.load import load_closed
from warehouse.publish import publish
from warehouse.query import Column, Result, open_published, run_query

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


@pytest.fixture
def outside(tmp_path: Path) -> Iterator[dict[str, Any]]:
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
    secret = tmp_path / "secret.csv"
    secret.write_text("word\nsesame\n")
    yield {
        "secret": secret,
        "target": tmp_path / "target.csv",
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
        run_query(published, attack.format(**outside))
    assert str(raised.value)
    assert "\n" not in str(raised.value)
    assert "sesame" not in str(raised.value)
    assert not outside["target"].exists()
    assert outside["asked"] == []
    assert (folder / "warehouse.duckdb").read_bytes() == before
    assert run_query(published, "select site from sites").rows == [("acme",)]


@pytest.mark.parametrize(
    ("query", "rows"),
    [
        ("select price from products", [(Decimal("9.9000"),)]),
        ("from product_categories", []),
        ("with a as (select 1 as n) select n from a;", [(1,)]),
        ("values (1), (2)", [(1,), (2,)]),
        ("select name from (show tables) where name = 'sites'", [("sites",)]),
        ("select path[1] from categories", [("Tools",)]),
        ("select 1 -- ; select 2", [(1,)]),
    ],
)
def test_queries_are_answered(query: str, rows: list[tuple[Any, ...]], published: duckdb.DuckDBPyConnection) -> None:
    assert run_query(published, query).rows == rows


@pytest.mark.skipif(int(duckdb.__version__.partition(".")[0]) > 1, reason="DuckDB 2 gives times with zone by itself")
def test_time_with_zone_is_told_how_to_be_shown(published: duckdb.DuckDBPyConnection) -> None:
    with pytest.raises(QueryRejected, match="cast it to timestamp"):
        run_query(published, "select timestamptz '2026-01-01 00:00:00Z'")
    assert run_query(published, "select (timestamptz '2026-01-01 02:00:00+02')::timestamp").rows == [
        (datetime(2026, 1, 1),)
    ]


def test_rows_beyond_the_most_are_left_off(published: duckdb.DuckDBPyConnection) -> None:
    assert run_query(published, "select range from range(5)", most=3) == Result(
        columns=(Column(name="range", type="BIGINT"),), rows=[(0,), (1,), (2,)], whole=False
    )
    assert run_query(published, "select range from range(3)", most=3).whole


def test_nothing_published_names_the_command(tmp_path: Path) -> None:
    with pytest.raises(WarehouseMissing, match="`gapfinder crawl` or `gapfinder import` makes one") as raised:
        open_published(tmp_path)
    assert raised.value.exit_code == 2


EVERYTHING = """
select path, price, products.last_seen_at, 1.5::double as rate, 'inf'::double as most, true as yes,
       date '2026-01-02' as day, 170141183460469231731687303715884105727 as huge,
       {'a': [1, null]} as nested, null::date as nothing, 'x' as day
from categories, products
"""
SEEN_AT = datetime(2026, 1, 1, 3, 4, 5)


def test_parquet_keeps_types_and_text(published: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    write_parquet(run_query(published, EVERYTHING), tmp_path / "out.parquet")
    with duckdb.connect() as connection:
        relation = connection.read_parquet(str(tmp_path / "out.parquet"))
        assert dict(zip(relation.columns, map(str, relation.types), strict=True)) == {
            "path": "VARCHAR[]",
            "price": "DECIMAL(18,4)",
            "last_seen_at": "TIMESTAMP",
            "rate": "DOUBLE",
            "most": "DOUBLE",
            "yes": "BOOLEAN",
            "day": "DATE",
            "huge": "DOUBLE",  # Parquet has no integer this wide
            "nested": "VARCHAR",
            "nothing": "DATE",
            "day_1": "VARCHAR",
        }
        row = relation.fetchall()[0]
    assert row[:3] == (["Tools", HOSTILE], Decimal("9.9000"), SEEN_AT)
    assert row[8:] == ('{"a": [1, null]}', None, "x")


def test_empty_result_keeps_its_columns_in_parquet(published: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    write_parquet(
        run_query(published, "select path, price from categories, products where false"), tmp_path / "e.parquet"
    )
    with duckdb.connect() as connection:
        relation = connection.read_parquet(str(tmp_path / "e.parquet"))
        assert (relation.columns, [str(kind) for kind in relation.types], relation.fetchall()) == (
            ["path", "price"],
            ["VARCHAR[]", "DECIMAL(18,4)"],
            [],
        )


def test_json_is_json(published: duckdb.DuckDBPyConnection) -> None:
    stream = io.StringIO()
    write_json(run_query(published, EVERYTHING), stream)
    assert json.loads(stream.getvalue()) == [
        {
            "path": ["Tools", HOSTILE],
            "price": 9.9,
            "last_seen_at": "2026-01-01T03:04:05",
            "rate": 1.5,
            "most": None,
            "yes": True,
            "day": "2026-01-02",
            "huge": 170141183460469231731687303715884105727,
            "nested": {"a": [1, None]},
            "nothing": None,
            "day_1": "x",
        }
    ]


@settings(max_examples=100)
@given(rows=st.lists(st.tuples(st.text(), st.text(min_size=1)), max_size=5))
def test_csv_cells_come_back_as_they_were(rows: list[tuple[str, str]]) -> None:
    columns = (Column(name='a "quoted", name', type="VARCHAR"), Column(name="b", type="VARCHAR"))
    stream = io.StringIO(newline="")
    write_csv(Result(columns=columns, rows=list(rows)), stream)
    stream.seek(0)
    assert list(csv.reader(stream)) == [['a "quoted", name', "b"], *map(list, rows)]
