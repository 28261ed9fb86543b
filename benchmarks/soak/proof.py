"""Proves that what was closed is in the store, once, and as if nothing had ever been killed."""

from __future__ import annotations

import json
import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb

from warehouse.load import load_closed
from warehouse.publish import is_behind

TABLES = ("crawls", "categories", "products", "product_categories", "changes", "timeline")
KINDS = {"categories": "category_id", "products": "product_id"}
EXPECTED = frozenset(
    {".analysis.lock", ".store.lock", ".store.queue", ".unpublished.lock", "crawl.lock"}
    | {"memory", "report", "spool", "store.duckdb", "warehouse.duckdb"}
)
"""What lies in a data folder when nobody is at work."""


def prove(data: Path, aside: Path) -> Iterator[str]:
    """Yield what is wrong, if anything is."""
    left = sorted({path.name for path in data.iterdir()} - EXPECTED)
    if left:
        yield f"left over in the data folder: {left}"
    if is_behind(data):
        yield "the published file is behind the store"
    spool = sorted(path.name for path in (data / "spool").iterdir() if path.name != "loaded")
    if spool:
        yield f"left over in the spool: {spool}"
    with duckdb.connect(data / "warehouse.duckdb", read_only=True) as published:
        yield from _prove_records(published, data / "spool" / "loaded")
    yield from _prove_history(data, aside)


def count_records(loaded: Path) -> Counter[str]:
    """Count what the closed folders hold."""
    counts: Counter[str] = Counter()
    for folder in loaded.iterdir():
        manifest = _read_manifest(folder)
        counts["folders"] += 1
        counts["records"] += sum(entry["rows"] for name, entry in manifest["files"].items() if name != "visits.jsonl")
    return counts


def _prove_records(published: duckdb.DuckDBPyConnection, loaded: Path) -> Iterator[str]:
    """Compare the ids of each folder that is a site's whole catalogue with what the store says of its moment."""
    rows = published.execute("select crawl_id, moment, verdict, coverage from records.crawls").fetchall()
    twins = [crawl_id for crawl_id, count in Counter(row[0] for row in rows).items() if count > 1]
    if twins:
        yield f"in the store more than once: {twins}"
    folders = {folder.name: folder for folder in loaded.iterdir()}
    if set(folders) != {row[0] for row in rows}:
        yield f"folders and crawls differ: {sorted(set(folders) ^ {row[0] for row in rows})}"
    for crawl_id, moment, verdict, coverage in rows:
        if crawl_id not in folders or verdict not in ("counts", "accepted") or coverage != "complete":
            continue
        site = _read_manifest(folders[crawl_id])["site"]
        for kind, key in KINDS.items():
            query = f"select {key} from {kind}_at($site, $moment) order by 1"  # noqa: S608 - our names
            kept = [row[0] for row in published.execute(query, {"site": site, "moment": moment}).fetchall()]
            lines = (folders[crawl_id] / f"{kind}.jsonl").read_text(encoding="utf-8").splitlines()
            if kept != sorted(json.loads(line)[key] for line in lines):
                yield f"{crawl_id}: its {kind} are not what the store tells of that moment"


def _prove_history(data: Path, aside: Path) -> Iterator[str]:
    """Load copies of all folders into a new store, undisturbed, and compare every row of the two."""
    shutil.copytree(data / "spool" / "loaded", aside / "spool")
    load_closed(aside)
    kept, anew = _read_tables(data), _read_tables(aside)
    for table in TABLES:
        if kept[table] != anew[table]:
            odd = len(set(map(repr, kept[table])) ^ set(map(repr, anew[table])))
            yield f"records.{table} has other rows than a store that was never disturbed ({odd} differ)"


def _read_tables(data: Path) -> dict[str, list[tuple[Any, ...]]]:
    with duckdb.connect(data / "store.duckdb", read_only=True) as store:
        return {table: store.execute(f"from records.{table} order by all").fetchall() for table in TABLES}


def _read_manifest(folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    return found
