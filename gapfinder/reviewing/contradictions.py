"""Decisions that contradict each other: all are kept, and which of them counts is told."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass

from gapfinder.counting import count
from gapfinder.matching.decisions.contradictions import find_overruled
from gapfinder.reviewing.sentences import see_from, tell_decision
from warehouse.decisions import Decision, Member

MOST_TOLD, MOST_OTHERS = 5, 2
"""Decisions that are told not to count, and those told against each; more are counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contradiction:
    """A decision that does not count, and those that say otherwise: what parts the pair, then what leads there."""

    overruled: Decision
    others: tuple[Decision, ...]

    @property
    def decisions(self) -> frozenset[Decision]:
        """All that contradict each other."""
        return frozenset((self.overruled, *self.others))


def list_contradictions(decisions: Sequence[Decision], known: Set[Member]) -> list[Contradiction]:
    """Return what does not count of the last words on pairs of known categories; `decisions` are the earliest first."""
    asked = [decision for decision in decisions if decision.pair <= known]
    overruled = find_overruled([(decision.one, decision.other, decision.verdict) for decision in asked])
    return [
        Contradiction(overruled=asked[at], others=tuple(asked[other] for other in others))
        for at, others in sorted(overruled.items())
    ]


def find_counting(decisions: Sequence[Decision], known: Set[Member]) -> list[bool]:
    """Say of each decision whether it counts: the last word on its pair, and not overruled by what others say.

    `decisions` are the earliest first.
    """
    last = {decision.pair: at for at, decision in enumerate(decisions)}
    overruled = {found.overruled.pair for found in list_contradictions(decisions, known)}
    return [at == last[one.pair] and one.pair not in overruled for at, one in enumerate(decisions)]


def list_recalled(decisions: Sequence[Decision]) -> list[Contradiction]:
    """Return the decisions on pairs of which somebody said otherwise later."""
    last = {decision.pair: decision for decision in decisions}
    return [
        Contradiction(overruled=decision, others=(last[decision.pair],))
        for decision in decisions
        if see_from(decision, last[decision.pair].one).verdict != last[decision.pair].verdict
    ]


def tell_contradiction(found: Contradiction) -> str:
    """Return in one line what does not count, and against what."""
    others = [tell_decision(decision) for decision in found.others[:MOST_OTHERS]]
    if len(found.others) > MOST_OTHERS:
        others.append(f"{len(found.others) - MOST_OTHERS} more")
    return f"does not count: {tell_decision(found.overruled)}; it contradicts {'; '.join(others)}"


def tell_recalled(found: Sequence[Contradiction]) -> Iterator[str]:
    """Yield how many decisions a later word on their pair says otherwise of, and the first of them."""
    if not found:
        return
    yield f"{count(len(found), 'decision')} overruled by a later word on the same pair"
    for recalled in found[:MOST_TOLD]:
        yield f"does not count: {tell_decision(recalled.overruled)}; later: {tell_decision(recalled.others[0])}"
    yield from _tell_rest(found)


def tell_contradictions(found: Sequence[Contradiction]) -> Iterator[str]:
    """Yield how many decisions contradict each other, and the first of those that do not count."""
    if not found:
        return
    decisions = frozenset[Decision]().union(*(contradiction.decisions for contradiction in found))
    some = "1 does" if len(found) == 1 else f"{len(found)} do"
    yield f"{len(decisions)} decisions contradict each other; {some} not count until another of them is decided anew"
    yield from map(tell_contradiction, found[:MOST_TOLD])
    yield from _tell_rest(found)


def _tell_rest(found: Sequence[Contradiction]) -> Iterator[str]:
    if len(found) > MOST_TOLD:
        yield f"and {len(found) - MOST_TOLD} more"
