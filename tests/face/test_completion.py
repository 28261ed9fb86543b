from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from gapfinder.cli.completion import suggest
from gapfinder.cli.prompt import is_whole
from gapfinder.cli.prompt_history import MOST_BYTES, open_history
from gapfinder.cli.result_table import cut_text, list_lines
from warehouse.catalog import Catalog, View, ViewColumn
from warehouse.query import Column


def make_view(name: str, *columns: str, parameters: tuple[str, ...] | None = None) -> View:
    made = tuple(ViewColumn(name=column, type="VARCHAR", about=f"the {column}") for column in columns)
    return View(name=name, about=f"the {name}", columns=made, parameters=parameters)


VIEWS = (
    make_view("catalog_changes", "site", "from", "at"),
    make_view("catalog_at", parameters=("site", "at")),
    make_view("products", "site", "title", "price"),
    make_view("sites", "site", "url"),
)
CATALOG = Catalog(
    views={view.name: view for view in VIEWS},
    keywords=("at", "from", "order", "select", "where"),
    functions=("sum", "trim"),
)


@pytest.mark.parametrize(
    ("text", "suggested"),
    [
        ("select t|", ["title", "trim("]),
        ("select | from products", ["site", "title", "price"]),
        ("select t| from sites", ["trim("]),
        ("select s| from sites", ["site", "select", "sites", "sum("]),
        ("from |", ["catalog_changes", "catalog_at(", "products", "sites"]),
        ("from pro|", ["products"]),
        ("FROM sites, pro|", ["products"]),
        ("select 1 from sites join c|", ["catalog_changes", "catalog_at("]),
        ("describe s|", ["sites"]),
        ("select p.| from products p", ["site", "title", "price"]),
        ("select p.ti| from sites s join products as p using (site)", ["title"]),
        ('select "p".| from products as p', ["site", "title", "price"]),
        ("select x.| from products p", []),
        ("from catalog_changes select f|", ['"from"', "from"]),
        ('from catalog_changes select "f|', ['"from"', "from"]),
        ("SELECT title FROM products WH|", ["WHERE"]),
        ("select 'pro|", []),
        ("select 1 -- pro|", []),
        ("select /* from sites */ ti|", ["title"]),
        ("select '--' || ti| from products", ["title"]),
        ("select 'it''s' || ti| from products", ["title"]),
        ("select |", ["site", '"from"', '"at"', "title", "price", "url"]),
        ("fr|", ["from"]),
        ("select 1; SE|", ["SELECT"]),
        ("  s|", ["select", "summarize", "show tables"]),
        ("x|", []),
    ],
)
def test_suggestions(text: str, suggested: list[str]) -> None:
    before, _, after = text.rpartition("|") if "|" in text else ("", "", "")
    assert [found.text for found in suggest(before, after, CATALOG)] == suggested


def test_suggestions_say_what_they_are_and_what_they_replace() -> None:
    (found,) = suggest("select tit", " from products", CATALOG)
    assert (found.text, found.length, found.about) == ("title", 3, "products: the title")


@given(before=st.text(), after=st.text())
def test_any_text_gets_suggestions(before: str, after: str) -> None:
    assert isinstance(suggest(before, after, CATALOG), list)
    assert is_whole(before) in (True, False)


def make_columns(**types: str) -> tuple[Column, ...]:
    return tuple(Column(name=name, type=kind) for name, kind in types.items())


TEXT_AND_NUMBER = make_columns(title="VARCHAR", price="DECIMAL(18,4)")


@pytest.mark.parametrize(
    ("row", "width", "lines"),
    [
        (("Saw", 9.5), None, ["title  price", "────────────", "Saw      9.5"]),
        (("Säge 日本語 🔩", None), None, ["title           price", "─────────────────────", "Säge 日本語 🔩"]),
        (("x" * 30, 12345), 20, ["title          price", "─" * 20, "x" * 12 + "…  12345"]),
        (("商" * 30, 12345), 20, ["title          price", "─" * 20, "商" * 6 + "…  12345"]),
        (("abcdefghijklmnopqrst", 5), 16, ["── 1 ──", "title  abcdefghi", "       jklmnopqr", "       st", "price  5"]),
        (("商品分類商品", 5), 16, ["── 1 ──", "title  商品分類", "       商品", "price  5"]),
        (("a\x1b[31mb\u202ec\nd\x07", 1), None, ["title  price", "────────────", "abc d      1"]),
        ((None, None), 80, ["title  price", "────────────", ""]),
    ],
)
def test_lines_fit_and_are_harmless(row: tuple[object, ...], width: int | None, lines: list[str]) -> None:
    assert list(list_lines(TEXT_AND_NUMBER, [row], width=width)) == [_embolden(lines[0]), *lines[1:]]


def _embolden(line: str) -> str:
    return f"\x1b[1m{line}\x1b[0m"


@given(st.lists(st.text(), min_size=2, max_size=2), st.integers(min_value=20, max_value=200))
def test_no_line_is_wider_than_the_terminal(row: list[str], width: int) -> None:
    for line in list_lines(make_columns(a="VARCHAR", b="VARCHAR"), [tuple(row)], width=width):
        assert cell_len(line.replace("\x1b[1m", "").replace("\x1b[0m", "")) <= width
        assert "\n" not in line


@given(st.text(), st.integers(min_value=1, max_value=30))
def test_cut_text_fits(text: str, width: int) -> None:
    assert cell_len(cut_text(text, width)) <= width


def test_history_is_begun_anew_when_it_is_long(tmp_path: Path) -> None:
    path = tmp_path / "state" / "sql_history"
    open_history(path).store_string("select 1;")
    path.write_text("# x\n+" + "y" * MOST_BYTES)
    path.chmod(0o644)
    open_history(path).store_string("select 2;")
    assert "select 2;" in path.read_text()
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.with_suffix(".old").stat().st_size > MOST_BYTES
