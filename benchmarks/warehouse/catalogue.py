"""Closed spool folders of made-up shops, drawn from a seed, with records as Parquet."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

import duckdb

SQL = Path(__file__).parent / "sql"
FIRST_DAY = datetime(2026, 1, 5, 3, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shop:
    """A made-up shop, one in `one_in` of whose products is another from week to week."""

    site: str
    products: int
    one_in: int = 50
    categories: int = 2000
    seed: int = 7


def write_week(data: Path, shop: Shop, week: int) -> Path:
    """Write the folder of a week's complete crawl into the spool of `data`, and return it."""
    started_at = FIRST_DAY + timedelta(weeks=week)
    crawl_id = f"{shop.site}-{started_at:%Y%m%dT%H%M%SZ}-{week:04x}"
    folder = data / "spool" / crawl_id
    folder.mkdir(parents=True)
    values = {
        "site": shop.site,
        "products": shop.products,
        "categories": shop.categories,
        "one_in": shop.one_in,
        "seed": shop.seed,
        "week": week,
    }
    files = {}
    with duckdb.connect() as connection:
        for kind in ("categories", "products", "product_categories"):
            path = folder / f"{kind}.parquet"
            _write_file(connection, kind, path, values)
            files[path.name] = {"bytes": path.stat().st_size, "sha256": sha256(path.read_bytes()).hexdigest()}
    manifest = {
        "format": 1,
        "crawl_id": crawl_id,
        "site": shop.site,
        "started_at": f"{started_at:%Y-%m-%dT%H:%M:%SZ}",
        "outcome": "finished",
        "coverage": "complete",
        "categories": shop.categories,
        "products": shop.products,
        "files": files,
    }
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    return folder


def _write_file(connection: duckdb.DuckDBPyConnection, kind: str, path: Path, values: Mapping[str, object]) -> None:
    query = (SQL / f"{kind}.sql").read_text(encoding="utf-8")
    query = query.replace("FILE", str(path)).replace("PRODUCTS", str(path.with_name("products.parquet")))
    for statement in connection.extract_statements(query):
        connection.execute(statement, {name: values[name] for name in statement.named_parameters})
