"""What people decided of pairs of categories: kept for ever, in the order in which it was decided."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import datetime

import pandas as pd
from duckdb import DuckDBPyConnection

from warehouse.statements import fetch_rows, run_statement
from warehouse.transactions import within_transaction

INCOMING = "incoming"
Member = tuple[str, str]
"""A site and the id of a category there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One decision: what the other category is to the first (`same`, `different`, `broader` or `narrower`).

    `decided_at` is UTC without zone. `joined` says that both were in one concept by then, `by_chance` that the pair was
    drawn from such pairs by chance, so that it counts for the share of them that is right.
    """

    decided_at: datetime
    decided_by: str
    verdict: str
    site: str
    category_id: str
    path: tuple[str, ...]
    other_site: str
    other_category_id: str
    other_path: tuple[str, ...]
    reason: str = ""
    joined: bool = False
    by_chance: bool = False

    @property
    def one(self) -> Member:
        """The first category."""
        return self.site, self.category_id

    @property
    def other(self) -> Member:
        """The other category."""
        return self.other_site, self.other_category_id

    @property
    def pair(self) -> frozenset[Member]:
        """Both categories, whichever was named first."""
        return frozenset((self.one, self.other))


COLUMNS = tuple(field.name for field in fields(Decision))


def read_decisions(connection: DuckDBPyConnection) -> list[Decision]:
    """Return all decisions, the earliest first; of those of one moment the first taken."""
    rows = fetch_rows(connection, "read/decisions", {})
    return [Decision(**row | {"path": tuple(row["path"]), "other_path": tuple(row["other_path"])}) for row in rows]


def add_decisions(connection: DuckDBPyConnection, decisions: Iterable[Decision]) -> int:
    """Keep decisions besides those that there are, and return how many were not there yet."""
    rows = [
        asdict(decision) | {"path": list(decision.path), "other_path": list(decision.other_path), "place": place}
        for place, decision in enumerate(dict.fromkeys(decisions), 1)
    ]
    if not rows:
        return 0
    with within_transaction(connection):
        before = _count(connection)
        _save(connection, "decisions", pd.DataFrame(rows, columns=[*COLUMNS, "place"]))
        return _count(connection) - before


def read_decided_members(connection: DuckDBPyConnection) -> frozenset[Member]:
    """Return the categories of decisions that do not wait."""
    return frozenset((row["site"], row["category_id"]) for row in fetch_rows(connection, "read/decided_members", {}))


def mark_counting(connection: DuckDBPyConnection, counting: Sequence[bool]) -> None:
    """Keep of all decisions, as `read_decisions` returns them, whether each counts."""
    if counting:
        places = range(1, len(counting) + 1)
        _save(connection, "counting", pd.DataFrame({"place": places, "counts": counting}))


def _save(connection: DuckDBPyConnection, name: str, frame: pd.DataFrame) -> None:
    connection.register(INCOMING, frame)
    try:
        run_statement(connection, f"save/{name}", {})
    finally:
        connection.unregister(INCOMING)


def _count(connection: DuckDBPyConnection) -> int:
    (row,) = fetch_rows(connection, "read/count_decisions", {})
    return int(row["decisions"])
