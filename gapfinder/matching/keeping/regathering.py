"""Clusters of many sites where some came, changed or went: only what those lead to is clustered anew."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from gapfinder.matching.catalogues.sheets import Bools
from gapfinder.matching.catalogues.units import Unit
from gapfinder.matching.clustering.clusters import Cluster, gather_units, merge_same_categories
from gapfinder.matching.clustering.concept_ids import Member, assign_ids
from gapfinder.matching.clustering.concepts import Basis, describe_clusters
from gapfinder.matching.decisions.rulings import Rulings
from gapfinder.matching.keeping.edges import EdgeMatches, Edges
from gapfinder.matching.keeping.forest import Forest
from gapfinder.matching.keeping.lasting import KeptEdges
from gapfinder.matching.vectors import Ints

Ids = npt.NDArray[np.bytes_]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Grouping:
    """For each unit of a forest the number of its group and the id of its concept, -1 and b"" where it has none yet.

    A group is what was gathered; a concept holds the groups that are of exactly the same categories.
    """

    groups: Ints
    concepts: Ids


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Led:
    """What leads from one category to another."""

    forest: Forest
    edges: KeptEdges
    rulings: Rulings


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Regathered:
    """What became of the units that were looked at: their clusters with ids, and the ids that are no more as they were.

    `basis` holds those units, by whose positions there the clusters name them.
    """

    grouping: Grouping
    basis: Basis
    clusters: Sequence[Cluster]
    ids: Sequence[str]
    stale: frozenset[str]


def spread(led: Led, touched: Bools) -> Bools:
    """Return the units that some units lead to: by equal terms, by sure pairs, and by a person's word."""
    forest, sure = led.forest, led.edges.sure
    ruled = np.array([(ruling.one, ruling.other) for ruling in led.rulings], dtype=np.int64).reshape(-1, 2)
    ends = np.concatenate([sure.rows, sure.others, ruled[:, 0], ruled[:, 1]])
    leads_to = np.concatenate([sure.others, sure.rows, ruled[:, 1], ruled[:, 0]])
    _, terms = np.unique(forest.keys, return_inverse=True)
    found, before = touched, -1
    while before != (before := int(found.sum())):
        known = np.zeros(int(terms.max(initial=-1)) + 1, dtype=bool)
        known[terms[found]] = True
        found = known[terms]
        beyond = np.zeros(len(forest), dtype=bool)
        beyond[leads_to[mark_owners(forest, found)[ends]]] = True
        found = found | beyond[forest.owners]
    return found


def mark_owners(forest: Forest, units: Bools) -> Bools:
    """Return which nodes have some of the units."""
    found = np.zeros(len(forest), dtype=bool)
    found[forest.owners[units]] = True
    return found


def regather(
    led: Led,
    grouping: Grouping,
    touched: Bools,
    *,
    stale: Iterable[str] = (),
    previous: Mapping[Member, frozenset[str]] | None = None,
) -> Regathered:
    """Gather the touched units anew, and put together again the concepts of all that share a category with them.

    `stale` are concepts of units that are gone, `previous` the ids that categories had before there was a grouping.
    Concepts of the others stay as they are.
    """
    forest, at = led.forest, np.flatnonzero(touched)
    units = forest.read_units(at.tolist())
    owners = mark_owners(forest, touched)
    matches = EdgeMatches(nodes=forest, edges=led.edges.pick_inside(owners))
    sure = _list_sure(units, led.edges.sure, owners)
    clusters = gather_units(forest, units, sure, matches, led.rulings)
    groups = grouping.groups.copy()
    number = int(groups.max(initial=-1)) + 1
    for place, cluster in enumerate(clusters):
        groups[at[list(cluster)]] = number + place
    beside = _mark_beside(forest, groups, touched)
    wider = np.flatnonzero(touched | beside)
    basis = _make_basis(led, wider)
    merged = merge_same_categories(basis.units, _list_groups(groups[wider]))
    old = grouping.concepts[wider]
    gone = _list_ids(old) | set(stale)
    known = previous if previous is not None else _list_previous(basis, old)
    ids = assign_ids(describe_clusters(forest, basis.units, merged), known, reserved=_list_ids(grouping.concepts))
    concepts = grouping.concepts.copy()
    for concept_id, cluster in zip(ids, merged, strict=True):
        concepts[wider[list(cluster)]] = concept_id.encode()
    return Regathered(
        grouping=Grouping(groups=groups, concepts=concepts),
        basis=basis,
        clusters=merged,
        ids=ids,
        stale=frozenset(gone),
    )


def _list_sure(units: Sequence[Unit], edges: Edges, nodes: Bools) -> list[tuple[int, int]]:
    """Return the pairs of whole units among some nodes that are of one concept, the surest first."""
    whole = {unit.node: at for at, unit in enumerate(units) if not unit.is_part}
    is_whole = np.zeros(len(nodes), dtype=bool)
    is_whole[list(whole)] = True
    is_whole &= nodes
    inside = np.flatnonzero(is_whole[edges.rows] & is_whole[edges.others])
    firsts, seconds = np.sort(np.stack([edges.rows[inside], edges.others[inside]]), axis=0)
    order = np.lexsort((seconds, firsts, -edges.scores[inside]))
    pairs = dict.fromkeys(zip(firsts[order].tolist(), seconds[order].tolist(), strict=True))
    return [(whole[first], whole[second]) for first, second in pairs]


def _mark_beside(forest: Forest, groups: Ints, touched: Bools) -> Bools:
    """Return the units of groups that share a category with touched units."""
    kin = mark_owners(forest, touched)[forest.owners] & ~touched
    return np.isin(groups, np.unique(groups[kin])) & ~touched


def _list_groups(groups: Ints) -> list[Cluster]:
    order = np.argsort(groups, kind="stable")
    cuts = np.flatnonzero(np.diff(groups[order])) + 1
    return [tuple(part.tolist()) for part in np.split(order, cuts)] if len(order) else []


def _make_basis(led: Led, at: Ints) -> Basis:
    forest = led.forest
    nodes = np.zeros(len(forest), dtype=bool)
    nodes[forest.owners[at]] = True
    matches = EdgeMatches(nodes=forest, edges=led.edges.pick_inside(nodes))
    return Basis(nodes=forest, units=forest.read_units(at.tolist()), matches=matches, rulings=led.rulings)


def _list_previous(basis: Basis, old: Ids) -> dict[Member, frozenset[str]]:
    """Return the ids that categories had by some of their units."""
    previous: dict[Member, set[str]] = {}
    for unit, name in zip(basis.units, old.tolist(), strict=True):
        if name:
            place = basis.nodes[unit.node].place
            previous.setdefault((place.site, place.category_id), set()).add(name.decode())
    return {member: frozenset(names) for member, names in previous.items()}


def _list_ids(concepts: Ids) -> set[str]:
    return {name.decode() for name in np.unique(concepts).tolist() if name}
