"""Concepts: what categories of different sites have in common, with the categories of each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from gapfinder.matching.catalogues.profiles import profile_sides
from gapfinder.matching.catalogues.sold import Sold
from gapfinder.matching.catalogues.trees import Node
from gapfinder.matching.catalogues.units import Unit, list_units
from gapfinder.matching.clustering.clusters import (
    Cluster,
    gather_units,
    list_sure_pairs,
    merge_same_categories,
    rank_keys,
)
from gapfinder.matching.clustering.concept_ids import Member, assign_ids
from gapfinder.matching.clustering.concept_labels import choose_name, tell_apart
from gapfinder.matching.clustering.memberships import Membership, tell_members
from gapfinder.matching.decisions.rulings import Rulings
from gapfinder.matching.pairs.compared import Compared
from gapfinder.matching.pairs.match import match_profiles
from gapfinder.matching.pausing import pause_collecting
from gapfinder.matching.summed_meanings import Encode


@dataclass(frozen=True, slots=True, kw_only=True)
class Concept:
    """What is sold under like names. `keys` are the terms of each way it is named, the commonest first.

    `name` is what most sites call it, `label` tells it from all that are called so.
    """

    concept_id: str
    name: str
    label: str
    units: Cluster
    keys: tuple[tuple[str, ...], ...]
    members: tuple[Membership, ...]


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
    titles: Mapping[int, Sold] | None = None,
    previous: Mapping[Member, frozenset[str]] | None = None,
    rulings: Rulings | None = None,
    encode: Encode | None = None,
) -> Concepts:
    """Cluster the categories of all sites into concepts; one that matches none is a concept of its own.

    `titles` are what products say by the position of their category, `previous` the concept ids that each
    category (site, category_id) had before, `rulings` what people decided; `encode` returns the vectors of names, where
    a sentence model is at hand.
    """
    rulings = rulings or Rulings()
    units = list_units(nodes)
    profile = profile_sides((nodes,), (titles or {},), encode=encode)[0]
    nodes = profile.nodes
    matches = match_profiles(profile, profile, keep_sites_apart=True)
    groups = gather_units(nodes, units, list_sure_pairs(units, matches), matches, rulings)
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
    """Name clusters of the basis' units, and tell of each category why it is in its cluster.

    Labels tell these concepts from each other, whatever others there are.
    """
    members = tell_members(basis.nodes, basis.units, clusters, basis.matches, basis.rulings)
    names = [choose_name(basis.nodes, basis.units, cluster) for cluster in clusters]
    labels = tell_apart(names, lambda at: [basis.nodes[member.node].place for member in members[at]])
    found = [
        Concept(
            concept_id=concept_id,
            name=name,
            label=label,
            units=cluster,
            keys=tuple(rank_keys(basis.units, cluster)),
            members=own,
        )
        for concept_id, name, label, cluster, own in zip(ids, names, labels, clusters, members, strict=True)
    ]
    by_id = tuple(sorted(found, key=lambda concept: concept.concept_id))
    return Concepts(nodes=basis.nodes, units=basis.units, matches=basis.matches, rulings=basis.rulings, found=by_id)


def _describe(nodes: Sequence[Node], units: Sequence[Unit], cluster: Cluster) -> tuple[str, frozenset[Member]]:
    places = [nodes[units[at].node].place for at in cluster]
    return " ".join(rank_keys(units, cluster)[0]), frozenset((place.site, place.category_id) for place in places)
