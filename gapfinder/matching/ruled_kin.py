"""What people's decisions say of categories that are not of a concept: which lie in it, hold it, or are none of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from gapfinder.matching.concepts import Concepts
from gapfinder.matching.kin_below import Kin, map_nodes
from gapfinder.matching.rulings import DIFFERENT, list_kin


def find_ruled(concepts: Concepts, verdict: str) -> Iterator[Kin]:
    """Yield the categories that a person called `broader` or `narrower` than one of a concept."""
    for concept_id, ruling, node in list_kin(concepts.rulings, map_nodes(concepts), verdict):
        yield Kin(concept_id=concept_id, node=node, score=1.0, evidence=f"{ruling.decided_by} says it is {verdict}")


def drop_denied(concepts: Concepts, found: Iterable[Kin]) -> Iterator[Kin]:
    """Yield what was found but for categories that a person told apart from one of the concept's own."""
    concept_of = map_nodes(concepts)
    denied: dict[int, set[str]] = defaultdict(set)
    for ruling in concepts.rulings:
        if ruling.verdict == DIFFERENT:
            for one, other in ((ruling.one, ruling.other), (ruling.other, ruling.one)):
                denied[other].update(concept_of.get(one, ()))
    yield from (kin for kin in found if kin.concept_id not in denied.get(kin.node, ()))
