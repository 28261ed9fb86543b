"""Decisions out of a warehouse and into one."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from gapfinder.mending import until_published
from gapfinder.reviewing.decision_file import Told, read_decisions, write_decisions
from warehouse.analysis import read_categories
from warehouse.decisions import Decision, add_decisions
from warehouse.decisions import read_decisions as read_kept
from warehouse.homes import Home
from warehouse.publish import publish
from warehouse.store import open_store


def read_all(home: Home) -> list[Decision]:
    """Return what is kept, the earliest first. Raises what `open_store` raises."""
    with open_store(home) as store:
        return read_kept(store)


def export_decisions(home: Home, path: Path) -> int:
    """Write all decisions to a CSV file and return how many. Raises what `write_decisions` and `open_store` raise."""
    return write_decisions(path, read_all(home))


def import_decisions(home: Home, path: Path, *, by: str, now: datetime) -> tuple[int, int]:
    """Take a file's decisions and publish them; return how many were not known, and how many it holds.

    Raises what `read_decisions` and `open_store` raise; nothing is taken then.
    """
    with until_published(home):
        counts = _take(home, path, Told(by=by, at=now))
        publish(home)
    return counts


def _take(home: Home, path: Path, told: Told) -> tuple[int, int]:
    with open_store(home) as store:
        categories = read_categories(store)
        columns = (categories[name] for name in ("site", "path", "category_id"))
        ids = {(site, tuple(names)): found for site, names, found in zip(*columns, strict=True)}
        found = read_decisions(path, told=told, find_category=lambda site, names: ids.get((site, names)))
        return add_decisions(store, found), len(found)
