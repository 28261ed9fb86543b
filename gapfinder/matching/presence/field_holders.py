"""Which categories may hold a concept because of its field: beauty whatever is of beauty, ladies whatever they wear."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from gapfinder.matching.catalogues.senses import list_suited
from gapfinder.matching.clustering.concepts import Concepts
from gapfinder.matching.names.fields import find_fields, list_fields_called
from gapfinder.matching.names.labels import audience_terms
from gapfinder.matching.presence.kin_below import Kin
from gapfinder.words import read_table

LEAST = 0.5
"""A path is of the fields that it speaks of so much, beside the one that it speaks of most."""


def hold_by_fields(concepts: Concepts) -> Iterator[Kin]:
    """Yield what is called like a field, or one half of it, that the path of a category of a concept is of.

    Bags may hold satchels, by the field of bags and luggage.
    """
    called: dict[str, list[int]] = defaultdict(list)
    for unit in concepts.units:
        for field in list_fields_called(unit.key):
            called[field].append(unit.node)
    yield from _hold(concepts, called, "of the field of {}")


def hold_by_people(concepts: Concepts) -> Iterator[Kin]:
    """Yield what is not divided and called by people alone, where a concept is of what shops sell to these.

    Gents may hold shirts, and shoes.
    """
    divided = {node.parent for node in concepts.nodes}
    suited: dict[str, list[int]] = defaultdict(list)
    for at, node in enumerate(concepts.nodes):
        if node.label.terms and at not in divided and audience_terms().keys() >= set(node.label.terms):
            for field in list_suited(node.audience):
                suited[field].append(at)
    yield from _hold(concepts, suited, "called by people alone, and these use {}")


def _hold(concepts: Concepts, holding: Mapping[str, Sequence[int]], told: str) -> Iterator[Kin]:
    """Yield for each concept the categories that hold the fields of its paths."""
    score = read_table("matching")["cutoffs"]["holds"]
    for concept in concepts.found:
        fields = {field for member in concept.members for field in _list_fields(concepts, member.node)}
        for field in sorted(fields & holding.keys()):
            for node in holding[field]:
                yield Kin(concept_id=concept.concept_id, node=node, score=score, evidence=told.format(field))


def _list_fields(concepts: Concepts, node: int) -> set[str]:
    """Return the fields of a category's path, and those that its department is called like."""
    told = find_fields(concepts.nodes[node].own, concepts.nodes[node].above)
    most = max(told.values(), default=0.0)
    top, seen = node, {node}
    while (upper := concepts.nodes[top].parent) is not None and upper not in seen:
        top = upper
        seen.add(top)
    return {field for field, weight in told.items() if weight >= LEAST * most} | find_fields(
        concepts.nodes[top].own, {}
    ).keys()
