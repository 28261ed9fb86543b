from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Callable, Iterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from warehouse.errors import QueryRejected, WarehouseError
from warehouse.export import write_csv, write_json
from warehouse.load import load_closed
from warehouse.publish import publish
from warehouse.query import Column, Result
from warehouse.reader import Reader
from warehouse.workbook import MOST_ROWS, write_workbook

HOSTILE = 'a "b", c\n=cmd|x\x1b[31m\x00\u202e\U0001f529'


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory, write: Callable[..., Path]) -> Iterator[Reader]:
    data = tmp_path_factory.mktemp("published")
    write(data, {"categories": [("Tools", {"path": ["Tools", HOSTILE]})], "products": [("Saw", {"price": "9.90"})]})
    load_closed(data)
    publish(data)
    with Reader(data) as reader:
        yield reader


EVERYTHING = """
select path, price, products.last_seen_at, 1.5::double as rate, 'inf'::double as most, true as yes,
       date '2026-01-02' as day, 170141183460469231731687303715884105727 as huge,
       {'a': [1, null]} as nested, null::date as nothing, 'x' as day
from categories, products
"""
SEEN_AT = datetime(2026, 1, 1, 3, 4, 5)


def test_parquet_keeps_types_and_text(reader: Reader, tmp_path: Path) -> None:
    reader.save_parquet(EVERYTHING, tmp_path / "out.parquet")
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
            "nested": "STRUCT(a INTEGER[])",
            "nothing": "DATE",
            "day_1": "VARCHAR",
        }
        row = relation.fetchall()[0]
    assert row[:3] == (["Tools", HOSTILE], Decimal("9.9000"), SEEN_AT)
    assert row[8:] == ({"a": [1, None]}, None, "x")


def test_empty_result_keeps_its_columns_in_parquet(reader: Reader, tmp_path: Path) -> None:
    reader.save_parquet("select path, price from categories, products where false", tmp_path / "e.parquet")
    with duckdb.connect() as connection:
        relation = connection.read_parquet(str(tmp_path / "e.parquet"))
        assert (relation.columns, [str(kind) for kind in relation.types], relation.fetchall()) == (
            ["path", "price"],
            ["VARCHAR[]", "DECIMAL(18,4)"],
            [],
        )


def test_json_is_json(reader: Reader) -> None:
    stream = io.StringIO()
    write_json(reader.ask(EVERYTHING), stream)
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
    write_csv(Result(columns=columns, rows=iter(list(rows))), stream)
    stream.seek(0)
    assert list(csv.reader(stream)) == [['a "quoted", name', "b"], *map(list, rows)]


def test_csv_shows_each_type_as_its_text(reader: Reader) -> None:
    stream = io.StringIO()
    write_csv(reader.ask(EVERYTHING.replace("path, ", "")), stream)
    assert list(csv.DictReader(io.StringIO(stream.getvalue()))) == [
        {
            "price": "9.9000",
            "last_seen_at": "2026-01-01 03:04:05",
            "rate": "1.5",
            "most": "inf",
            "yes": "true",
            "day": "x",
            "huge": "170141183460469231731687303715884105727",
            "nested": '{"a": [1, null]}',
            "nothing": "",
        }
    ]


class Terminal(io.StringIO):
    """A stream that people look at."""

    def isatty(self) -> bool:
        return True


def test_terminal_gets_no_control_characters(reader: Reader) -> None:
    for write_text in (write_csv, write_json):
        stream = Terminal()
        write_text(reader.ask("select path, path[2] as name from categories"), stream)
        assert not {char for char in stream.getvalue() if not char.isprintable()} - {"\n"}


@pytest.mark.parametrize("query", ["selec 1", "drop view sites", "select error('no')", ""])
def test_parquet_refuses_in_one_line(query: str, reader: Reader, tmp_path: Path) -> None:
    with pytest.raises(QueryRejected) as raised:
        reader.save_parquet(query, tmp_path / "out.parquet")
    assert "\n" not in str(raised.value)
    assert list(reader.ask("select site from sites").rows) == [("acme",)]


