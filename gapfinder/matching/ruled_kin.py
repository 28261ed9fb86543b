"""What people's decisions say of categories that are not of a concept: which lie in it, hold it, or are none of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from gapfinder.matching.concepts import Concepts
from gapfinder.matching.kin_below import Kin, map_nodes
from gapfinder.matching.ruling_words import tell_kin
from gapfinder.matching.rulings import DIFFERENT, Ruling, list_kin


def find_ruled(concepts: Concepts, verdict: str) -> Iterator[Kin]:
    """Yield the categories that a person called `broader` or `narrower` than one of a concept."""
    for concept_id, ruling, node in list_kin(concepts.rulings, map_nodes(concepts), verdict):
        said = tell_kin(node, ruling, concepts.nodes)
        yield Kin(concept_id=concept_id, node=node, score=1.0, evidence=said)


def drop_denied(concepts: Concepts, found: Iterable[Kin]) -> Iterator[Kin]:
    """Yield what was found but for categories that a person told apart from one of the concept's own."""
    denied: dict[int, set[str]] = defaultdict(set)
    for concept_id, node, _ in list_denied(concepts):
        denied[node].add(concept_id)
    yield from (kin for kin in found if kin.concept_id not in denied.get(kin.node, ()))


def list_denied(concepts: Concepts) -> Iterator[tuple[str, int, Ruling]]:
    """Yield the concepts of which a person told categories apart, with the category and the ruling."""
    concept_of = map_nodes(concepts)
    for ruling in concepts.rulings:
        if ruling.verdict == DIFFERENT:
            for one, other in ((ruling.one, ruling.other), (ruling.other, ruling.one)):
                yield from ((concept_id, other, ruling) for concept_id in concept_of.get(one, ()))
