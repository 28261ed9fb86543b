"""Decisions in words: who decided what, when and why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from gapfinder.matching.decisions.verdicts import DIFFERENT, SAME, turn
from gapfinder.matching.pairs.relations import BROADER, NARROWER
from gapfinder.printable import make_printable
from warehouse.decisions import Decision, Member

LONGEST_PATH, LONGEST_REASON = 80, 300
_SAYS = {
    SAME: "is the same as",
    DIFFERENT: "is different from",
    BROADER: "is narrower than",
    NARROWER: "is broader than",
}
"""What a verdict on the other category says of the first."""


def tell_decision(decision: Decision) -> str:
    """Return who decided what, and when."""
    one = _tell_place(decision.site, decision.path)
    other = _tell_place(decision.other_site, decision.other_path)
    return f"{_tell_who(decision)}: {one} {_SAYS[decision.verdict]} {other}"


def tell_pair(decisions: Sequence[Decision], one: Member, other: Member) -> Iterator[str]:
    """Yield what people decided of a pair, the last word first; `decisions` are the earliest first."""
    pair = frozenset((one, other))
    for at, decision in enumerate(decision for decision in reversed(decisions) if decision.pair == pair):
        said = f"the second is {see_from(decision, one).verdict}"
        reason = f": {make_printable(decision.reason, limit=LONGEST_REASON)}" if decision.reason else ""
        yield f"{'before that' if at else 'decided'} by {_tell_who(decision)}: {said}{reason}"


def see_from(decision: Decision, one: Member) -> Decision:
    """Return a decision with one of its two categories as the first."""
    if decision.one == one:
        return decision
    return replace(
        decision,
        verdict=turn(decision.verdict),
        site=decision.other_site,
        category_id=decision.other_category_id,
        path=decision.other_path,
        other_site=decision.site,
        other_category_id=decision.category_id,
        other_path=decision.path,
    )


def _tell_who(decision: Decision) -> str:
    return f"{make_printable(decision.decided_by)}, {decision.decided_at:%Y-%m-%d}"


def _tell_place(site: str, path: Sequence[str]) -> str:
    """Return a category by its site and the end of its path."""
    whole = make_printable(" > ".join(path), limit=10 * LONGEST_PATH)
    shown = whole if len(whole) <= LONGEST_PATH else f"…{whole[1 - LONGEST_PATH :]}"
    return f'{make_printable(site)} "{shown}"'
