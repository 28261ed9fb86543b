"""Units as people's decisions put them together and apart, before names and likeness are asked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from gapfinder.matching.catalogues.trees import Node
from gapfinder.matching.catalogues.units import Unit
from gapfinder.matching.decisions.rulings import Rulings

Terms = tuple[str, ...]


def list_ruled_pairs(units: Sequence[Unit], rulings: Rulings) -> list[tuple[int, int]]:
    """Return the units of categories that a person said are the same: all parts of a composite are of both."""
    of_node: dict[int, list[int]] = defaultdict(list)
    for at, unit in enumerate(units):
        of_node[unit.node].append(at)
    return [
        (first, second)
        for ruling in rulings.list_same()
        for first in of_node[ruling.one]
        for second in of_node[ruling.other]
        if len(of_node[ruling.one]) == 1 or len(of_node[ruling.other]) == 1 or units[first].key == units[second].key
    ]


def map_ruled_names(units: Sequence[Unit], rulings: Rulings) -> dict[Terms, Terms]:
    """Return for the terms of each category that a person said is the same as another one of the names that are so."""
    whole = {unit.node: unit for unit in units if not unit.is_part}
    found: dict[Terms, Terms] = {}
    for ruling in rulings.list_same():
        if ruling.one in whole and ruling.other in whole:
            kept, gone = (found.setdefault(key, key) for key in (whole[ruling.one].key, whole[ruling.other].key))
            found.update({key: kept for key, name in found.items() if name == gone})
    return found


def part_ruled(
    nodes: Sequence[Node], units: Sequence[Unit], members: Sequence[int], rulings: Rulings
) -> list[list[int]]:
    """Part units of one name that a person told apart; the others go with those that stand below the likest names."""
    seeds = [[at] for at in members if units[at].node in rulings.parted]
    if len(seeds) < 2:
        return [list(members)]
    parts: list[list[int]] = []
    for seed in seeds:
        fitting = [part for part in parts if not rulings.parts({units[seed[0]].node}, {units[at].node for at in part})]
        if fitting:
            max(fitting, key=lambda part: _nearness(nodes, units, seed[0], part)).extend(seed)
        else:
            parts.append(seed)
    for at in members:
        if units[at].node not in rulings.parted:
            max(parts, key=lambda part: _nearness(nodes, units, at, part)).append(at)
    return parts


def _nearness(nodes: Sequence[Node], units: Sequence[Unit], at: int, part: Sequence[int]) -> float:
    """Return how much of what stands above one unit stands above the likest of some others."""
    above = nodes[units[at].node].above
    return max(
        sum(min(weight, nodes[units[other].node].above.get(term, 0.0)) for term, weight in above.items())
        for other in part
    )
