from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from warehouse.load import load_closed
from warehouse.publish import publish

Write = Callable[..., Path]
Ask = Callable[[Path, str], list[tuple[Any, ...]]]
Dump = Callable[[Path], dict[str, list[tuple[Any, ...]]]]

TOOLS = {
    "categories": ["Tools", ("Tools > Saws", {"product_count": 7, "url": "/saws"})],
    "products": [("Saw", {"price": "9.90", "currency": "EUR"}), ("Axe", {"price": "ask us"})],
    "product_categories": ["Saw @ Tools > Saws"],
}
HOME = "https://acme.example/"
ASSIGNED = "select site, product_id, category_id from product_categories"
CHANGES = 'select kind, subject, name, field, "from", "to", "at" from catalog_changes order by all'


def at(day: int, hour: int = 3, minute: int = 4) -> datetime:
    return datetime(2026, 1, 1 + day, hour, minute, 5)


def load(data: Path) -> list[tuple[str, str]]:
    return [(result.crawl_id.split("-")[0], result.status) for result in load_closed(data)]


def test_folder_becomes_the_catalogue(data: Path, write: Write, ask: Ask) -> None:
    folder = write(data, TOOLS, platform="shopify")
    assert load(data) == [("acme", "loaded")]
    publish(data)
    assert not folder.exists()
    assert (data / "spool" / "loaded" / folder.name / "manifest.json").exists()
    assert ask(data, "select * exclude (first_seen_crawl_id, last_seen_crawl_id) from categories order by path") == [
        ("acme", "Tools", None, ["Tools"], "Tools", 1, None, None, "menu", at(0), at(0), HOME),
        ("acme", "Tools > Saws", "Tools", ["Tools", "Saws"], "Saws", 2, "/saws", 7, "menu", at(0), at(0), HOME),
    ]
    assert ask(data, "select title, price, currency from products order by title") == [
        ("Axe", None, None),
        ("Saw", Decimal("9.9000"), "EUR"),
    ]
    assert ask(data, ASSIGNED) == [("acme", "Saw", "Tools > Saws")]
    assert ask(data, "select * exclude (observed_at, observed_crawl_id) from sites") == [
        (
            "acme",
            HOME,
            "fasteners",
            "shopify",
            folder.name,
            at(0, 3, 9),
            "complete",
            "",
            True,
            "complete",
            "complete",
            2,
            2,
            "counts",
            "",
        )
    ]
    assert ask(
        data, "select crawl_id, requests, responses, errors, bytes, categories, products, counts from crawls"
    ) == [(folder.name, 12, 11, 1, 12345, 2, 2, True)]
    assert ask(data, CHANGES) == []


def test_loading_twice_changes_nothing(data: Path, write: Write, dump: Dump) -> None:
    write(data, TOOLS)
    load(data)
    before = dump(data)
    again = write(data, TOOLS)
    assert load(data) == [("acme", "skipped")]
    assert dump(data) == before
    assert sorted(path.name for path in (data / "spool" / "loaded").iterdir()) == [again.name, f"{again.name}.1"]
    assert load(data) == []


def test_changes_between_crawls(data: Path, write: Write, ask: Ask) -> None:
    write(data, TOOLS, day=0)
    later = {
        "categories": ["Tools", ("Tools > Saws", {"path": ["Tools", "Hand saws"], "product_count": 9}), "Glue"],
        "products": [("Saw", {"price": "10.5", "currency": "EUR", "brand": "Acme"}), "Nail"],
    }
    write(data, later, day=3)
    load(data)
    publish(data)
    assert ask(data, CHANGES) == [
        ("appearance", "category", "Glue", None, None, None, at(3)),
        ("appearance", "product", "Nail", None, None, None, at(3)),
        ("change", "category", "Tools > Hand saws", "path", "Tools > Saws", "Tools > Hand saws", at(3)),
        # The first crawl read no URL of Hand saws any more and no brand of Saw before: neither is a change.
        ("change", "product", "Saw", "price", "9.9000", "10.5000", at(3)),
        ("disappearance", "product", "Axe", None, None, None, at(3)),
    ]
    assert ask(data, "select category_id, product_count, first_seen_at, last_seen_at from categories order by 1") == [
        ("Glue", None, at(3), at(3)),
        ("Tools", None, at(0), at(3)),
        ("Tools > Saws", 9, at(0), at(3)),
    ]
    assert ask(data, ASSIGNED) == []


