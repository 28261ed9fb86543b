"""Decisions out of a warehouse and into one."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TextIO

from duckdb import DuckDBPyConnection

from gapfinder.imports.rejects import Reject, Rejects
from gapfinder.mending import until_published
from gapfinder.reviewing.contradictions import Contradiction, list_contradictions, list_recalled
from gapfinder.reviewing.decision_file import Told, read_decisions, write_decisions
from gapfinder.reviewing.repeats import leave_out_repeats
from warehouse.analysis import read_categories
from warehouse.decisions import Decision, Member, add_decisions
from warehouse.decisions import read_decisions as read_kept
from warehouse.homes import Home, folder_of
from warehouse.publish import publish
from warehouse.store import open_store


def read_all(home: Home) -> list[Decision]:
    """Return what is kept, the earliest first. Raises what `open_store` raises."""
    with open_store(home) as store:
        return read_kept(store)


def export_decisions(home: Home, to: Path | TextIO) -> int:
    """Write all decisions as CSV and return how many. Raises what `write_decisions` and `open_store` raise."""
    return write_decisions(to, read_all(home))


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What came of a file's decisions: how many it holds that make sense, and how many of these were not known.

    `rejected` lines were not taken; `rejects` are the first of them, `rejects_file` holds all, if there are any.
    `contradictions` are those that came with it.
    """

    read: int
    added: int
    rejected: int
    rejects: tuple[Reject, ...]
    rejects_file: Path | None
    contradictions: tuple[Contradiction, ...]


def import_decisions(home: Home, path: Path, *, by: str, now: datetime) -> Taken:
    """Take a file's decisions and publish them; lines that make no sense are kept in `DATA/rejects/decisions-TIME.csv`.

    Raises what `read_decisions` and `open_store` raise; nothing is taken then.
    """
    with until_published(home):
        with Rejects(folder_of(home), "decisions", now) as rejects:
            read, added, contradictions = _take(home, path, Told(by=by, at=now), rejects)
        publish(home)
    return Taken(
        read=read,
        added=added,
        rejected=rejects.count,
        rejects=tuple(rejects.first),
        rejects_file=rejects.path,
        contradictions=tuple(contradictions),
    )


def _take(home: Home, path: Path, told: Told, rejects: Rejects) -> tuple[int, int, list[Contradiction]]:
    """Return how many decisions a file holds, how many of them are new, and what these contradict."""
    with open_store(home) as store:
        categories = read_categories(store)
        columns = (categories[name] for name in ("site", "path", "category_id"))
        ids = {(site, tuple(names)): found for site, names, found in zip(*columns, strict=True)}
        found = read_decisions(path, told=told, find_category=lambda *place: ids.get(place), rejects=rejects)
        known = frozenset((site, category_id) for (site, _), category_id in ids.items())
        before = _list_contradictions(store, known)
        added = add_decisions(store, leave_out_repeats(found, read_kept(store), at=told.at))
        after = _list_contradictions(store, known)
    return len(found), added, [one for one in after if one not in before]


def _list_contradictions(store: DuckDBPyConnection, known: Set[Member]) -> list[Contradiction]:
    kept = read_kept(store)
    return [*list_recalled(kept), *list_contradictions(kept, known)]
