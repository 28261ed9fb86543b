"""How the sites stand in the published warehouse: what the last crawl of each saw, and what is known of it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb

from warehouse.errors import WarehouseMissing, WarehouseOutdated
from warehouse.query import open_published
from warehouse.statements import fetch_rows
from warehouse.store import WAREHOUSE_NAME


def read_standings(data: Path) -> list[dict[str, Any]]:
    """Read a row a site by the columns of `sql/read/standing.sql`; none where nothing was published yet.

    Raises what `open_published` raises, and WarehouseOutdated where an earlier gapfinder published the file.
    """
    try:
        connection = open_published(data)
    except WarehouseMissing:
        return []
    try:
        return fetch_rows(connection, "read/standing", {})
    except (duckdb.BinderException, duckdb.CatalogException) as error:
        advice = "`gapfinder crawl`, `import` or `match` publishes it anew"
        raise WarehouseOutdated(f"{data / WAREHOUSE_NAME}: was published by an earlier gapfinder; {advice}") from error
    finally:
        connection.close()
