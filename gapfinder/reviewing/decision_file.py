"""Decisions as CSV, for a spreadsheet, a colleague or another warehouse."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TextIO

from gapfinder.imports.kinds import Kind
from gapfinder.imports.rejects import Rejects
from gapfinder.imports.rows import Table, check_width
from gapfinder.imports.source import open_table
from gapfinder.imports.values import SEPARATOR, show_value, split_names
from gapfinder.matching.decisions.verdicts import VERDICTS
from gapfinder.spreadsheet_cells import bare_cell, guard_cell
from gapfinder.whole_file import write_whole
from warehouse.decisions import Decision

NEEDED = ("site", "path", "verdict", "other_site", "other_path")
COLUMNS = (*NEEDED, "decided_by", "decided_at", "reason", "joined", "by_chance", "category_id", "other_category_id")
_KIND = Kind(name="decisions", needs=(frozenset(NEEDED),))
_YES = "yes"
MOST_AHEAD = timedelta(days=1)
"""Clocks of two machines may differ so much."""

FindCategory = Callable[[str, tuple[str, ...], str], str | None]
"""Finds the id of a site's category by its path and the id that it had, if any; None where there is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """Who decided, and when, where a file does not say."""

    by: str
    at: datetime


def write_decisions(to: Path | TextIO, decisions: Iterable[Decision]) -> int:
    """Write decisions and return how many. A cell that a spreadsheet would take for a formula begins with `'`.

    Raises UsageError or GapfinderError where a file cannot be written.
    """
    rows = [_to_row(decision) for decision in decisions]
    if isinstance(to, Path):
        with write_whole(to) as draft, draft.open("w", encoding="utf-8", newline="") as stream:
            _write_rows(stream, rows)
    else:
        _write_rows(to, rows)
    return len(rows)


def read_decisions(path: Path, *, told: Told, find_category: FindCategory, rejects: Rejects) -> list[Decision]:
    """Read a file's decisions; lines that make no sense are given to `rejects`.

    Columns as `write_decisions` writes them, in any table that a catalogue may be in; of `NEEDED` none may be missing.
    Raises CatalogueUnreadable for a file that is no table of decisions.
    """
    with open_table(path, _KIND) as table:
        rejects.name_columns(table.header)
        return list(_read_rows(table, rejects, told=told, find_category=find_category))


def _read_rows(table: Table, rejects: Rejects, *, told: Told, find_category: FindCategory) -> Iterator[Decision]:
    for row in table.rows:
        try:
            check_width(table.header, row)
            yield _to_decision({name: _bare(row.list_values(name)) for name in COLUMNS}, told, find_category)
        except ValueError as error:
            rejects.add(row, str(error))


def _to_decision(cells: Mapping[str, str], told: Told, find_category: FindCategory) -> Decision:
    verdict = cells["verdict"].casefold()
    if verdict not in VERDICTS:
        raise ValueError(f"verdict {show_value(cells['verdict'])} is none of {', '.join(VERDICTS)}")
    (one, path), (other, other_path) = (_find(cells, mark, find_category) for mark in ("", "other_"))
    if (cells["site"], one) == (cells["other_site"], other):
        raise ValueError("both categories are the same")
    return Decision(
        decided_at=_read_time(cells["decided_at"], told.at) or told.at,
        decided_by=cells["decided_by"] or told.by,
        verdict=verdict,
        site=cells["site"],
        category_id=one,
        path=path,
        other_site=cells["other_site"],
        other_category_id=other,
        other_path=other_path,
        reason=cells["reason"],
        joined=cells["joined"] == _YES,
        by_chance=cells["by_chance"] == _YES,
    )


def _find(cells: Mapping[str, str], mark: str, find_category: FindCategory) -> tuple[str, tuple[str, ...]]:
    path = split_names(cells[f"{mark}path"], key=f"{mark}path")
    site = cells[f"{mark}site"]
    if not site:
        raise ValueError(f"{mark}site is empty")
    found = find_category(site, path, cells[f"{mark}category_id"])
    if found is None:
        raise ValueError(f"{mark}path {show_value(SEPARATOR.join(path))}: site {show_value(site)} has no such category")
    return found, path


def _read_time(text: str, now: datetime) -> datetime | None:
    """Return a time as UTC without zone; one without a zone is UTC.

    What lies ahead of any clock would beat all later words.
    """
    if not text:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise ValueError(f"decided_at {show_value(text)} is no time") from None
    told = moment.astimezone(UTC).replace(tzinfo=None) if moment.tzinfo else moment
    if told > now + MOST_AHEAD:
        raise ValueError(f"decided_at {show_value(text)} lies ahead")
    return told


def _write_rows(stream: TextIO, rows: Sequence[Mapping[str, str]]) -> None:
    writer = csv.DictWriter(stream, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)


def _to_row(decision: Decision) -> dict[str, str]:
    cells = {
        "site": decision.site,
        "path": SEPARATOR.join(decision.path),
        "verdict": decision.verdict,
        "other_site": decision.other_site,
        "other_path": SEPARATOR.join(decision.other_path),
        "decided_by": decision.decided_by,
        "decided_at": f"{decision.decided_at.isoformat(timespec='microseconds')}Z",
        "reason": decision.reason,
        "joined": _YES if decision.joined else "",
        "by_chance": _YES if decision.by_chance else "",
        "category_id": decision.category_id,
        "other_category_id": decision.other_category_id,
    }
    return {name: guard_cell(cell) for name, cell in cells.items()}


def _bare(cells: Sequence[str]) -> str:
    """Return the first of a column's cells as it was before it was written."""
    return bare_cell(cells[0].strip()) if cells else ""
