"""Which categories belong to a concept because of what else stands below it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass

from gapfinder.matching.catalogues.trees import Node
from gapfinder.matching.clustering.concepts import Concept, Concepts
from gapfinder.matching.names.fields import find_fields
from gapfinder.matching.names.labels import filler_terms
from gapfinder.matching.presence.bearing import LEAST, LIKE, Bearing, is_for, list_apart
from gapfinder.matching.selling.offers import find_in_name
from gapfinder.words import read_table

FAINT = 0.1
"""The score of a category that may be of a concept by one sign that nothing else bears out."""
LIKE_BELOW = 0.8
"""How like what stands below a concept elsewhere a category is that it embraces."""
ENOUGH_PARTS, FEWEST_PARTS = 0.3, 2
"""A site that has so great a share of what stands below a concept elsewhere, and so many parts, has the concept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kin:
    """A category (its position) that has to do with a concept: `score` in 0..1, `evidence` in words.

    `is_near` tells that the two are so themselves, by their names or places or because a person says so.
    """

    concept_id: str
    node: int
    score: float
    evidence: str
    is_near: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """A concept that stands below another on some site: `children` are its categories that stand below nothing else.

    What stands below skirts and dresses may be skirts alone; a brand holds whatever it makes. `is_usual` tells whether
    it mostly stands there.
    """

    concept: Concept
    children: frozenset[int]
    is_usual: bool


def map_nodes(concepts: Concepts) -> dict[int, list[str]]:
    """Return the ids of each category's concepts, by its position."""
    found: dict[int, list[str]] = defaultdict(list)
    for concept in concepts.found:
        for member in concept.members:
            found[member.node].append(concept.concept_id)
    return found


def map_members(concepts: Concepts) -> dict[str, frozenset[int]]:
    """Return the positions of each concept's categories, by its id."""
    return {one.concept_id: frozenset(member.node for member in one.members) for one in concepts.found}


def list_uppers(concepts: Concepts, node: int) -> list[int]:
    """Return what stands above a category, each once."""
    found: dict[int, None] = {}
    at = concepts.nodes[node].parent
    while at is not None and at not in found:
        found[at] = None
        at = concepts.nodes[at].parent
    return list(found)


def list_below(concepts: Concepts, top: int) -> list[int]:
    """Return a category and all below it, each once."""
    found, waiting = [], [top]
    seen = {top}
    while waiting:
        node = waiting.pop()
        found.append(node)
        fresh = [child for child in concepts.nodes[node].children if child not in seen]
        seen.update(fresh)
        waiting += fresh
    return found


def find_below(concepts: Concepts) -> list[Kin]:
    """Return categories that a concept embraces: screws are fasteners, because elsewhere they stand below them.

    That holds where they mostly stand below it, and are like what does so and like the concept, too, for the same
    people and among like goods; else, where the words say that both are of one field of goods, or a site has the
    greater part of what stands there, they score `FAINT`. A way of selling embraces nothing: who sells coffee does not
    sell subscriptions.
    """
    by_id = {concept.concept_id: concept for concept in concepts.found}
    bearing = Bearing.of(concepts)
    below = _find_parts(concepts, by_id)
    found: list[Kin] = []
    for concept in concepts.found:
        if not find_in_name(concept.name):
            found += _embrace_parts(concept, below[concept.concept_id], bearing)
    return found


def _find_parts(concepts: Concepts, by_id: Mapping[str, Concept]) -> Mapping[str, list[_Part]]:
    """Return the concepts that stand below each concept on some site."""
    concept_of = map_nodes(concepts)
    above = _list_above(concepts, concept_of)
    below: dict[str, dict[str, list[tuple[int, bool]]]] = defaultdict(lambda: defaultdict(list))
    for node, upper_ids in concept_of.items():
        for child in concepts.nodes[node].children if concepts.nodes[node].is_goods else ():
            for part in set(concept_of.get(child, ())).difference(upper_ids):
                for upper in upper_ids:
                    below[upper][part].append((child, len(upper_ids) == 1))
    return defaultdict(
        list,
        {
            upper: [
                _Part(
                    concept=by_id[part],
                    children=frozenset(child for child, is_alone in children if is_alone),
                    is_usual=_is_usual(by_id[part], by_id[upper], concepts, above),
                )
                for part, children in sorted(parts.items())
            ]
            for upper, parts in below.items()
        },
    )


