"""What somebody says again in a file that gives no time."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from gapfinder.matching.decisions.verdicts import turn
from warehouse.decisions import Decision, Member

_Word = tuple[frozenset[Member], str]
"""A pair of categories, and who had a word on it."""


def leave_out_repeats(found: Iterable[Decision], kept: Iterable[Decision], *, at: datetime) -> list[Decision]:
    """Return decisions but for those taken `at` the moment of reading that repeat their person's last word on a pair.

    A file without times is of that moment whenever it is read: what it says tells whether it was read before. `kept`
    are in the order in which they were taken.
    """
    last: dict[_Word, list[Decision]] = {}
    for decision in kept:
        before = last.get(_name_word(decision), [])
        last[_name_word(decision)] = [*(one for one in before if one.decided_at == decision.decided_at), decision]
    return [
        decision
        for decision in found
        if decision.decided_at != at or _say(decision) not in map(_say, last.get(_name_word(decision), ()))
    ]


def _name_word(decision: Decision) -> _Word:
    return decision.pair, decision.decided_by


def _say(decision: Decision) -> tuple[str, str]:
    """Return the verdict on the lesser category and the greater, and its reason."""
    verdict = decision.verdict if decision.one <= decision.other else turn(decision.verdict)
    return verdict, decision.reason
