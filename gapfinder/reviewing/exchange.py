"""Decisions out of a warehouse and into one."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TextIO

from duckdb import DuckDBPyConnection

from crawler.identity import category_id, path_key
from gapfinder.imports.rejects import Reject, Rejects
from gapfinder.mending import until_published
from gapfinder.reviewing.contradictions import Contradiction, list_contradictions, list_recalled
from gapfinder.reviewing.counting import keep_decisions
from gapfinder.reviewing.decision_file import Told, read_decisions, write_decisions
from gapfinder.reviewing.repeats import leave_out_repeats
from warehouse.analysis import read_categories
from warehouse.decisions import Decision, Member
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
    `waiting` of those that were read are about a category of one of the sites `awaited`, of which nothing was loaded
    yet. `recalled` and `contradictions` are what does not count since then: for later words on its pair, or on others.
    """

    read: int
    added: int
    waiting: int
    awaited: tuple[str, ...]
    rejected: int
    rejects: tuple[Reject, ...]
    rejects_file: Path | None
    recalled: tuple[Contradiction, ...]
    contradictions: tuple[Contradiction, ...]


def import_decisions(home: Home, path: Path, *, by: str, now: datetime) -> Taken:
    """Take a file's decisions and publish them; lines that make no sense are kept in `DATA/rejects/decisions-TIME.csv`.

    Decisions on sites of which nothing was loaded yet are taken, and wait. Raises what `read_decisions` and
    `open_store` raise; nothing is taken then.
    """
    with until_published(home):
        with Rejects(folder_of(home), "decisions", now) as rejects:
            found, added, places, uncounted = _take(home, path, Told(by=by, at=now), rejects)
        publish(home)
    awaited = [{decision.site, decision.other_site} - places.sites for decision in found]
    return Taken(
        read=len(found),
        added=added,
        waiting=sum(map(bool, awaited)),
        awaited=tuple(sorted(set[str]().union(*awaited))),
        rejected=rejects.count,
        rejects=tuple(rejects.first),
        rejects_file=rejects.path,
        recalled=uncounted.recalled,
        contradictions=uncounted.contradictions,
    )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Places:
    """The categories that there are, and where."""

    ids: Mapping[tuple[str, tuple[str, ...]], str]
    members: Set[Member]
    sites: Set[str]

    def find_category(self, site: str, path: tuple[str, ...], known: str) -> str | None:
        """Return a category's id, what it was `known` by where it is gone; None where a site has no such category."""
        if (site, known) in self.members:
            return known
        return (
            self.ids.get((site, path)) or known or (None if site in self.sites else category_id(site, path_key(path)))
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Uncounted:
    """What does not count, for a later word on its pair or for what others say."""

    recalled: tuple[Contradiction, ...]
    contradictions: tuple[Contradiction, ...]

    def leave_out(self, before: _Uncounted) -> _Uncounted:
        """Return what was not so before."""
        return _Uncounted(
            recalled=tuple(one for one in self.recalled if one not in before.recalled),
            contradictions=tuple(one for one in self.contradictions if one not in before.contradictions),
        )


def _take(home: Home, path: Path, told: Told, rejects: Rejects) -> tuple[list[Decision], int, _Places, _Uncounted]:
    """Return a file's decisions, how many are new, what categories there are, and what does not count any more."""
    with open_store(home) as store:
        places = _read_places(store)
        found = read_decisions(path, told=told, find_category=places.find_category, rejects=rejects)
        before = _list_uncounted(store, places.members)
        added = keep_decisions(store, leave_out_repeats(found, read_kept(store), at=told.at))
        after = _list_uncounted(store, places.members)
    return found, added, places, after.leave_out(before)


def _read_places(store: DuckDBPyConnection) -> _Places:
    categories = read_categories(store)
    rows = [*zip(*(categories[name] for name in ("site", "path", "category_id")), strict=True)]
    return _Places(
        ids={(site, tuple(names)): found for site, names, found in reversed(rows)},
        members=frozenset((site, found) for site, _, found in rows),
        sites=frozenset(categories["site"]),
    )


def _list_uncounted(store: DuckDBPyConnection, known: Set[Member]) -> _Uncounted:
    kept = read_kept(store)
    return _Uncounted(recalled=tuple(list_recalled(kept)), contradictions=tuple(list_contradictions(kept, known)))
