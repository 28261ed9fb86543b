"""Concepts: what categories of different sites have in common, with the categories of each."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from gapfinder.matching.clusters import Cluster, gather_units, list_sure_pairs, merge_same_categories
from gapfinder.matching.concept_ids import Member, assign_ids
from gapfinder.matching.match import match_profiles
from gapfinder.matching.meanings import Encode
from gapfinder.matching.pausing import pause_collecting
from gapfinder.matching.profiles import profile_sides
from gapfinder.matching.rulings import Ruling, Rulings
from gapfinder.matching.trees import Node
from gapfinder.matching.units import Unit, list_units
from gapfinder.matching.vectors import Bag, Floats, Ints

NAMED, MATCHED, ALONE, DECIDED = "name", "match", "alone", "decision"
"""How a category came to its concept: called alike, matched though called otherwise, the only one of its kind, or by a
person's word."""
SURE_BY_NAME = 0.95
LONGEST_LABEL = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class Membership:
    """That a category is of a concept: `score` in 0..1, `method` and `evidence` in words. `node` is its position.

    `decided_by` is the person whose word it is, empty where there is none.
    """

    node: int
    score: float
    method: str
    evidence: str
    decided_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Concept:
    """What is sold under like names. `keys` are the terms of each way it is named, the commonest first."""

    concept_id: str
    label: str
    units: Cluster
    keys: tuple[tuple[str, ...], ...]
    members: tuple[Membership, ...]


class Compared(Protocol):
    """Pairs of nodes that were compared, with what came of it: `Matches`, or what was kept of them."""

    @property
    def rows(self) -> Ints: ...
    @property
    def others(self) -> Ints: ...
    @property
    def scores(self) -> Floats: ...
    @property
    def sureness(self) -> Floats: ...
    @property
    def relations(self) -> Sequence[str]: ...
    @property
    def features(self) -> Mapping[str, Floats]: ...
    @property
    def weights(self) -> str: ...
    def reason(self, at: int, /) -> str: ...


@dataclass(frozen=True, kw_only=True, eq=False)
class Basis:
    """What concepts are made from."""

    nodes: Sequence[Node]
    units: Sequence[Unit]
    matches: Compared
    rulings: Rulings


@dataclass(frozen=True, kw_only=True, eq=False)
class Concepts(Basis):
    """Concepts of a forest by id, and what they were made from."""

    found: tuple[Concept, ...]


def find_concepts(
    nodes: Sequence[Node],
    *,
    titles: Mapping[int, Bag] | None = None,
    previous: Mapping[Member, frozenset[str]] | None = None,
    rulings: Rulings | None = None,
    encode: Encode | None = None,
) -> Concepts:
    """Cluster the categories of all sites into concepts; one that matches none is a concept of its own.

    `titles` are the terms of product titles by the position of their category, `previous` the concept ids that each
    category (site, category_id) had before, `rulings` what people decided; `encode` returns the vectors of names, where
    a sentence model is at hand.
    """
    rulings = rulings or Rulings()
    units = list_units(nodes)
    profile = profile_sides((nodes,), (titles or {},), encode=encode)[0]
    matches = match_profiles(profile, profile, keep_sites_apart=True)
    groups = gather_units(nodes, units, list_sure_pairs(units, matches), rulings)
    clusters = merge_same_categories(units, groups)
    ids = assign_ids(describe_clusters(nodes, units, clusters), previous or {})
    basis = Basis(nodes=nodes, units=units, matches=matches, rulings=rulings)
    return make_concepts(basis, clusters, ids)


def describe_clusters(
    nodes: Sequence[Node], units: Sequence[Unit], clusters: Sequence[Cluster]
) -> list[tuple[str, frozenset[Member]]]:
    """Return for each cluster its commonest terms and its members, as `assign_ids` wants them."""
    return [_describe(nodes, units, cluster) for cluster in clusters]


@pause_collecting()
def make_concepts(basis: Basis, clusters: Sequence[Cluster], ids: Sequence[str]) -> Concepts:
    """Name clusters of the basis' units, and tell of each category why it is in its cluster."""
    pairs = _list_pairs(basis.matches, _list_matched(basis.units, clusters))
    said = _map_rulings(basis.rulings)
    found = [
        Concept(
            concept_id=concept_id,
            label=_choose_label(basis.nodes, basis.units, cluster),
            units=cluster,
            keys=tuple(_rank_keys(basis.units, cluster)),
            members=tuple(_heed(said, _list_members(basis.units, cluster, basis.matches, pairs))),
        )
        for concept_id, cluster in zip(ids, clusters, strict=True)
    ]
    by_id = tuple(sorted(found, key=lambda concept: concept.concept_id))
    return Concepts(nodes=basis.nodes, units=basis.units, matches=basis.matches, rulings=basis.rulings, found=by_id)