@pytest.mark.parametrize(
    ("coverage", "titles", "changes"),
    [
        ("complete", ["Nail"], ["appearance Nail", "disappearance Axe", "disappearance Saw"]),
        ("capped", ["Axe", "Saw"], []),
    ],
)
def test_crawl_that_saw_all_becomes_the_catalogue(
    coverage: str, titles: list[str], changes: list[str], data: Path, request: pytest.FixtureRequest
) -> None:
    write, ask = request.getfixturevalue("write"), request.getfixturevalue("ask")
    write(data, {"products": ["Saw", "Axe"]}, day=0)
    write(data, {"products": ["Nail"]}, day=1, coverage=coverage, coverage_reason="why")
    load(data)
    publish(data)
    assert [row[0] for row in ask(data, "select title from products order by 1")] == titles
    assert [f"{row[0]} {row[2]}" for row in ask(data, CHANGES)] == changes
    assert ask(data, "select coverage, coverage_reason, observed_coverage, observed_at from sites") == [
        (coverage, "why", "complete", at(1) if changes else at(0))
    ]


@pytest.mark.parametrize(
    ("before", "after", "is_noted"),
    [
        ("listing", "product page", False),
        ("product page", "listing", False),
        ("listing", "listing", True),
        ("product page", "product page", True),
    ],
)
def test_addresses_of_listings_and_of_pages_are_not_compared(
    before: str, after: str, is_noted: bool, data: Path, request: pytest.FixtureRequest
) -> None:
    write, ask = request.getfixturevalue("write"), request.getfixturevalue("ask")
    old = {"seen_by": before, "url": "/gear/saw"}
    new = {"seen_by": after, "url": "/saw", "price": "2"}
    untitled = {"title": None, "seen_by": before}
    write(data, {"products": [("Saw", old | {"price": "1"}), ("Axe", old), ("Nail", old), ("None", untitled)]}, day=0)
    write(data, {"products": [("Saw", new), ("Axe 2", new | {"title": "Axe"}), ("Bolt", new)]}, day=1)
    load(data)
    publish(data)
    moved = [
        ("appearance", "Axe", None),
        ("change", "Saw", "url"),
        ("disappearance", "Axe", None),
    ]
    others = [
        ("appearance", "Bolt", None),
        ("change", "Saw", "price"),
        ("disappearance", "Nail", None),
        ("disappearance", None, None),
    ]
    noted = ask(data, "select kind, name, field from catalog_changes order by all nulls last")
    assert noted == sorted(others + (moved if is_noted else []), key=lambda row: [word or "~" for word in row])
    assert ask(data, "select product_id, url from products order by all") == [
        *(("Axe 2", "/saw"), ("Bolt", "/saw"), ("Saw", "/saw"))
    ]


@pytest.mark.parametrize("coverage", ["blocked", "disallowed", "needs browser", "unreachable", "failed"])
def test_crawl_that_saw_too_little_leaves_the_catalogue(coverage: str, data: Path, write: Write, ask: Ask) -> None:
    write(data, {"products": ["Saw", "Axe"]}, day=0)
    write(data, {"products": ["Nail"]}, day=1, coverage=coverage, coverage_reason="why")
    load(data)
    publish(data)
    assert ask(data, "select title from products order by 1") == [("Axe",), ("Saw",)]
    assert ask(data, CHANGES) == []
    assert ask(data, "select coverage, coverage_reason, observed_coverage, observed_at from sites") == [
        (coverage, "why", "complete", at(0))
    ]
    assert ask(data, "select coverage, counts from crawls order by started_at") == [
        ("complete", True),
        (coverage, False),
    ]


def test_site_never_observed_has_no_catalogue(data: Path, write: Write, ask: Ask) -> None:
    write(data, TOOLS, coverage="blocked", coverage_reason="a challenge page", outcome="failed")
    load(data)
    publish(data)
    assert ask(data, "select coverage, coverage_reason, observed, categories, products from sites") == [
        ("blocked", "a challenge page", False, 0, 0)
    ]


def test_first_crawls_capped_claim_no_appearance(data: Path, write: Write, ask: Ask) -> None:
    write(data, {"products": ["Saw"]}, day=0, coverage="capped")
    write(data, {"products": ["Nail"]}, day=1, coverage="capped")
    write(data, {"products": ["Nail", "Glue"]}, day=2)
    load(data)
    publish(data)
    assert [row[:3] for row in ask(data, CHANGES)] == [("disappearance", "product", "Saw")]


