"""What a closed spool folder says it holds, checked against what it does hold. The format is `docs/spool.md`."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path, PurePath
from typing import Any

from warehouse.errors import FolderRejected

FORMAT = 1
MANIFEST = "manifest.json"
LINES = ".jsonl"
PARQUET = ".parquet"
ENDINGS = (LINES, PARQUET)
"""How files of records end: lines of JSON, or Parquet with the same columns."""
RECORDS = ("categories", "products", "product_categories")
COVERAGES = frozenset({"complete", "capped", "blocked", "disallowed", "needs browser", "unreachable", "failed"})
COUNTED = frozenset({"complete", "capped"})
"""Coverages whose records become the site's catalogue."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """A spool folder's manifest.

    `crawl` holds the columns of the crawls table, times in UTC without zone; `records` the file of each kind of record.
    """

    folder: Path
    crawl: dict[str, Any]
    records: dict[str, Path]

    @property
    def crawl_id(self) -> str:
        return str(self.crawl["crawl_id"])

    @property
    def site(self) -> str:
        return str(self.crawl["site"])

    @property
    def coverage(self) -> str:
        return str(self.crawl["coverage"])


def _read_text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _read_name(value: object) -> str:
    if not _read_text(value):
        raise ValueError
    return _read_text(value)


def _read_count(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value < 2**63:
        raise ValueError
    return value


def _read_seconds(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise TypeError
    return float(value)


def _read_flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise TypeError
    return value


def _read_time(value: object) -> datetime:
    time = datetime.fromisoformat(_read_text(value))
    if time.tzinfo is None:
        raise ValueError
    return time.astimezone(UTC).replace(tzinfo=None)


def _read_coverage(value: object) -> str:
    if value not in COVERAGES:
        raise ValueError
    return str(value)


REQUIRED: dict[str, Callable[[object], Any]] = {
    "crawl_id": _read_name,
    "site": _read_name,
    "started_at": _read_time,
    "outcome": _read_name,
    "coverage": _read_coverage,
    "categories": _read_count,
    "products": _read_count,
}
OPTIONAL: dict[str, Callable[[object], Any]] = {
    "url": _read_text,
    "industry": _read_text,
    "platform": _read_text,
    "finished_at": _read_time,
    "coverage_reason": _read_text,
    "requests": _read_count,
    "responses": _read_count,
    "errors": _read_count,
    "bytes": _read_count,
    "robots": _read_text,
    "delay": _read_seconds,
    "refusals": _read_count,
    "structure_only": _read_flag,
    "user_agent": _read_text,
    "crawl_delay": _read_seconds,
    "ignores_crawl_delay": _read_flag,
    "concurrency": _read_count,
    "retries": _read_count,
    "throttled": _read_count,
    "noindex_pages": _read_count,
    "nofollow_pages": _read_count,
}


def read_manifest(folder: Path) -> Manifest:
    """Read a closed folder's manifest and check every file that it lists.

    Raises FolderRejected, naming the folder and what is wrong: a later format, a missing or misread key, a file that is
    missing, cut short or altered.
    """
    raw = _read_json(folder)
    if raw.get("format") != FORMAT:
        raise FolderRejected(f"{folder}: manifest format {raw.get('format')!r}; this gapfinder reads format {FORMAT}")
    crawl = {key: _read_key(folder, raw, key) for key in REQUIRED}
    crawl |= {key: None if raw.get(key) is None else _read_key(folder, raw, key) for key in OPTIONAL}
    crawl["coverage_reason"] = crawl["coverage_reason"] or ""
    if crawl["crawl_id"] != folder.name:
        raise FolderRejected(f"{folder}: manifest is of crawl {crawl['crawl_id']!r}")
    listed = _check_files(folder, raw.get("files"))
    return Manifest(folder=folder, crawl=crawl, records={kind: _find_file(folder, kind, listed) for kind in RECORDS})


def _read_json(folder: Path) -> dict[str, Any]:
    try:
        raw = json.loads((folder / MANIFEST).read_bytes())
    except (OSError, ValueError, RecursionError) as error:
        raise FolderRejected(f"{folder}: manifest cannot be read: {error}") from error
    if not isinstance(raw, dict):
        raise FolderRejected(f"{folder}: manifest is not an object")
    return raw


def _read_key(folder: Path, raw: dict[str, Any], key: str) -> object:
    try:
        return (REQUIRED | OPTIONAL)[key](raw[key])
    except (KeyError, TypeError, ValueError, OverflowError) as error:
        raise FolderRejected(f"{folder}: manifest key {key!r} is {raw.get(key)!r}") from error


def _find_file(folder: Path, kind: str, listed: Collection[str]) -> Path:
    names = [f"{kind}{ending}" for ending in ENDINGS if f"{kind}{ending}" in listed]
    if len(names) != 1:
        wanted = " or ".join(f"{kind}{ending}" for ending in ENDINGS)
        raise FolderRejected(f"{folder}: manifest does not list {wanted}{', but both' if names else ''}")
    return folder / names[0]


def _check_files(folder: Path, listed: object) -> list[str]:
    if not isinstance(listed, dict):
        raise FolderRejected(f"{folder}: manifest does not list any files")
    for name, entry in listed.items():
        if PurePath(name).name != name or not isinstance(entry, dict):
            raise FolderRejected(f"{folder}: manifest lists {name!r}")
        found = _measure_file(folder / name)
        for key, value in found.items():
            if entry.get(key) != value:
                raise FolderRejected(f"{folder / name}: {key} is {value}, manifest says {entry.get(key)}")
    return list(listed)


def _measure_file(path: Path) -> dict[str, int | str]:
    digest, rows, size = sha256(), 0, 0
    # only lines can be counted so; what Parquet holds, its checksum proves
    counts_rows = path.suffix == LINES
    try:
        with path.open("rb") as file:
            while block := file.read(1 << 20):
                digest.update(block)
                rows += block.count(b"\n") if counts_rows else 0
                size += len(block)
    except OSError as error:
        raise FolderRejected(f"{path}: cannot be read: {error.strerror}") from error
    measured: dict[str, int | str] = {"bytes": size, "sha256": digest.hexdigest()}
    return measured | {"rows": rows} if counts_rows else measured
