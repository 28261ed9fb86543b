"""The mappings of ../shared: category trees of real sites, and which of their categories are which, read by eye."""

from __future__ import annotations

import csv
import gzip
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

SHARED = Path(__file__).resolve().parents[3] / "shared" / "taxonomies"
LABELLED = ("cross_site_read", "cross_site_labelled")
SAME = frozenset({"equivalent", "exact"})
"""The relations by which a target is the source's own."""
NOTHING = frozenset({"none", "not_a_category"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """Sources of one site whose places on another were read by eye.

    `right` are the targets of each source that has any: those that are the same where there are some, else all.
    `relations` holds what each read target is to its source. `absent` are the sources that have no place there.
    """

    name: str
    source: str
    target: str
    right: dict[str, frozenset[str]]
    absent: frozenset[str]
    relations: dict[tuple[str, str], str]

    @property
    def sites(self) -> frozenset[str]:
        """Return both sites; samples of the same two are never parted between teaching and judging."""
        return frozenset((self.source, self.target))


def read_rows(file: Path) -> list[dict[str, str]]:
    """Return the rows of a packed CSV file."""
    with gzip.open(file, "rt", encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def find_tree(site: str) -> Path:
    """Return the file of a site's tree."""
    known = [SHARED / "sites" / f"{site}.csv.gz", *sorted((SHARED / "gold").glob(f"tree_{site}*.csv.gz"))]
    return next(file for file in known if file.exists())


def read_paths(site: str) -> list[str]:
    """Return the paths of a site's tree, each once."""
    return list(dict.fromkeys(row["path"] for row in read_rows(find_tree(site)) if row["path"]))


def read_samples() -> list[Sample]:
    """Return all samples that were read by eye."""
    return [sample for name in LABELLED for sample in _read_set(name)]


def _read_set(name: str) -> list[Sample]:
    by_pair: dict[tuple[str, str], list[dict[str, str]]] = defaultdict(list)
    for row in read_rows(SHARED / "gold" / f"{name}.csv.gz"):
        by_pair[row["source_site"], row["target_site"]].append(row)
    return [_read_sample(name, *pair, rows) for pair, rows in sorted(by_pair.items())]


def _read_sample(name: str, source: str, target: str, rows: list[dict[str, str]]) -> Sample:
    same: dict[str, set[str]] = defaultdict(set)
    near: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        if row["target_path"]:
            (same if row["relation"] == "equivalent" else near)[row["source_path"]].add(row["target_path"])
    right = {path: frozenset(same.get(path) or near[path]) for path in same.keys() | near.keys()}
    absent = {row["source_path"] for row in rows if row["relation"] in NOTHING}
    return Sample(
        name=name,
        source=source,
        target=target,
        right=right,
        absent=frozenset(absent - right.keys()),
        relations={(row["source_path"], row["target_path"]): row["relation"] for row in rows if row["target_path"]},
    )
