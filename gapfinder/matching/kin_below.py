"""Which categories belong to a concept because of what else stands below it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from gapfinder.matching.concepts import Concept, Concepts
from gapfinder.matching.fields import find_fields
from gapfinder.matching.offers import find_in_name
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
        if not find_in_name(concept.name):
            parts = [(by_id[part], is_firm) for part, is_firm in sorted(below[concept.concept_id].items())]
            found += _embrace_parts(concept, parts, concepts)
    return found


def _find_parts(concepts: Concepts) -> Mapping[str, dict[str, bool]]:
    """Return the concepts that stand below each concept on some site, and whether they stand below nothing else there.

    What stands below skirts and dresses may be skirts alone; a brand holds whatever it makes.
    """
    concept_of = map_nodes(concepts)
    below: dict[str, dict[str, bool]] = defaultdict(dict)
    for node, upper_ids in concept_of.items():
        children = concepts.nodes[node].children if concepts.nodes[node].is_goods else ()
        for part in {part for child in children for part in concept_of.get(child, ())}.difference(upper_ids):
            for upper in upper_ids:
                below[upper][part] = below[upper].get(part, False) or len(upper_ids) == 1
    return below


def _embrace_parts(concept: Concept, parts: Sequence[tuple[Concept, bool]], concepts: Concepts) -> Iterator[Kin]:
    score = read_table("matching")["cutoffs"]["embraced"]
    on_site: dict[str, dict[int, bool]] = defaultdict(dict)
    for part, is_firm in parts:
        for site, node in {
            concepts.nodes[member.node].place.site: member.node for member in reversed(part.members)
        }.items():
            on_site[site][node] = is_firm or on_site[site].get(node, False)
    fewest = max(FEWEST_PARTS, ENOUGH_PARTS * sum(is_firm for _, is_firm in parts))
    fields = {field for key in concept.keys for field in find_fields(key, {})}
    own = {concepts.nodes[member.node].place.site for member in concept.members}
    for site, held in sorted(on_site.items()):
        has_enough = sum(held.values()) >= fewest
        for node, is_firm in held.items() if site not in own else ():
            if (has_enough and is_firm) or fields & find_fields(concepts.nodes[node].own, {}).keys():
                told = f'elsewhere it stands below "{concept.label}"'
                yield Kin(concept_id=concept.concept_id, node=node, score=score, evidence=told)
