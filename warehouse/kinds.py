"""The kinds of records, and the steps of a load, each an SQL file for all kinds or one for each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from duckdb import DuckDBPyConnection

from warehouse.statements import fetch_rows, list_statements, run_statement

KINDS = ("categories", "products", "product_categories")
"""In the order in which they are taken in: an assignment counts only where its category is known."""
IDS = {"categories": "category_id", "products": "product_id", "product_categories": "product_id, category_id"}
"""Columns that tell a record from others of its kind and site."""
MARKED = {
    "categories": "category_id, parent_id, path, name, url, product_count",
    "products": "product_id, title, brand, sku, gtin, price, currency, availability, url",
    "product_categories": "product_id, category_id",
}
"""Columns of which a change is one of the record."""
ANY_KIND = "load/any_kind"
"""The folder of the files that name a kind, its ids and its marked columns in braces."""


def run_step(connection: DuckDBPyConnection, step: str, kind: str, values: Mapping[str, Any]) -> None:
    """Run a step of a load for a kind of records, as `run_statement` does."""
    run_statement(connection, _find_file(step, kind), values, names=_name_columns(kind))


def fetch_step(connection: DuckDBPyConnection, step: str, kind: str, values: Mapping[str, Any]) -> dict[str, Any]:
    """Run a step of a load for a kind of records and return its one row."""
    (row,) = fetch_rows(connection, _find_file(step, kind), values, names=_name_columns(kind))
    return row


def _find_file(step: str, kind: str) -> str:
    shared = f"{ANY_KIND}/{step}"
    return shared if shared in list_statements(ANY_KIND) else f"load/{step}/{kind}"


def _name_columns(kind: str) -> dict[str, str]:
    return {"kind": kind, "ids": IDS[kind], "marked": MARKED[kind]}