def test_parquet_export_opens_no_other_file(reader: Reader, tmp_path: Path) -> None:
    (tmp_path / "secret.csv").write_text("word\nsesame\n")
    for query in (f"from read_text('{tmp_path}/secret.csv')", f"from '{tmp_path}/secret.csv'"):
        with pytest.raises(QueryRejected):
            reader.save_parquet(query, tmp_path / "out.parquet")
    reader.save_parquet("from sites", tmp_path / "out.parquet")
    with pytest.raises(QueryRejected):
        reader.ask(f"from '{tmp_path}/out.parquet'")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out.parquet", "secret.csv"]


NAMESPACE = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def read_sheet(path: Path) -> list[list[tuple[str, str]]]:
    """Return type and content of each cell that is there, row by row."""
    with zipfile.ZipFile(path) as book:
        sheet = etree.fromstring(book.read("xl/worksheets/sheet1.xml"))
    return [
        [(cell.get("t", "n"), "".join(cell.itertext())) for cell in row.iter(f"{NAMESPACE}c")]
        for row in sheet.iter(f"{NAMESPACE}row")
    ]


def test_workbook_keeps_numbers_and_takes_formulas_for_text(tmp_path: Path) -> None:
    names = ("text", "link", "number", "price", "exact", "yes", "day", "at", "old", "list", "none", "text")
    row = ("=1+1", "https://shop.example/", 5, Decimal("9.90"), 2**60, True, date(2026, 1, 2))
    row += (datetime(2026, 1, 2, 12), date(1812, 1, 1), ["a"], None, HOSTILE)
    columns = tuple(Column(name=name, type="VARCHAR") for name in names)
    assert write_workbook(Result(columns=columns, rows=iter([row])), tmp_path / "out.xlsx") == 0
    assert read_sheet(tmp_path / "out.xlsx") == [
        [("inlineStr", name) for name in (*names[:-1], "text_1")],
        [
            ("inlineStr", "=1+1"),
            ("inlineStr", "https://shop.example/"),
            ("n", "5"),
            ("n", "9.9"),
            ("inlineStr", "1152921504606846976"),
            ("b", "1"),
            ("n", "46024"),
            ("n", "46024.5"),
            ("inlineStr", "1812-01-01"),
            ("inlineStr", '["a"]'),
            ("inlineStr", 'a "b", c\n=cmd|x_x001B_[31m_x0000_\u202e\U0001f529'),
        ],
    ]
    with zipfile.ZipFile(tmp_path / "out.xlsx") as book:
        assert not re.search(rb"<f>|<hyperlink", b"".join(map(book.read, book.namelist())))


def test_workbook_cuts_what_no_cell_takes_and_counts_it(tmp_path: Path) -> None:
    columns = (Column(name="a", type="VARCHAR"),)
    rows: Iterator[tuple[Any, ...]] = iter([("x" * 32_767,), ("y" * 32_768,)])
    assert write_workbook(Result(columns=columns, rows=rows), tmp_path / "out.xlsx") == 1
    assert read_sheet(tmp_path / "out.xlsx")[1:] == [
        [("inlineStr", "x" * 32_767)],
        [("inlineStr", "y" * 32_766 + "…")],
    ]


def test_workbook_refuses_more_than_a_sheet_takes(tmp_path: Path) -> None:
    many = tuple(Column(name=str(number), type="INTEGER") for number in range(16_385))
    with pytest.raises(WarehouseError, match="16385 columns are more than a sheet takes"):
        write_workbook(Result(columns=many, rows=iter(())), tmp_path / "out.xlsx")
    rows: Iterator[tuple[Any, ...]] = (() for _ in range(MOST_ROWS))
    with pytest.raises(WarehouseError, match=r"more rows than a sheet takes \(1,048,575\)"):
        write_workbook(Result(columns=(), rows=rows), tmp_path / "out.xlsx")


def test_result_that_was_left_half_read_hinders_nothing(reader: Reader, tmp_path: Path) -> None:
    for _ in range(2):
        assert next(reader.ask("select range from range(1_000_000)").rows) == (0,)
        reader.read_catalog()
        assert list(reader.ask("pivot sites on coverage using count(*)").rows)
        assert next(reader.ask("select range from range(1_000_000)").rows) == (0,)
        reader.save_parquet("from sites", tmp_path / "out.parquet")
