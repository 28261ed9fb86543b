"""Which decisions count, as the warehouse tells it."""

from __future__ import annotations

from collections.abc import Iterable

from duckdb import DuckDBPyConnection

from gapfinder.reviewing.contradictions import find_counting
from warehouse.decisions import Decision, add_decisions, mark_counting, read_decided_members, read_decisions


def keep_decisions(store: DuckDBPyConnection, decisions: Iterable[Decision]) -> int:
    """Keep decisions besides those that there are, and which of all count now; return how many were not there yet."""
    added = add_decisions(store, decisions)
    update_counting(store)
    return added


def update_counting(store: DuckDBPyConnection) -> None:
    """Keep which decisions count by what is loaded now."""
    mark_counting(store, find_counting(read_decisions(store), read_decided_members(store)))
