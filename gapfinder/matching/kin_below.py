"""Which categories belong to a concept because of what else stands below it, or because it names their field."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from gapfinder.matching.concepts import Concept, Concepts
from gapfinder.matching.fields import find_fields, find_named_field
from gapfinder.matching.offers import find_in_name
from gapfinder.matching.senses import list_meant
from gapfinder.words import read_table

ENOUGH_PARTS, FEWEST_PARTS = 0.3, 2
"""A site that has so great a share of what stands below a concept elsewhere, and so many parts, has the concept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kin:
    """A category (its position) that has to do with a concept: `score` in 0..1, `evidence` in words."""

    concept_id: str
    node: int
    score: float
    evidence: str


def map_nodes(concepts: Concepts) -> dict[int, list[str]]:
    """Return the ids of each category's concepts, by its position."""
    found: dict[int, list[str]] = defaultdict(list)
    for concept in concepts.found:
        for member in concept.members:
            found[member.node].append(concept.concept_id)
    return found


def find_below(concepts: Concepts) -> list[Kin]:
    """Return categories that a concept embraces: screws are fasteners, because elsewhere they stand below them.

    That holds where a site has the greater part of what stands there, or where the words say that both are of one field
    of goods. A way of selling embraces nothing: who sells coffee does not sell subscriptions.
    """
    by_id = {concept.concept_id: concept for concept in concepts.found}
    below = _find_parts(concepts)
    found: list[Kin] = []
    for concept in concepts.found:
        if not find_in_name(concept.label):
            found += _embrace_parts(concept, [by_id[part] for part in sorted(below[concept.concept_id])], concepts)
    return found + list(_embrace_fields(concepts))


def _find_parts(concepts: Concepts) -> Mapping[str, set[str]]:
    """Return the concepts that stand below each concept on some site."""
    concept_of = map_nodes(concepts)
    below: dict[str, set[str]] = defaultdict(set)
    for node, upper_ids in concept_of.items():
        for child in concepts.nodes[node].children:
            for upper in upper_ids:
                below[upper].update(part for part in concept_of.get(child, ()) if part != upper)
    return below


def _embrace_parts(concept: Concept, parts: list[Concept], concepts: Concepts) -> Iterator[Kin]:
    score = read_table("matching")["cutoffs"]["embraced"]
    on_site: dict[str, dict[str, int]] = defaultdict(dict)
    for part in parts:
        for member in part.members:
            on_site[concepts.nodes[member.node].place.site].setdefault(part.concept_id, member.node)
    fields = {field for key in concept.keys for field in find_fields(key, {})}
    for site, held in sorted(on_site.items()):
        if any(concepts.nodes[member.node].place.site == site for member in concept.members):
            continue
        related = [node for node in held.values() if fields & find_fields(concepts.nodes[node].own, {}).keys()]
        has_enough = len(held) >= max(FEWEST_PARTS, ENOUGH_PARTS * len(parts))
        embraced = list(held.values()) if has_enough else related
        for node in embraced:
            told = f'elsewhere it stands below "{concept.label}"'
            yield Kin(concept_id=concept.concept_id, node=node, score=score, evidence=told)


def _embrace_fields(concepts: Concepts) -> Iterator[Kin]:
    """Yield the categories of the field that a concept's name is: screws for fasteners.

    A word that means other goods there is of no such field: baby monitors are no computers.
    """
    score = read_table("matching")["cutoffs"]["embraced"]
    of_field: dict[str, list[int]] = defaultdict(list)
    for unit in concepts.units:
        fields = find_fields((unit.head,), {})
        meant = list_meant(concepts.nodes[unit.node], unit.head)
        if len(fields) == 1 and (meant is None or fields.keys() <= meant):
            of_field[next(iter(fields))].append(unit.node)
    for concept in concepts.found:
        own = {member.node for member in concept.members}
        named = {field for key in concept.keys if (field := find_named_field(key))}
        for field in sorted(named):
            for node in of_field[field]:
                if node not in own:
                    told = f"of the field of {field}"
                    yield Kin(concept_id=concept.concept_id, node=node, score=score, evidence=told)
