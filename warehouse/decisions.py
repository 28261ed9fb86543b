"""What people decided of pairs of categories: kept for ever, in the order in which it was decided."""

from __future__ import annotations

from collections.abc import Iterable
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
    """Return all decisions, the earliest first."""
    rows = fetch_rows(connection, "read/decisions", {})
    return [Decision(**row | {"path": tuple(row["path"]), "other_path": tuple(row["other_path"])}) for row in rows]


def add_decisions(connection: DuckDBPyConnection, decisions: Iterable[Decision]) -> int:
    """Keep decisions besides those that there are, and return how many were not there yet."""
    rows = [
        asdict(decision) | {"path": list(decision.path), "other_path": list(decision.other_path)}
        for decision in dict.fromkeys(decisions)
    ]
    if not rows:
        return 0
    with within_transaction(connection):
        before = _count(connection)
        connection.register(INCOMING, pd.DataFrame(rows, columns=list(COLUMNS)))
        try:
            run_statement(connection, "save/decisions", {})
        finally:
            connection.unregister(INCOMING)
        return _count(connection) - before


def _count(connection: DuckDBPyConnection) -> int:
    (row,) = fetch_rows(connection, "read/count_decisions", {})
    return int(row["decisions"])
