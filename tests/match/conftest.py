"""Spool folders as `docs/spool.md` describes them, and engagements over them, written by hand."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from gapfinder.engagement import Engagement, load_engagement
from gapfinder.matching.catalogues.trees import Node, Place, plant_forest

Row = dict[str, Any]
Trees = Mapping[str, Sequence[str]]


def describe_category(site: str, path: str) -> Row:
    names = path.split(" > ")
    return {
        "site": site, "category_id": path, "parent_id": " > ".join(names[:-1]) or None, "path": names,
        "name": names[-1], "depth": len(names), "url": None, "product_count": None, "seen_by": "menu",
        "page_url": f"https://{site}.example/",
    }  # fmt: skip


def describe_product(site: str, title: str) -> Row:
    row = dict.fromkeys(("brand", "sku", "gtin", "price", "currency", "availability", "url"))
    return {"site": site, "product_id": title, "title": title, **row, "seen_by": "listing", "page_url": ""}


def write_folder(
    data: Path,
    site: str,
    shelves: Mapping[str, Sequence[str]],
    *,
    day: int = 1,
    priced: Mapping[str, Row] | None = None,
    **manifest: Any,
) -> None:
    """Write a closed spool folder: a category for each path, holding the products of the given titles.

    `priced` has by title what else is known of products.
    """
    known = priced or {}
    paths = {
        " > ".join(names[: depth + 1])
        for path in shelves
        for names in (path.split(" > "),)
        for depth in range(len(names))
    }
    rows: dict[str, list[Row]] = {
        "visits": [],
        "categories": [describe_category(site, path) for path in sorted(paths)],
        "products": [
            describe_product(site, title) | known.get(title, {})
            for title in sorted({title for held in shelves.values() for title in held})
        ],
        "product_categories": [
            {"site": site, "product_id": title, "category_id": path} for path, held in shelves.items() for title in held
        ],
    }
    moment = f"2026-01-{day:02d}T03:04:05Z"
    crawl_id = f"{site}-202601{day:02d}T030405Z-{day:04x}"
    folder = data / "spool" / crawl_id
    folder.mkdir(parents=True)
    files = {}
    for kind, records in rows.items():
        content = "".join(json.dumps(row) + "\n" for row in records).encode()
        (folder / f"{kind}.jsonl").write_bytes(content)
        files[f"{kind}.jsonl"] = {
            "rows": len(records), "bytes": len(content), "sha256": sha256(content).hexdigest(),
        }  # fmt: skip
    whole = {
        "format": 1, "crawl_id": crawl_id, "site": site, "url": f"https://{site}.example/", "industry": "x",
        "platform": None, "started_at": moment, "finished_at": moment, "outcome": "finished", "coverage": "complete",
        "coverage_reason": "", "requests": 1, "responses": 1, "errors": 0, "bytes": 1,
        "categories": len(rows["categories"]), "products": len(rows["products"]), "robots": "allowed", "delay": 1.0,
        "refusals": 0, "files": files,
    }  # fmt: skip
    (folder / "manifest.json").write_text(json.dumps(whole | manifest), encoding="utf-8")


def write_engagement(folder: Path, roles: Mapping[str, str]) -> Engagement:
    """Write and read an engagement of sites with their roles."""
    tables = {"prospect": "[prospect]", "competitor": "[[competitors]]", "reference": "[[references]]"}
    lines = ['name = "case"']
    for site, role in sorted(roles.items(), key=lambda pair: list(tables).index(pair[1])):
        lines += [tables[role], f'url = "https://{site}.example/"', f'name = "{site}"', f'industry = "{site} trade"']
    file = folder / "engagement.toml"
    file.write_text("\n".join(lines), encoding="utf-8")
    return load_engagement(file)


def plant_trees(trees: Trees) -> list[Node]:
    """Return the nodes of sites whose categories are given as paths; what stands above them is there, too."""
    places = []
    for site, paths in trees.items():
        known = dict.fromkeys(
            tuple(names[: depth + 1]) for path in paths for names in (path.split(" > "),) for depth in range(len(names))
        )
        places += [Place(site=site, category_id=" > ".join(path), path=path) for path in known]
    return plant_forest(places)


@pytest.fixture(scope="session")
def write() -> Callable[..., None]:
    """Writes a closed spool folder: `write(data, site, shelves, day=…, priced=…, **manifest)`."""
    return write_folder


@pytest.fixture(scope="session")
def engage() -> Callable[[Path, Mapping[str, str]], Engagement]:
    """Writes an engagement file and reads it: `engage(folder, {site: role})`."""
    return write_engagement


@pytest.fixture(scope="session")
def plant() -> Callable[[Trees], list[Node]]:
    """Reads trees: `plant({site: paths})`."""
    return plant_trees
