"""How the sites stand in the published warehouse: what the last crawl of each saw, and what is known of it."""

from __future__ import annotations

from typing import Any

import duckdb

from warehouse.errors import WarehouseError, WarehouseMissing, WarehouseOutdated
from warehouse.homes import Home
from warehouse.query import open_published
from warehouse.statements import fetch_rows
from warehouse.store import find_keeper


def read_standings(home: Home) -> list[dict[str, Any]]:
    """Read a row a site by the columns of `sql/read/standing.sql`; none where nothing was published yet.

    Raises what `open_published` raises, and WarehouseOutdated where an earlier gapfinder published the file.
    """
    try:
        connection = open_published(home)
    except WarehouseMissing:
        return []
    try:
        return fetch_rows(connection, "read/standing", {})
    except (duckdb.BinderException, duckdb.CatalogException) as error:
        advice = "`gapfinder crawl`, `import` or `match` publishes it anew"
        raise WarehouseOutdated(
            f"{find_keeper(home).published}: was published by an earlier gapfinder; {advice}"
        ) from error
    finally:
        connection.close()


def find_fault(home: Home) -> str:
    """Return why nothing more can be loaded, though what was published can be read; empty where nothing is known to
    stand in the way."""
    return find_keeper(home).find_fault()


def knows_products(home: Home, site: str) -> bool:
    """Say whether products of a site were published; none were where nothing that was published can be read."""
    try:
        connection = open_published(home)
    except WarehouseError:
        return False
    try:
        (found,) = fetch_rows(connection, "read/knows_products", {"site": site})
    finally:
        connection.close()
    return bool(found["known"])