def test_a_tree_alone_takes_the_categories_place_and_adds_to_the_products(data: Path, write: Write, ask: Ask) -> None:
    kept = {"brand": "Acme", "sku": "S-1", "price": "9.90", "availability": "InStock"}
    whole = {"categories": ["Tools", "Glue"], "products": [("Saw", kept), "Axe"], "product_categories": ["Saw @ Glue"]}
    tree = {
        "categories": ["Tools"],
        "products": [("Saw", {"price": "8"}), "Nail"],
        "product_categories": ["Saw @ Tools"],
    }
    write(data, whole, day=0)
    write(data, tree, day=1, structure_only=True, coverage_reason="structure only, as asked")
    load(data)
    publish(data)
    assert ask(data, "select name from categories") == [("Tools",)]
    assert ask(data, "select title, brand, sku, price, availability from products order by title") == [
        ("Axe", None, None, None, None),
        ("Nail", None, None, None, None),
        ("Saw", "Acme", "S-1", Decimal("8.0000"), None),
    ]
    assert ask(data, ASSIGNED) == [("acme", "Saw", "Tools")]
    assert [row[:3] for row in ask(data, CHANGES)] == [
        ("appearance", "product", "Nail"),
        ("change", "product", "Saw"),
        ("disappearance", "category", "Glue"),
    ]
    assert ask(data, "select coverage, observed_coverage, products_coverage from sites") == [("complete",) * 3]
    write(data, {"categories": ["Tools"], "products": ["Nail", "Saw"]}, day=2)
    load(data)
    publish(data)
    assert ask(data, "select title, brand from products order by 1") == [("Nail", None), ("Saw", "Acme")]


@pytest.mark.parametrize(
    ("crawls", "known"),
    [
        ([("complete", True)], "structure only"),
        ([("complete", False), ("complete", True)], "complete"),
        ([("capped", False), ("complete", True)], "capped"),
        ([("complete", False), ("capped", False), ("complete", True)], "complete"),
        ([("complete", True), ("capped", False)], "capped"),
        ([("capped", False), ("capped", False)], "capped"),
        ([("complete", True), ("complete", False)], "complete"),
        ([("blocked", True)], None),
    ],
)
def test_how_much_of_the_products_is_known(
    crawls: list[tuple[str, bool]], known: str | None, data: Path, write: Write, ask: Ask
) -> None:
    for day, (coverage, structure_only) in enumerate(crawls):
        write(data, TOOLS, day=day, coverage=coverage, structure_only=structure_only)
    load(data)
    publish(data)
    assert ask(data, "select products_coverage from sites") == [(known,)]


def test_how_a_site_was_asked_can_be_shown(data: Path, write: Write, ask: Ask) -> None:
    agent = "gapfinder/0.1 (+mailto:research@example.com)"
    asked = {"crawl_delay": 10, "ignores_crawl_delay": False, "concurrency": 1, "retries": 2, "throttled": 1}
    pages = {"noindex_pages": 3, "nofollow_pages": 4}
    first = write(data, TOOLS, day=0, robots="allowed", delay=10.0, refusals=5, user_agent=agent, **asked, **pages)
    second = write(data, {}, day=1, robots="disallowed", coverage="disallowed", coverage_reason="robots.txt forbids it")
    write(data, TOOLS, day=2, platform="import", requests=0)
    load(data)
    publish(data)
    assert ask(data, 'from politeness order by "at"') == [
        ("acme", first.name, at(0, 3, 9), "allowed", agent, 10.0, 10.0, False, 1, 12, 5, 1, 2, 3, 4, "complete", ""),
        ("acme", second.name, at(1, 3, 9), "disallowed", None, 1.0, *(None,) * 3, 12, 0, *(None,) * 4,
         "disallowed", "robots.txt forbids it"),
    ]  # fmt: skip


def test_crawls_that_began_together_follow_each_other(data: Path, write: Write, ask: Ask) -> None:
    for mark in ("b", "a"):
        write(data, {"products": [mark]}, crawl_id=f"acme-20260101T030405Z-{mark}")
        load(data)
    publish(data)
    assert ask(data, "select title from products") == [("a",)]


def cut(folder: Path) -> None:
    path = folder / "products.jsonl"
    path.write_bytes(path.read_bytes()[:-20])


def alter(folder: Path) -> None:
    path = folder / "categories.jsonl"
    path.write_bytes(path.read_bytes().replace(b"Tools", b"Tales"))


