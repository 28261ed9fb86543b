"""Which of the words that people said of pairs contradict others, and do not count."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence

from gapfinder.matching.decisions.verdicts import SAME
from gapfinder.matching.pairs.relations import BROADER, NARROWER

Saying = tuple[Hashable, Hashable, str]
"""A category, another, and what the other is said to be to the one."""
Links = Mapping[Hashable, Mapping[Hashable, int]]
"""Which sayings, by their positions, lead from one category to others."""


def find_overruled(sayings: Sequence[Saying]) -> dict[int, tuple[int, ...]]:
    """Return the sayings that do not count, by position, each with those that it contradicts, first the one that parts.

    The last word on a pair counts. What is told apart stays so; of what is called the same, and would put that
    together, the later counts, and so it does of what is called broader and narrower in a circle.

    >>> find_overruled([("a", "b", "same"), ("c", "b", "same"), ("a", "c", "different")])
    {0: (2, 1)}
    >>> find_overruled([("a", "b", "different"), ("b", "a", "same")])
    {}
    >>> find_overruled([("a", "b", "broader"), ("c", "b", "narrower"), ("c", "a", "broader"), ("b", "d", "same")])
    {0: (1, 2)}
    """
    last = {frozenset(saying[:2]): at for at, saying in enumerate(sayings)}
    same: dict[Hashable, dict[Hashable, int]] = defaultdict(dict)
    apart: dict[Hashable, dict[Hashable, int]] = defaultdict(dict)
    for at in last.values():
        if sayings[at][2] != SAME:
            _link(apart, sayings, at)
    overruled = {}
    for at in sorted(last.values(), reverse=True):
        one, other, verdict = sayings[at]
        if verdict == SAME and (against := _find_against(_list_ways(same, one), _list_ways(same, other), apart)):
            overruled[at] = against
        elif verdict == SAME:
            _link(same, sayings, at)
    return overruled | _find_circles(sayings, sorted(last.values(), reverse=True), same)


def _find_circles(sayings: Sequence[Saying], order: Iterable[int], same: Links) -> dict[int, tuple[int, ...]]:
    """Return the sayings by which something would be broader than itself, each with those that say otherwise."""
    upward: dict[Hashable, dict[Hashable, int]] = defaultdict(dict)
    for one, links in same.items():
        upward[one].update(links)
    overruled = {}
    for at in order:
        one, other, verdict = sayings[at]
        if verdict in (BROADER, NARROWER):
            lower, higher = (one, other) if verdict == BROADER else (other, one)
            against = _list_ways(upward, higher).get(lower)
            if against is None:
                upward[lower][higher] = at
            else:
                overruled[at] = against
    return overruled


def _link(links: dict[Hashable, dict[Hashable, int]], sayings: Sequence[Saying], at: int) -> None:
    one, other, _ = sayings[at]
    links[one][other] = links[other][one] = at


def _list_ways(links: Links, start: Hashable) -> dict[Hashable, tuple[int, ...]]:
    """Return the shortest way to each category that links lead to."""
    ways: dict[Hashable, tuple[int, ...]] = {start: ()}
    waiting = [start]
    for here in waiting:
        for there, at in links.get(here, {}).items():
            if there not in ways:
                ways[there] = (*ways[here], at)
                waiting.append(there)
    return ways


def _find_against(
    here: Mapping[Hashable, tuple[int, ...]], there: Mapping[Hashable, tuple[int, ...]], apart: Links
) -> tuple[int, ...]:
    """Return the fewest sayings by which something here is apart from something there, none where nothing is."""
    found = ((at, *here[one], *there[other]) for one, other, at in _list_apart(here, there, apart))
    return min(found, key=lambda way: (len(way), way), default=())


def _list_apart(
    here: Mapping[Hashable, object], there: Mapping[Hashable, object], apart: Links
) -> Iterator[tuple[Hashable, Hashable, int]]:
    for one in here:
        for other, at in apart.get(one, {}).items():
            if other in there:
                yield one, other, at
