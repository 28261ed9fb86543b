"""Units that are named alike, and which of them are the same goods: towel rings are no finger rings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain

import numpy as np

from gapfinder.matching.catalogues.trees import Node
from gapfinder.matching.catalogues.units import Unit
from gapfinder.matching.clustering.likest import number_groups, pair_units, rank_likest, read_place, spread_likest
from gapfinder.matching.clustering.met_apart import list_met_apart
from gapfinder.matching.names.fields import find_fields
from gapfinder.matching.pairs.compared import Compared
from gapfinder.matching.selling.offers import find_in_name
from gapfinder.matching.vectors import Ints
from gapfinder.words import read_table

Group = list[int]
"""Positions of units."""


def group_namesakes(nodes: Sequence[Node], units: Sequence[Unit], compared: Compared) -> list[Group]:
    """Return groups of units with the same terms that are for the same people and seem to be of the same goods.

    What two words or more say is said well enough, and a way of selling is the same in any field. Units of one word go
    with those most like them on each other site; those of one site that are like none elsewhere go together unless they
    stand in quite other fields of goods. None goes with one for which the word means other goods, or that sells other
    goods by its product titles; of the others each goes with the likest.
    """
    groups = _group_by_key(nodes, units)
    brief = [group for group in groups if may_be_homonyms(units[group[0]])]
    reached = spread_likest(nodes, units, brief, compared)
    parted = [group for group in groups if not may_be_homonyms(units[group[0]])]
    parts = [part for group in brief for part in _part_homonyms(nodes, units, group, reached)]
    several = [part for part in parts if len({_read_meaning(nodes, units[at]) for at in part}) > 1]
    ranked: dict[int, Group] = defaultdict(list)
    for row, other in _rank_pairs(nodes, units, several, compared):
        ranked[row].append(other)
    parted += [meant for part in parts for meant in _part_by_senses(nodes, units, part, ranked)]
    apart = _list_apart(units, parted, compared)
    for one, other in list_met_apart(nodes, units, parted, compared):
        apart[one].add(other)
        apart[other].add(one)
    told = [[at for at in group if at in apart] for group in parted]
    likest = _join_likest(told, apart, _rank_pairs(nodes, units, told, compared))
    nearest: dict[int, Group] = defaultdict(list)
    for row, other in _rank_pairs(
        nodes, units, [group for group in parted if not apart.keys().isdisjoint(group)], compared
    ):
        nearest[row].append(other)
    return [part for group in parted for part in _part_by_goods(nodes, units, group, (apart, likest, nearest))]


def may_be_homonyms(unit: Unit) -> bool:
    """Tell whether a name says so little that what is called so may be other goods."""
    return len(unit.key) == 1 and not find_in_name(unit.name)


def _group_by_key(nodes: Sequence[Node], units: Sequence[Unit]) -> list[Group]:
    groups: dict[tuple[tuple[str, ...], frozenset[str]], Group] = defaultdict(list)
    for at, unit in enumerate(units):
        groups[unit.key, nodes[unit.node].audience].append(at)
    by_key: dict[tuple[str, ...], list[tuple[frozenset[str], Group]]] = defaultdict(list)
    for (key, audience), members in groups.items():
        by_key[key].append((audience, members))
    found: list[Group] = []
    for alike in by_key.values():
        # Who is not told joins those who are, if they are for one audience only.
        named = [members for audience, members in alike if audience]
        unnamed = [members for audience, members in alike if not audience]
        found += [list(chain(*unnamed, *named))] if len(named) <= 1 else named + unnamed
    return found


def _list_apart(units: Sequence[Unit], groups: Sequence[Group], compared: Compared) -> dict[int, set[int]]:
    """Return which others of its group are called by a word of another meaning than a unit, or sell other goods."""
    told = np.flatnonzero(np.maximum(compared.features["sold_apart"], compared.features["homonym"]) >= 1)
    owners = np.array([unit.node for unit in units], dtype=np.int64)
    numbers = number_groups(groups, len(units))
    rows, others, _ = pair_units(owners, numbers, compared.rows[told], compared.others[told])
    found: dict[int, set[int]] = defaultdict(set)
    for row, other in zip(rows.tolist(), others.tolist(), strict=True):
        if not find_in_name(units[row].name):
            found[row].add(other)
            found[other].add(row)
    return found


def _rank_pairs(
    nodes: Sequence[Node], units: Sequence[Unit], groups: Sequence[Group], compared: Compared
) -> list[tuple[int, int]]:
    """Return the pairs of units of a group that are not unlike, the likest first."""
    likely = np.flatnonzero(compared.unpriced >= read_table("matching")["cutoffs"]["namesakes"])
    owners = np.array([unit.node for unit in units], dtype=np.int64)
    numbers = number_groups(groups, len(units))
    rows, others, pairs = pair_units(owners, numbers, compared.rows[likely], compared.others[likely])
    ranked = rank_likest(nodes, units, rows, others, compared.unpriced[likely[pairs]])
    return [(row, other) for row, other, _ in ranked]


def _join_likest(
    groups: Sequence[Group], apart: Mapping[int, set[int]], ranked: Iterable[tuple[int, int]]
) -> dict[int, Group]:
    """Return for each unit of some groups those that it goes with: the likest are joined first, none that are apart."""
    found = {at: [at] for group in groups for at in group}
    for row, other in ranked:
        one, two = found[row], found[other]
        if one is not two and all(apart[at].isdisjoint(two) for at in one):
            one += two
            found.update(dict.fromkeys(two, one))
    return found


def _part_by_goods(
    nodes: Sequence[Node],
    units: Sequence[Unit],
    group: Group,
    known: tuple[Mapping[int, set[int]], Mapping[int, Group], Mapping[int, Group]],
) -> list[Group]:
    """Part units by what they sell; those of which that is not known go with the nearest of these, or with the most.

    It is known which are apart from each, which each goes with, and which are nearest to each, in their order.
    """
    apart, likest, nearest = known
    parts: list[Group] = []
    for at in _order_by_place(nodes, units, [at for at in group if at in apart]):
        if any(at in part for part in parts):
            continue
        others = set[int]().union(*(apart[one] for one in likest[at]))
        fitting = next((part for part in parts if others.isdisjoint(part)), None)
        if fitting is None:
            parts.append(list(likest[at]))
        else:
            fitting += likest[at]
    if not parts:
        return [group]
    part_of = {at: part for part in parts for at in part}
    most = max(parts, key=len)
    for at in group:
        if at not in apart:
            next((part_of[other] for other in nearest.get(at, ()) if other in part_of), most).append(at)
    return parts


def _part_homonyms(nodes: Sequence[Node], units: Sequence[Unit], group: Group, reached: Ints) -> Iterator[Group]:
    parts: dict[int, Group] = defaultdict(list)
    for at in group:
        parts[int(reached[at])].append(at)
    alone: dict[str, Group] = defaultdict(list)
    for part in parts.values():
        if len(part) > 1:
            yield part
        else:
            alone[nodes[units[part[0]].node].place.site] += part
    for members in alone.values():
        yield from _part_by_fields(nodes, units, members)


def _part_by_senses(
    nodes: Sequence[Node], units: Sequence[Unit], members: Group, ranked: Mapping[int, Group]
) -> list[Group]:
    """Part units of a word by what it means in each; one of which that is not told goes with the likest, or the most.

    A unit that may mean several things goes with those with which it shares the most. `ranked` are those that a unit is
    like, the likest first.
    """
    by_meaning: dict[frozenset[int], Group] = defaultdict(list)
    for at in members:
        by_meaning[_read_meaning(nodes, units[at])].append(at)
    untold = by_meaning.pop(frozenset(), [])
    parts: list[tuple[frozenset[int], Group]] = []
    for meant in sorted(by_meaning, key=lambda told: (len(told), sorted(told))):
        shared = [len(meant & known) for known, _ in parts]
        if any(shared):
            parts[shared.index(max(shared))][1].extend(by_meaning[meant])
        else:
            parts.append((meant, by_meaning[meant]))
    if len(parts) <= 1:
        return [members]
    found = [part for _, part in parts]
    part_of = {at: part for part in found for at in part}
    most = max(found, key=len)
    for at in untold:
        next((part_of[other] for other in ranked.get(at, ()) if other in part_of), most).append(at)
    return found


def _read_meaning(nodes: Sequence[Node], unit: Unit) -> frozenset[int]:
    return nodes[unit.node].meant.get(unit.key[0], frozenset())


def _part_by_fields(nodes: Sequence[Node], units: Sequence[Unit], members: Group) -> list[Group]:
    """Part units by the fields of goods that they stand in; what stands in none goes with the most."""
    parts: list[tuple[set[str], Group]] = []
    nowhere: Group = []
    for at in _order_by_place(nodes, units, members):
        fields = find_fields((), nodes[units[at].node].above).keys()
        part = next((part for part in parts if part[0] & fields), None)
        if not fields:
            nowhere.append(at)
        elif part is None:
            parts.append((set(fields), [at]))
        else:
            part[0].update(fields)
            part[1].append(at)
    if len(parts) <= 1:
        return [members]
    largest = max(parts, key=lambda part: len(part[1]))
    largest[1].extend(nowhere)
    return [found for _, found in parts]


def _order_by_place(nodes: Sequence[Node], units: Sequence[Unit], members: Group) -> Group:
    """Return units in an order that is the same in whatever order sites came."""
    return sorted(members, key=lambda at: read_place(nodes, units[at]))
