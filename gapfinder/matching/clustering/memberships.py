"""Why categories are of a concept: because of their names, of a match, or of a person's word."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from gapfinder.matching.catalogues.trees import Node
from gapfinder.matching.catalogues.units import Unit
from gapfinder.matching.clustering.clusters import Cluster, rank_keys
from gapfinder.matching.clustering.concept_labels import LONGEST_NAME
from gapfinder.matching.decisions.ruling_words import tell_ruling
from gapfinder.matching.decisions.rulings import Ruling, Rulings
from gapfinder.matching.decisions.verdicts import SAME
from gapfinder.matching.pairs.compared import Compared

NAMED, MATCHED, ALONE, DECIDED = "name", "match", "alone", "decision"
"""How a category came to its concept: called alike, matched though called otherwise, the only one of its kind, or by a
person's word."""
UNMATCHED = "nothing of another site is taken for the same"
"""What is told of the only category of a concept: others may be called so, and be other goods."""
SURE_BY_NAME = 0.95
UNTOLD = 0.49
"""The score by which presence is not decided: of a part of a composite that may be no goods by itself."""
MOST_TOLD = 3
"""Of the categories that a person said one is not the same as."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Membership:
    """That a category is of a concept: `score` in 0..1, `method` and `evidence` in words. `node` is its position.

    `decided_by` is the person whose word put it there, or parted it from others, empty where there is none.
    """

    node: int
    score: float
    method: str
    evidence: str
    decided_by: str = ""


def tell_members(
    nodes: Sequence[Node], units: Sequence[Unit], clusters: Sequence[Cluster], matches: Compared, rulings: Rulings
) -> list[tuple[Membership, ...]]:
    """Return the categories of each cluster in ascending order, each with why it is there."""
    pairs = _list_pairs(matches, _list_matched(units, clusters))
    said = _map_rulings(rulings)
    return [tuple(_heed(said, nodes, _list_members(units, cluster, matches, pairs))) for cluster in clusters]


def _list_matched(units: Sequence[Unit], clusters: Iterable[Cluster]) -> list[int]:
    """Return the categories that are called as no other of their cluster is."""
    found = []
    for cluster in clusters:
        if len(cluster) > 1:
            counts = Counter(units[at].key for at in cluster)
            found += [units[at].node for at in cluster if counts[units[at].key] == 1]
    return found


def _list_pairs(matches: Compared, wanted: Sequence[int]) -> dict[int, dict[int, int]]:
    """Return the position of each pair of wanted rows by its row and its other row."""
    found: dict[int, dict[int, int]] = defaultdict(dict)
    at = np.flatnonzero(np.isin(matches.rows, wanted))
    for place, row, other in zip(at.tolist(), matches.rows[at].tolist(), matches.others[at].tolist(), strict=True):
        found[row][other] = place
    return found


def _list_members(
    units: Sequence[Unit], cluster: Cluster, matches: Compared, pairs: Mapping[int, Mapping[int, int]]
) -> list[Membership]:
    counts = Counter(units[at].key for at in cluster)
    called: dict[tuple[str, ...], Counter[str]] = defaultdict(Counter)
    for at in cluster:
        called[units[at].key][units[at].name] += 1
    nodes = sorted({units[at].node for at in cluster})
    own_of: dict[int, list[int]] = defaultdict(list)
    for at in cluster:
        own_of[units[at].node].append(at)
    usual = rank_keys(units, cluster)[0]
    found: dict[int, Membership] = {}
    for at in sorted(cluster, key=lambda place: units[place].is_untold):
        unit = units[at]
        if unit.is_untold:
            told = f'called "{unit.name[:LONGEST_NAME]}" in a composite, where that may be no goods by itself'
            one = Membership(node=unit.node, score=UNTOLD, method=NAMED, evidence=told)
        elif len(nodes) == 1:
            one = Membership(node=unit.node, score=1.0, method=ALONE, evidence=UNMATCHED)
        elif counts[unit.key] > 1 or unit.key == usual:
            own = [units[other].name for other in own_of[unit.node] if units[other].key == unit.key]
            told = _tell_name(unit, called[unit.key], own)
            one = Membership(node=unit.node, score=SURE_BY_NAME, method=NAMED, evidence=told)
        else:
            one = _tell_match(unit.node, nodes, matches, pairs)
        found.setdefault(unit.node, one)
    return [found[node] for node in nodes]


def _map_rulings(rulings: Rulings) -> dict[int, list[Ruling]]:
    """Return the rulings on each category, the last one first."""
    found: dict[int, list[Ruling]] = defaultdict(list)
    for ruling in reversed(list(rulings)):
        found[ruling.one].append(ruling)
        found[ruling.other].append(ruling)
    return found


def _heed(
    said: Mapping[int, Sequence[Ruling]], nodes: Sequence[Node], members: Sequence[Membership]
) -> Iterator[Membership]:
    """Yield the members, those as decided that a person put together with another of them, or parted from others."""
    held = {member.node for member in members}
    for member in members:
        rulings = said.get(member.node, ())
        joined = [one for one in rulings if one.verdict == SAME and held >= {one.one, one.other}]
        parted = [one for one in rulings if one.verdict != SAME]
        if joined:
            told, by = tell_ruling(member.node, joined[0], nodes), joined[0].decided_by
            yield replace(member, score=1.0, method=DECIDED, evidence=told, decided_by=by)
        elif parted:
            yield _part(member, parted, nodes)
        else:
            yield member


def _part(member: Membership, rulings: Sequence[Ruling], nodes: Sequence[Node]) -> Membership:
    """Return a member with what a person parted it from; that is all there is to tell where it stands alone."""
    told = "; ".join(tell_ruling(member.node, ruling, nodes) for ruling in rulings[:MOST_TOLD])
    by = rulings[0].decided_by
    if member.method == ALONE:
        return replace(member, method=DECIDED, evidence=told, decided_by=by)
    return replace(member, evidence=f"{member.evidence}; {told}", decided_by=by)


def _tell_name(unit: Unit, called: Counter[str], own: Sequence[str]) -> str:
    """Return how a category is called and how most others are that are called alike.

    `called` counts the names of those with its terms, of which `own` are the category's.
    """
    counts = {name: count - own.count(name) for name, count in called.items()}
    said = f'called "{unit.name[:LONGEST_NAME]}"' + (" in a composite" if unit.is_part else "")
    others = (name for name, count in counts.items() if count > 0)
    usual = min(others, key=lambda name: (-counts[name], name), default=unit.name)
    return said if usual == unit.name else f'{said}, elsewhere "{usual[:LONGEST_NAME]}"'


def _tell_match(
    node: int, nodes: Sequence[int], matches: Compared, pairs: Mapping[int, Mapping[int, int]]
) -> Membership:
    mine = pairs.get(node, {})
    positions = [mine[other] for other in nodes if other in mine]
    if not positions:
        return Membership(node=node, score=SURE_BY_NAME, method=MATCHED, evidence="matched through others")
    best = max(positions, key=lambda at: (matches.scores[at], -at))
    return Membership(node=node, score=float(matches.scores[best]), method=MATCHED, evidence=matches.reason(best))
