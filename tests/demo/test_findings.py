"""The end-to-end test: what the real spiders read of the sample shops, and what the analysis makes of it."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

import duckdb
import pytest

from gapfinder.demo.shop import Shop
from gapfinder.demo.shop_file import read_shop
from gapfinder.demo.structures import STRUCTURES

EXPECTED = tomllib.loads(Path(__file__).with_name("expected.toml").read_text(encoding="utf-8"))
NOT_OBSERVED = {"cortland": "blocked", "lumen": "needs browser"}
OBSERVED = ("kestrel", "alderson", "boreal", "dunmore", "copperleaf", "gaugeworks", "tidewater")
MOST_SECONDS = 60
KINDS = {"white_space": "white space", "exclusive": "exclusive", "assortment_gap": "assortment gap"}


PLANTED = [pytest.param((kind, entry), id=f"{kind}: {entry['what']}") for kind in KINDS for entry in EXPECTED[kind]]
SOLD = [pytest.param(entry, id=entry["what"]) for entry in EXPECTED["sold"]]


def fold(name: str) -> str:
    return " ".join(name.casefold().split())


def read_gaps(warehouse: duckdb.DuckDBPyConnection, kind: str) -> list[dict[str, Any]]:
    cursor = warehouse.execute("select * from gaps where kind = ? order by rank", [kind])
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def speaks_of(gap: dict[str, Any], named: list[str]) -> bool:
    labels = [fold(label) for label in (gap["label"], *(gap["related"] or ()))]
    return any(name in label for name in named for label in labels)


def test_run_is_quick_and_says_what_it_could_not_see(run) -> None:
    assert run.exit_code == 3
    assert run.seconds < MOST_SECONDS, f"{run.seconds:.0f} s"
    for site, coverage in NOT_OBSERVED.items():
        assert f"{site}: {coverage}" in run.out
    assert f"gapfinder sql --engagement {run.folder / 'engagement.toml'}" in run.out
    assert "Traceback" not in run.err


def test_coverage(warehouse) -> None:
    told = dict(warehouse.execute("select site, coverage from sites").fetchall())
    assert told == {**dict.fromkeys(OBSERVED, "complete"), **NOT_OBSERVED}


@pytest.mark.parametrize("name", OBSERVED)
def test_categories_read_are_the_shop_s_own(warehouse, name: str) -> None:
    shop = read_shop(name)
    true = {tuple(map(fold, shelf.path)) for shelf in shop.shelves if not shelf.promo}
    said = {
        tuple(map(fold, path))
        for (path,) in warehouse.execute("select path from categories where site = ?", [name]).fetchall()
    }
    said = {path for path in said if not is_aside(shop, path)}
    score = 2 * len(true & said) / (len(true) + len(said))
    assert score >= 0.95, f"F1 {score:.3f}; missed {sorted(true - said)}, invented {sorted(said - true)}"


@pytest.mark.parametrize("name", OBSERVED)
def test_categories_have_the_shop_s_own_addresses(warehouse, name: str) -> None:
    shop = read_shop(name)
    locate = STRUCTURES[shop.structure].locate
    true = {tuple(map(fold, shelf.path)): locate(shelf) for shelf in shop.shelves if not shelf.promo}
    rows = warehouse.execute("select path, url from categories where site = ?", [name]).fetchall()
    said = {tuple(map(fold, path)): f"/{url.split('/', 3)[3]}" for path, url in rows}
    wrong = {path: url for path, url in said.items() if path in true and url.rstrip("/") != true[path].rstrip("/")}
    assert wrong == {}


def is_aside(shop: Shop, path: tuple[str, ...]) -> bool:
    """Tell promotions and brand lists, of which a crawl may think what it likes; no gap may come of them."""
    asides = {fold(shelf.name) for shelf in shop.promos} | {fold(article.brand) for article in shop.articles}
    asides |= set(EXPECTED["no_gap"]["brands"])
    return bool(asides & set(path))


@pytest.mark.parametrize("name", OBSERVED)
def test_products_read_are_the_shop_s_own(warehouse, name: str) -> None:
    true = {fold(article.title): article for article in read_shop(name).articles}
    rows = warehouse.execute("select title, price, currency from products where site = ?", [name]).fetchall()
    said = {fold(title): (price, currency) for title, price, currency in rows}
    found = true.keys() & said.keys()
    missed, invented = sorted(true.keys() - said.keys()), sorted(said.keys() - true.keys())
    assert len(found) / len(true) >= 0.98, f"missed {missed}"
    assert len(found) / len(said) >= 0.98, f"invented {invented}"
    assert len(rows) / len(found) <= 1.02
    shop = read_shop(name)
    wrong = [title for title in found if said[title] != (true[title].price, shop.currency)]
    assert len(wrong) <= 0.02 * len(found), (
        f"price of {[(title, said[title], true[title].price) for title in wrong[:5]]}"
    )


@pytest.mark.parametrize("name", OBSERVED)
def test_products_lie_where_the_shop_puts_them(warehouse, name: str) -> None:
    true = {(fold(article.title), fold(article.shelves[0][-1])) for article in read_shop(name).articles}
    said = {
        (fold(title), fold(category))
        for title, category in warehouse.execute(
            "select products.title, categories.name from product_categories"
            " join products using (site, product_id) join categories using (site, category_id) where site = ?",
            [name],
        ).fetchall()
    }
    assert len(true & said) / len(true) >= 0.95, f"missed {sorted(true - said)[:8]}"


@pytest.mark.parametrize("name", OBSERVED)
def test_crawl_asks_for_nothing_that_robots_forbids(run, name: str) -> None:
    forbidden = [
        line.removeprefix("Disallow: ")
        for line in read_shop(name).robots.splitlines()
        if line.startswith("Disallow: /")
    ]
    plain = tuple(path for path in forbidden if "*" not in path)
    files = list((run.folder / "data" / "spool").glob(f"**/{name}-*/visits.jsonl"))
    assert files
    visits = [json.loads(line) for file in files for line in file.read_text(encoding="utf-8").splitlines()]
    asked = [visit["url"] for visit in visits if visit["outcome"] != "disallowed"]
    paths = [f"/{url.split('/', 3)[3]}" for url in asked if url.count("/") > 2]
    assert [path for path in paths if path.startswith(plain)] == []


@pytest.mark.parametrize("planted", PLANTED)
def test_planted_gap_is_found(warehouse, planted: tuple[str, dict[str, Any]]) -> None:
    kind, entry = planted
    gaps = read_gaps(warehouse, KINDS[kind])
    labels = [(gap["label"], gap["related"], gap["reference_sites"]) for gap in gaps]
    speaking = (gap for gap in gaps if speaks_of(gap, entry["named"]))
    found = next((gap for gap in speaking if gap["reference_sites"] >= entry.get("references", 0)), None)
    assert found, f"not among {labels}"
    assert found["rank"] <= entry["top"], f"rank {found['rank']} of {labels}"
    assert found["competitors_observed"] == 3
    proofs = warehouse.execute(
        "select distinct site, presence from gap_evidence where subject_id = ?", [found["subject_id"]]
    ).fetchall()
    assert {site for site, _ in proofs} == {*OBSERVED, *NOT_OBSERVED}
    assert {presence for site, presence in proofs if site in NOT_OBSERVED} == {"not observed"}


@pytest.mark.parametrize("sold", SOLD)
def test_what_is_sold_under_another_name_is_not_missing(warehouse, sold: dict[str, Any]) -> None:
    rows = warehouse.execute("select label, presence from presence where site = ?", [sold["site"]]).fetchall()
    verdicts = {label: presence for label, presence in rows if fold(label) in sold["named"]}
    assert "absent" not in verdicts.values(), verdicts
    white = [gap["label"] for gap in read_gaps(warehouse, "white space") if fold(gap["label"]) in sold["named"]]
    assert white == []


def test_nothing_is_claimed_of_what_was_not_observed(warehouse) -> None:
    rows = warehouse.execute(
        "select distinct site, presence from presence where site in ('cortland', 'lumen')"
    ).fetchall()
    assert sorted(rows) == [("cortland", "not observed"), ("lumen", "not observed")]


@pytest.mark.parametrize("group", EXPECTED["no_gap"])
def test_no_gap_of_labels_that_name_no_goods(warehouse, group: str) -> None:
    labels = {fold(label) for (label,) in warehouse.execute("select label from gaps").fetchall()}
    assert labels & set(EXPECTED["no_gap"][group]) == set()


def test_report_holds_the_top_finding(run, warehouse) -> None:
    top = read_gaps(warehouse, "white space")[0]["label"]
    files = {path.suffix: path for path in (run.folder / "data" / "report").iterdir()}
    assert {".html", ".md", ".json"} <= files.keys()
    for suffix in (".html", ".md", ".json"):
        text = files[suffix].read_text(encoding="utf-8")
        assert top in text
        assert "cortland" in text
    assert top in run.out.splitlines()[0]