def lose(folder: Path) -> None:
    (folder / "product_categories.jsonl").unlink()


def tear(folder: Path) -> None:
    (folder / "manifest.json").write_text('{"format": 1, "crawl_id": "acm')


def unlist(folder: Path) -> None:
    rewrite(folder, files={})


def escape(folder: Path) -> None:
    files = json.loads((folder / "manifest.json").read_text())["files"]
    rewrite(folder, files=files | {"../../secret.jsonl": {"rows": 0, "bytes": 0, "sha256": ""}})


def rewrite(folder: Path, **changed: Any) -> None:
    path = folder / "manifest.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | changed))


@pytest.mark.parametrize(
    ("spoil", "reason"),
    [
        (cut, "products.jsonl: bytes is "),
        (alter, "categories.jsonl: sha256 is "),
        (lose, "product_categories.jsonl: cannot be read: No such file"),
        (tear, "manifest cannot be read: "),
        (unlist, "manifest does not list categories.jsonl or categories.parquet"),
        (escape, "manifest lists '../../secret.jsonl'"),
        (lambda folder: rewrite(folder, format=2), "manifest format 2; this gapfinder reads format 1"),
        (lambda folder: rewrite(folder, coverage="perfect"), "manifest key 'coverage' is 'perfect'"),
        (lambda folder: rewrite(folder, started_at="yesterday"), "manifest key 'started_at' is 'yesterday'"),
        (lambda folder: rewrite(folder, started_at="2026-01-01T00:00:00"), "manifest key 'started_at' is "),
        (lambda folder: rewrite(folder, products=-1), "manifest key 'products' is -1"),
        (lambda folder: rewrite(folder, structure_only="yes"), "manifest key 'structure_only' is 'yes'"),
        (lambda folder: rewrite(folder, site=None), "manifest key 'site' is None"),
        (lambda folder: rewrite(folder, crawl_id="other"), "manifest is of crawl 'other'"),
        (lambda folder: rewrite(folder, site="boltco"), "categories.jsonl: a row has no id or is of site 'acme'"),
    ],
)
def test_spoilt_folder_stays_and_others_load(
    spoil: Callable[[Path], None], reason: str, data: Path, write: Write, dump: Dump
) -> None:
    folder = write(data, TOOLS)
    spoil(folder)
    write(data, {"categories": ["Bolts"]}, site="zinc")
    results = load_closed(data)
    assert [(result.folder, result.status) for result in results] == [
        (folder, "rejected"),
        (data / "spool" / results[1].crawl_id, "loaded"),
    ]
    assert str(folder) in results[0].reason
    assert reason in results[0].reason
    assert folder.exists()
    assert {row[0] for row in dump(data)["categories"]} == {"zinc"}


@pytest.mark.parametrize(
    "records",
    [
        {"categories": [("Tools", {"category_id": None})]},
        {"categories": [("Tools", {"depth": "deep"})]},
        {"products": [("Saw", {"site": "boltco"})]},
        {"product_categories": [("Saw @ Tools", {"product_id": None})]},
    ],
)
def test_records_that_cannot_be_kept_reject_the_folder_whole(
    records: dict[str, Any], data: Path, write: Write, dump: Dump
) -> None:
    folder = write(data, records)
    assert load(data) == [("acme", "rejected")]
    assert folder.exists()
    assert not any(dump(data).values())


def to_parquet(folder: Path, **shown: str) -> None:
    """Write the records of a folder as Parquet; `shown` are other expressions for columns of products."""
    files = json.loads((folder / "manifest.json").read_text())["files"]
    with duckdb.connect() as connection:
        for kind in ("categories", "products", "product_categories"):
            lines, path = folder / f"{kind}.jsonl", folder / f"{kind}.parquet"
            frame = pd.DataFrame([json.loads(line) for line in lines.read_text().splitlines()], dtype=object)
            columns = [f"{shown[name]} as {name}" if name in shown and kind == "products" else name for name in frame]
            connection.from_df(frame).select(", ".join(columns)).write_parquet(str(path))
            files[path.name] = {"bytes": path.stat().st_size, "sha256": sha256(path.read_bytes()).hexdigest()}
            del files[lines.name]
            lines.unlink()
    rewrite(folder, files=files)


def test_parquet_is_loaded_as_lines_are(data: Path, write: Write, dump: Dump) -> None:
    twice = TOOLS | {"products": [*TOOLS["products"], ("Saw", {"price": "8"})]}
    write(data / "lines", twice)
    to_parquet(write(data / "parquet", twice))
    for folder in ("lines", "parquet"):
        assert load(data / folder) == [("acme", "loaded")]
    assert dump(data / "parquet") == dump(data / "lines")


