"""Concepts: what categories of different sites have in common, with the categories of each."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from gapfinder.matching.clusters import Cluster, gather_units
from gapfinder.matching.concept_ids import Member, assign_ids
from gapfinder.matching.match import Matches, match_profiles
from gapfinder.matching.profiles import profile_sides
from gapfinder.matching.rulings import Rulings
from gapfinder.matching.trees import Node
from gapfinder.matching.units import Unit, list_units
from gapfinder.matching.vectors import Bag

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


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Concepts:
    """All concepts of a forest by id, and what they were made from."""

    nodes: Sequence[Node]
    units: Sequence[Unit]
    matches: Matches
    rulings: Rulings
    found: tuple[Concept, ...]


def find_concepts(
    nodes: Sequence[Node],
    *,
    titles: Mapping[int, Bag] | None = None,
    previous: Mapping[Member, frozenset[str]] | None = None,
    rulings: Rulings | None = None,
) -> Concepts:
    """Cluster the categories of all sites into concepts; one that matches none is a concept of its own.

    `titles` are the terms of product titles by the position of their category, `previous` the concept ids that each
    category (site, category_id) had before, `rulings` what people decided.
    """
    rulings = rulings or Rulings()
    units = list_units(nodes)
    profile = profile_sides((nodes,), (titles or {},))[0]
    matches = match_profiles(profile, profile, keep_sites_apart=True)
    clusters = gather_units(nodes, units, matches, rulings)
    ids = assign_ids([_describe(nodes, units, cluster) for cluster in clusters], previous or {})
    pairs = _list_pairs(matches)
    found = [
        Concept(
            concept_id=concept_id,
            label=_choose_label(nodes, units, cluster),
            units=cluster,
            keys=tuple(_rank_keys(units, cluster)),
            members=tuple(_heed(rulings, _list_members(units, cluster, matches, pairs))),
        )
        for concept_id, cluster in zip(ids, clusters, strict=True)
    ]
    by_id = tuple(sorted(found, key=lambda concept: concept.concept_id))
    return Concepts(nodes=nodes, units=units, matches=matches, rulings=rulings, found=by_id)


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


def _list_pairs(matches: Matches) -> dict[int, dict[int, int]]:
    """Return the position of each pair by its row and its other row."""
    found: dict[int, dict[int, int]] = defaultdict(dict)
    for at, (row, other) in enumerate(zip(matches.rows.tolist(), matches.others.tolist(), strict=True)):
        found[row][other] = at
    return found


def _list_members(
    units: Sequence[Unit], cluster: Cluster, matches: Matches, pairs: Mapping[int, Mapping[int, int]]
) -> list[Membership]:
    counts = Counter(units[at].key for at in cluster)
    nodes = sorted({units[at].node for at in cluster})
    usual = _rank_keys(units, cluster)[0]
    found: dict[int, Membership] = {}
    for at in cluster:
        unit = units[at]
        if len(nodes) == 1:
            one = Membership(node=unit.node, score=1.0, method=ALONE, evidence="no other site has a name like it")
        elif counts[unit.key] > 1 or unit.key == usual:
            told = _tell_name(unit, [units[other] for other in cluster])
            one = Membership(node=unit.node, score=SURE_BY_NAME, method=NAMED, evidence=told)
        else:
            one = _tell_match(unit.node, nodes, matches, pairs)
        found.setdefault(unit.node, one)
    return [found[node] for node in nodes]


def _heed(rulings: Rulings, members: Sequence[Membership]) -> Iterator[Membership]:
    """Yield the members, those that a person put together with another of them as decided."""
    nodes = {member.node for member in members}
    said = {
        node: ruling
        for ruling in rulings.list_same()
        for node in (ruling.one, ruling.other)
        if nodes >= {ruling.one, ruling.other}
    }
    for member in members:
        ruling = said.get(member.node)
        if ruling is None:
            yield member
        else:
            told = f"{ruling.decided_by} says so"
            yield Membership(node=member.node, score=1.0, method=DECIDED, evidence=told, decided_by=ruling.decided_by)


def _tell_name(unit: Unit, units: Sequence[Unit]) -> str:
    """Return how a category is called and how those of other sites are that are called alike."""
    others = Counter(other.name for other in units if other.key == unit.key and other.node != unit.node)
    own = f'called "{unit.name[:LONGEST_LABEL]}"' + (" in a composite" if unit.is_part else "")
    usual = min(others, key=lambda name: (-others[name], name), default=unit.name)
    return own if usual == unit.name else f'{own}, elsewhere "{usual[:LONGEST_LABEL]}"'


def _tell_match(
    node: int, nodes: Sequence[int], matches: Matches, pairs: Mapping[int, Mapping[int, int]]
) -> Membership:
    mine = pairs.get(node, {})
    positions = [mine[other] for other in nodes if other in mine]
    if not positions:
        return Membership(node=node, score=SURE_BY_NAME, method=MATCHED, evidence="matched through others")
    best = max(positions, key=lambda at: (matches.scores[at], -at))
    return Membership(node=node, score=float(matches.scores[best]), method=MATCHED, evidence=matches.reason(best))
