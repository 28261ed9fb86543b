"""The records of one crawl as they come into the store: from its spool folder, or from what the store kept of them.

Whatever they come from, they are then the temporary views `incoming_categories`, `incoming_products` and
`incoming_product_categories`, all of one site; a record may have come more than once.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb
from duckdb import DuckDBPyConnection

from warehouse.errors import FolderRejected
from warehouse.kinds import KINDS, fetch_step, run_step
from warehouse.manifest import PARQUET, Manifest


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How many categories and products a crawl saw."""

    categories: int
    products: int


def read_folder(connection: DuckDBPyConnection, manifest: Manifest) -> Counts:
    """Read the records of a closed folder.

    Raises FolderRejected where a record has no id, is of another site, or is not of the type that it should be.
    """
    counts = {}
    for kind, path in manifest.records.items():
        try:
            counts[kind] = _read_file(connection, kind, path, manifest.site)
        except duckdb.Error as error:
            raise FolderRejected(f"{path}: {str(error).partition(chr(10))[0]}") from error
    return Counts(categories=counts["categories"], products=counts["products"])


def _read_file(connection: DuckDBPyConnection, kind: str, path: Path, site: str) -> int:
    connection.execute(f"set variable spool_{kind} = $path", {"path": escape_glob(path)})
    run_step(connection, path.suffix.removeprefix("."), kind, {})
    if path.suffix == PARQUET:
        told = fetch_step(connection, "statistics", kind, {"site": site})
        if told["proven"]:
            return int(told["records"])
    found = fetch_step(connection, "measure", kind, {"site": site})
    if found["nameless"] or found["stranger"] is not None:
        stranger = found["stranger"] if found["stranger"] is not None else site
        raise FolderRejected(f"{path}: a row has no id or is of site {stranger!r}")
    return int(found["records"])


def keep_records(connection: DuckDBPyConnection, crawl: Mapping[str, Any]) -> None:
    """Put aside what the store tells of a crawl's records, before the store forgets it.

    `crawl` has site, moment, structure_only, and whether it counted.
    """
    for kind in KINDS:
        run_step(connection, "recall", kind, crawl)


def recall_records(connection: DuckDBPyConnection, moment: datetime) -> None:
    """Take the records that were put aside of the crawl of a moment."""
    connection.execute("set variable recalled_moment = $moment", {"moment": moment})
    for kind in KINDS:
        run_step(connection, "recalled", kind, {})


def forget_recalled(connection: DuckDBPyConnection) -> None:
    """Drop all that was put aside."""
    for kind in KINDS:
        run_step(connection, "forget_recalled", kind, {})


def escape_glob(path: Path) -> str:
    """Return a path that DuckDB's readers of files take literally.

    >>> escape_glob(Path("data [1]/a*.jsonl"))
    'data [[]1]/a[*].jsonl'
    """
    return re.sub(r"([*?\[])", r"[\1]", str(path))
