"""What people's decisions say of categories that are not of a concept: which lie in it, hold it, or are none of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from gapfinder.matching.clustering.concepts import Concepts
from gapfinder.matching.decisions.ruling_words import tell_kin
from gapfinder.matching.decisions.rulings import Ruling
from gapfinder.matching.decisions.verdicts import DIFFERENT
from gapfinder.matching.presence.kin_below import Kin, map_nodes


def find_ruled(concepts: Concepts, verdict: str) -> Iterator[Kin]:
    """Yield the categories that a person called `broader` or `narrower` than one of a concept."""
    for concept_id, node, ruling in list_told(concepts, verdict):
        said = tell_kin(node, ruling, concepts.nodes)
        yield Kin(concept_id=concept_id, node=node, score=1.0, evidence=said)


def drop_denied(concepts: Concepts, found: Iterable[Kin]) -> Iterator[Kin]:
    """Yield what was found but for categories that a person told apart from one of the concept's own."""
    denied = {(concept_id, node) for concept_id, node, _ in list_told(concepts, DIFFERENT)}
    yield from (kin for kin in found if (kin.concept_id, kin.node) not in denied)


def list_told(concepts: Concepts, verdict: str) -> Iterator[tuple[str, int, Ruling]]:
    """Yield the concepts to which a person said that a category is something, with the category and the ruling."""
    concept_of = map_nodes(concepts)
    for one, other, ruling in concepts.rulings.list_of(verdict):
        yield from ((concept_id, other, ruling) for concept_id in concept_of.get(one, ()))
