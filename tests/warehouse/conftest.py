"""Spool folders as `docs/spool.md` describes them, written by hand."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from warehouse.homes import Home, folder_of
from warehouse.query import open_published
from warehouse.store import find_keeper

Row = dict[str, Any]
FIRST_DAY = datetime(2026, 1, 1, 3, 4, 5, tzinfo=UTC)


def describe_category(path: str, site: str, fields: Row) -> Row:
    """Return a category's line; its id is its path unless `category_id` says otherwise."""
    names = path.split(" > ")
    row = {
        "site": site,
        "category_id": path,
        "parent_id": " > ".join(names[:-1]) or None,
        "path": names,
        "name": names[-1],
        "depth": len(names),
        "url": None,
        "product_count": None,
        "seen_by": "menu",
        "page_url": f"https://{site}.example/",
    }
    return row | fields


def describe_product(title: str, site: str, fields: Row) -> Row:
    """Return a product's line; its id is its title unless `product_id` says otherwise."""
    row = dict.fromkeys(("brand", "sku", "gtin", "price", "currency", "availability", "url"))
    ends = {"seen_by": "listing", "page_url": f"https://{site}.example/"}
    return {"site": site, "product_id": title, "title": title} | row | ends | fields


def describe_assignment(pair: str, site: str, fields: Row) -> Row:
    """Return the line of a product in a category, given as `title @ path`."""
    title, _, path = pair.partition(" @ ")
    return {"site": site, "product_id": title, "category_id": path} | fields


DESCRIBE = {
    "categories": describe_category,
    "products": describe_product,
    "product_categories": describe_assignment,
}


def describe(kind: str, site: str, records: Iterable[str | tuple[str, Row]]) -> list[Row]:
    """Return the lines of records given by name, or by name and the fields that differ."""
    pairs = ((record, {}) if isinstance(record, str) else record for record in records)
    return [DESCRIBE[kind](name, site, fields) for name, fields in pairs]


def name_crawl(site: str, day: int) -> str:
    return f"{site}-{FIRST_DAY + timedelta(days=day):%Y%m%dT%H%M%SZ}-{day:04x}"


def write_folder(
    home: Home, records: Mapping[str, Iterable[str | tuple[str, Row]]] | None = None, *, day: int = 0, **manifest: Any
) -> Path:
    """Write a closed folder into the spool of a home: records by kind as `describe` takes them.

    `day` dates the crawl, `manifest` overrides keys of its manifest.
    """
    site = str(manifest.get("site", "acme"))
    rows = {kind: describe(kind, site, (records or {}).get(kind, ())) for kind in DESCRIBE}
    crawl_id = str(manifest.get("crawl_id", name_crawl(site, day)))
    folder = folder_of(home) / "spool" / crawl_id
    folder.mkdir(parents=True)
    files = {}
    for kind in ("visits", *DESCRIBE):
        content = "".join(json.dumps(row) + "\n" for row in rows.get(kind, ())).encode()
        (folder / f"{kind}.jsonl").write_bytes(content)
        files[f"{kind}.jsonl"] = {
            "rows": content.count(b"\n"),
            "bytes": len(content),
            "sha256": sha256(content).hexdigest(),
        }
    started_at = FIRST_DAY + timedelta(days=day)
    whole = {
        "format": 1,
        "crawl_id": crawl_id,
        "site": site,
        "url": f"https://{site}.example/",
        "industry": "fasteners",
        "platform": None,
        "started_at": f"{started_at:%Y-%m-%dT%H:%M:%SZ}",
        "finished_at": f"{started_at + timedelta(minutes=5):%Y-%m-%dT%H:%M:%SZ}",
        "outcome": "finished",
        "coverage": "complete",
        "coverage_reason": "",
        "requests": 12,
        "responses": 11,
        "errors": 1,
        "bytes": 12345,
        "categories": len(rows["categories"]),
        "products": len(rows["products"]),
        "robots": "allowed",
        "delay": 1.0,
        "refusals": 0,
        "files": files,
    }
    (folder / "manifest.json").write_text(json.dumps(whole | manifest), encoding="utf-8")
    return folder


def read_rows(home: Home, query: str) -> list[tuple[Any, ...]]:
    """Run a query over the published warehouse."""
    connection = open_published(home)
    try:
        return connection.execute(query).fetchall()
    finally:
        connection.close()


def dump_store(home: Home) -> dict[str, list[tuple[Any, ...]]]:
    """Return every kept row, sorted."""
    tables = ("crawls", "categories", "products", "product_categories", "changes", "timeline")
    with find_keeper(home).hold(None) as connection:
        return {table: connection.execute(f"from records.{table} order by all").fetchall() for table in tables}


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data folder whose name would be taken for a pattern, a quote's end and a database's name."""
    return tmp_path / "it's [a] store*"


@pytest.fixture
def home(data: Path, make_home: Callable[[Path], Home]) -> Home:
    """The warehouse of that folder: kept in it, and in a lake."""
    return make_home(data)


@pytest.fixture(scope="session")
def write() -> Callable[..., Path]:
    """Writes a closed spool folder: `write(data, records, day=…, **manifest)`."""
    return write_folder


@pytest.fixture(scope="session")
def ask() -> Callable[[Home, str], list[tuple[Any, ...]]]:
    """Queries the published warehouse: `ask(data, query)`."""
    return read_rows


@pytest.fixture(scope="session")
def dump() -> Callable[[Home], dict[str, list[tuple[Any, ...]]]]:
    """Reads every kept row of the store: `dump(data)`."""
    return dump_store