@pytest.mark.parametrize(
    ("shown", "reason"),
    [
        ({"site": "'zinc'"}, "of site 'zinc'"),
        ({"url": "{'a': 1}", "title": "1"}, ""),
        ({"product_id": "null"}, "has no id"),
    ],
)
def test_parquet_of_other_columns_is_rejected_or_read_as_text(
    shown: dict[str, str], reason: str, data: Path, write: Write
) -> None:
    to_parquet(write(data, TOOLS), **shown)
    (result,) = load_closed(data)
    assert (result.status, reason in result.reason) == ("rejected" if reason else "loaded", True)


def test_parquet_that_is_none_is_rejected(data: Path, write: Write) -> None:
    folder = write(data, TOOLS)
    to_parquet(folder)
    (folder / "products.parquet").write_bytes(b"PAR1 and nothing else PAR1")
    files = json.loads((folder / "manifest.json").read_text())["files"]
    entry = {"bytes": 26, "sha256": sha256(b"PAR1 and nothing else PAR1").hexdigest()}
    rewrite(folder, files=files | {"products.parquet": entry})
    (result,) = load_closed(data)
    assert (result.status, "products.parquet" in result.reason) == ("rejected", True)


def test_open_folder_and_strange_files_are_left(data: Path, write: Write) -> None:
    (write(data, TOOLS) / "manifest.json").unlink()
    (data / "spool" / "notes.txt").write_text("mine")
    assert load_closed(data) == []
    assert not (data / "store.duckdb").exists()
    assert load_closed(data / "nowhere") == []


@pytest.mark.parametrize(
    ("price", "kept"),
    [
        ("12.345678", Decimal("12.3457")),
        ("0", Decimal("0.0000")),
        ("1e30", None),
        ("NaN", None),
        ("", None),
        ("12,50", None),
        ("Infinity", None),
        ("99999999999999.9999", Decimal("99999999999999.9999")),
    ],
)
def test_prices_are_decimals_or_unknown(price: str, kept: Decimal | None, data: Path, write: Write, ask: Ask) -> None:
    write(data, {"products": [("Saw", {"price": price})]})
    assert load(data) == [("acme", "loaded")]
    publish(data)
    assert ask(data, "select price from products") == [(kept,)]


def test_one_id_twice_is_one_record(data: Path, write: Write, ask: Ask) -> None:
    twice = {"categories": ["Tools", "Tools"], "products": [("Saw", {"price": "2"}), ("Saw", {"price": "1"})]}
    write(data, twice | {"product_categories": ["Saw @ Tools", "Saw @ Tools"]})
    load(data)
    publish(data)
    counts = "(select count(*) from {})".format
    views = ("categories", "products", "product_categories")
    assert ask(data, f"select {', '.join(map(counts, views))}") == [(1, 1, 1)]


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=st.lists(st.text(max_size=30), min_size=1, max_size=20, unique=True))
def test_any_text_is_kept_as_it_is(texts: list[str], tmp_path_factory: Any, write: Write, ask: Ask) -> None:
    data = tmp_path_factory.mktemp("any")
    named = list(enumerate(texts))
    records = {
        "categories": [(f"{number}", {"path": [text], "name": text}) for number, text in named],
        "products": [(f"{number}", {"title": text, "price": text, "url": text}) for number, text in named],
    }
    write(data, records)
    assert load(data) == [("acme", "loaded")]
    publish(data)
    kept = "select name, path, title, products.url from categories join products on category_id = product_id"
    assert sorted(ask(data, kept)) == sorted((text, [text], text, text) for text in texts)


@pytest.mark.parametrize("lose", [Path.unlink, lambda path: path.write_bytes(b"")], ids=["gone", "empty"])
def test_lost_store_is_filled_again_from_the_spool(
    data: Path, write: Write, ask: Ask, lose: Callable[[Path], object]
) -> None:
    write(data, {"categories": ["Tools"]}, day=0)
    write(data, {"categories": ["Tools", "Saws"]}, day=1)
    load_closed(data)
    lose(data / "store.duckdb")
    assert [result.status for result in load_closed(data)] == ["loaded", "loaded"]
    publish(data)
    assert ask(data, "select name from categories order by name") == [("Saws",), ("Tools",)]
    assert load_closed(data) == []
