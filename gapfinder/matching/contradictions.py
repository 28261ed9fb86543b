"""Which of the words that people said of pairs contradict others, and do not count."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator, Mapping, Sequence

Saying = tuple[Hashable, Hashable, bool]
"""A category, another, and whether both are said to be the same."""
Links = Mapping[Hashable, Mapping[Hashable, int]]
"""Which sayings, by their positions, lead from one category to others."""


def find_overruled(sayings: Sequence[Saying]) -> dict[int, tuple[int, ...]]:
    """Return the sayings that do not count, by position, each with those that it contradicts, first the one that parts.

    The last word on a pair counts. What is told apart stays so; of what is called the same, and would put that
    together, the later counts.

    >>> find_overruled([("a", "b", True), ("c", "b", True), ("a", "c", False)])
    {0: (2, 1)}
    >>> find_overruled([("a", "b", False), ("b", "a", True)])
    {}
    """
    last = {frozenset(saying[:2]): at for at, saying in enumerate(sayings)}
    same: dict[Hashable, dict[Hashable, int]] = defaultdict(dict)
    apart: dict[Hashable, dict[Hashable, int]] = defaultdict(dict)
    for at in last.values():
        if not sayings[at][2]:
            _link(apart, sayings, at)
    overruled = {}
    for at in sorted(last.values(), reverse=True):
        one, other, is_same = sayings[at]
        if is_same and (against := _find_against(_list_ways(same, one), _list_ways(same, other), apart)):
            overruled[at] = against
        elif is_same:
            _link(same, sayings, at)
    return overruled


def _link(links: dict[Hashable, dict[Hashable, int]], sayings: Sequence[Saying], at: int) -> None:
    one, other, _ = sayings[at]
    links[one][other] = links[other][one] = at


def _list_ways(same: Links, start: Hashable) -> dict[Hashable, tuple[int, ...]]:
    """Return the shortest way to each category that is said to be the same as another."""
    ways: dict[Hashable, tuple[int, ...]] = {start: ()}
    waiting = [start]
    for here in waiting:
        for there, at in same.get(here, {}).items():
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