def _list_above(concepts: Concepts, concept_of: Mapping[int, Sequence[str]]) -> list[set[str]]:
    """Return the concepts that stand anywhere above each category."""
    return [
        {concept for upper in list_uppers(concepts, at) for concept in concept_of.get(upper, ())}
        for at in range(len(concepts.nodes))
    ]


def _is_usual(part: Concept, upper: Concept, concepts: Concepts, above: Sequence[Set[str]]) -> bool:
    """Tell whether more than half of a part stands below a concept, where a site has both; what says little is none.

    Trousers are no maternity wear though some stand there.
    """
    if not set(part.keys[0]).isdisjoint(filler_terms()):
        return False
    sites = {concepts.nodes[member.node].place.site for member in upper.members}
    both = [member.node for member in part.members if concepts.nodes[member.node].place.site in sites]
    return 2 * sum(upper.concept_id in above[node] for node in both) > len(both)


def _embrace_parts(concept: Concept, parts: Sequence[_Part], bearing: Bearing) -> Iterator[Kin]:
    score = read_table("matching")["cutoffs"]["embraced"]
    told = f'elsewhere it stands below "{concept.label}"'
    own = frozenset(member.node for member in concept.members)
    fewest = max(FEWEST_PARTS, ENOUGH_PARTS * sum(bool(part.children) for part in parts))
    fields = {field for key in concept.keys for field in find_fields(key, {})}
    for held in _group_by_site(concept, parts, bearing.nodes):
        has_enough = sum(bool(part.children) for part, _ in held) >= fewest
        for part, nodes in held:
            sure = [node for node in nodes if part.is_usual and _is_embraced(node, own, part, bearing, has_enough)]
            for node in sure:
                yield Kin(concept_id=concept.concept_id, node=node, score=score, evidence=told)
            speaks = fields & find_fields(bearing.nodes[nodes[0]].own, {}).keys()
            if not sure and ((has_enough and part.children) or speaks):
                yield Kin(concept_id=concept.concept_id, node=nodes[0], score=FAINT, evidence=told)


def _group_by_site(
    concept: Concept, parts: Sequence[_Part], nodes: Sequence[Node]
) -> Iterator[list[tuple[_Part, list[int]]]]:
    """Yield what each site that has not a concept has of its parts, with the categories of each."""
    own = {nodes[member.node].place.site for member in concept.members}
    on_site: dict[str, dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
    for at, part in enumerate(parts):
        for member in part.concept.members:
            site = nodes[member.node].place.site
            if site not in own:
                on_site[site][at].append(member.node)
    for _, held in sorted(on_site.items()):
        yield [(parts[at], found) for at, found in held.items()]


def _is_embraced(node: int, own: Set[int], part: _Part, bearing: Bearing, has_enough: bool) -> bool:
    """Tell whether a category is like some that stands below a concept, and like the concept itself."""
    like = dict(bearing.like.list_of(node))
    below = [child for child in part.children if like.get(child, 0.0) >= LIKE_BELOW]
    likest = max((like.get(one, 0.0) for one in own), default=0.0)
    if (
        not below
        or likest < (LEAST if has_enough else LIKE)
        or not any(is_for(bearing.nodes[node], bearing.nodes[one]) for one in own)
    ):
        return False
    here = bearing.above[node]
    there = frozenset[str]().union(*(bearing.above[child] | bearing.read_own(child) for child in below))
    return not (here - there) & list_apart() and (not here.isdisjoint(there) or (has_enough and not (here and there)))