def _rank_keys(units: Sequence[Unit], cluster: Cluster) -> list[tuple[str, ...]]:
    counts = Counter(units[at].key for at in cluster)
    return sorted(counts, key=lambda key: (-counts[key], len(key), key))


def _describe(nodes: Sequence[Node], units: Sequence[Unit], cluster: Cluster) -> tuple[str, frozenset[Member]]:
    places = [nodes[units[at].node].place for at in cluster]
    return " ".join(_rank_keys(units, cluster)[0]), frozenset((place.site, place.category_id) for place in places)


def _choose_label(nodes: Sequence[Node], units: Sequence[Unit], cluster: Cluster) -> str:
    """Return the name most sites use; English, then short ones before others. Parts always together are one name."""
    parts = {units[at].node for at in cluster}
    if len(parts) < len(cluster):
        names = [(nodes[node].label.name, nodes[node].language) for node in parts]
    else:
        names = [(units[at].name, nodes[units[at].node].language) for at in cluster]
    counts = Counter(names)
    name, _ = min(counts, key=lambda pair: (-counts[pair], pair[1] != "en", len(pair[0]), pair))
    return name if len(name) <= LONGEST_LABEL else f"{name[: LONGEST_LABEL - 1]}…"


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
    usual = _rank_keys(units, cluster)[0]
    found: dict[int, Membership] = {}
    for at in cluster:
        unit = units[at]
        if len(nodes) == 1:
            one = Membership(node=unit.node, score=1.0, method=ALONE, evidence="no other site has a name like it")
        elif counts[unit.key] > 1 or unit.key == usual:
            own = [units[other].name for other in own_of[unit.node] if units[other].key == unit.key]
            told = _tell_name(unit, called[unit.key], own)
            one = Membership(node=unit.node, score=SURE_BY_NAME, method=NAMED, evidence=told)
        else:
            one = _tell_match(unit.node, nodes, matches, pairs)
        found.setdefault(unit.node, one)
    return [found[node] for node in nodes]


def _map_rulings(rulings: Rulings) -> dict[int, list[Ruling]]:
    """Return for each category by which rulings it is the same as another."""
    found: dict[int, list[Ruling]] = defaultdict(list)
    for ruling in rulings.list_same():
        found[ruling.one].append(ruling)
        found[ruling.other].append(ruling)
    return found


def _heed(said: Mapping[int, Sequence[Ruling]], members: Sequence[Membership]) -> Iterator[Membership]:
    """Yield the members, those that a person put together with another of them as decided."""
    nodes = {member.node for member in members}
    for member in members:
        ruling = next((one for one in reversed(said.get(member.node, ())) if nodes >= {one.one, one.other}), None)
        if ruling is None:
            yield member
        else:
            told = f"{ruling.decided_by} says so"
            yield Membership(node=member.node, score=1.0, method=DECIDED, evidence=told, decided_by=ruling.decided_by)


def _tell_name(unit: Unit, called: Counter[str], own: Sequence[str]) -> str:
    """Return how a category is called and how most others are that are called alike.

    `called` counts the names of those with its terms, of which `own` are the category's.
    """
    counts = {name: count - own.count(name) for name, count in called.items()}
    said = f'called "{unit.name[:LONGEST_LABEL]}"' + (" in a composite" if unit.is_part else "")
    others = (name for name, count in counts.items() if count > 0)
    usual = min(others, key=lambda name: (-counts[name], name), default=unit.name)
    return said if usual == unit.name else f'{said}, elsewhere "{usual[:LONGEST_LABEL]}"'


def _tell_match(
    node: int, nodes: Sequence[int], matches: Compared, pairs: Mapping[int, Mapping[int, int]]
) -> Membership:
    mine = pairs.get(node, {})
    positions = [mine[other] for other in nodes if other in mine]
    if not positions:
        return Membership(node=node, score=SURE_BY_NAME, method=MATCHED, evidence="matched through others")
    best = max(positions, key=lambda at: (matches.scores[at], -at))
    return Membership(node=node, score=float(matches.scores[best]), method=MATCHED, evidence=matches.reason(best))
