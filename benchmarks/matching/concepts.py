"""Measures what concepts put together: of pairs of categories read by eye, and of siblings on one site.

python -m benchmarks.matching.concepts
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from benchmarks.matching.gold import SHARED, Sample, read_paths, read_samples
from gapfinder.matching.catalogues.trees import Place, plant_forest
from gapfinder.matching.clustering.concepts import Concepts, find_concepts
from gapfinder.matching.names.terms import stem_phrase
from gapfinder.matching.pairs.relations import EQUIVALENT
from gapfinder.matching.presence.kin_below import map_nodes


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """What was read of a source and what its concept holds on the target: counts of categories.

    `right` are equivalent, `near` broader or narrower, `wrong` neither; `missed` are equivalent and not in the concept.
    """

    right: int
    near: int
    wrong: int
    missed: int


def main(_: Sequence[str]) -> int:
    """Match the sites of each sample, and count; 0 also where there is nothing to count."""
    if not SHARED.exists():
        print("skipped: the mappings are not there (../shared/taxonomies)")
        return 0
    judged, siblings, families = [], 0, 0
    for sample in read_samples():
        concepts = find_concepts(plant_forest(list(_list_places(sample))))
        judged += list(_judge(sample, concepts))
        found = count_siblings(concepts)
        siblings, families = siblings + found[0], families + found[1]
        print(
            f"{sample.source} and {sample.target}: {found[0]} of {found[1]} families in a concept hold unlike siblings"
        )
    right, near, wrong, missed = (sum(getattr(one, key) for one in judged) for key in Judged.__slots__)
    together = right + near + wrong
    told = f"{right} are equivalent, {near} broader or narrower, {wrong} none of what was read"
    print(f"of {together} pairs that a concept puts together {told}")
    print(f"equivalent pairs found: {right} of {right + missed}")
    print(f"siblings of other names in one concept: {siblings} of {families} ({siblings / max(families, 1):.2%})")
    return 0


def count_siblings(concepts: Concepts) -> tuple[int, int]:
    """Return how often a concept holds categories of one site below one parent of which two share no name, and how
    often it holds any.

    Synonyms are two names. A part of a composite counts by its own: boots, and the boots of "Shoes & Boots", are called
    alike.
    """
    unlike = every = 0
    for concept in concepts.found:
        families: dict[tuple[str, int | None], dict[int, set[frozenset[str]]]] = defaultdict(lambda: defaultdict(set))
        for unit in (concepts.units[at] for at in concept.units):
            node = concepts.nodes[unit.node]
            families[node.place.site, node.parent][unit.node].add(frozenset(stem_phrase(unit.name, node.language)))
        every += len(families)
        unlike += sum(
            any(one.isdisjoint(other) for one, other in combinations(names.values(), 2)) for names in families.values()
        )
    return unlike, every


def _judge(sample: Sample, concepts: Concepts) -> Iterator[Judged]:
    of_node = map_nodes(concepts)
    at = {(node.place.site, node.place.category_id): place for place, node in enumerate(concepts.nodes)}
    by_id = {concept.concept_id: concept for concept in concepts.found}
    for path in (*sample.right, *sample.absent):
        ids = of_node.get(at[sample.source, path], ())
        held = {member.node for one in ids for member in by_id[one].members}
        there = {
            concepts.nodes[node].place.category_id for node in held if concepts.nodes[node].place.site == sample.target
        }
        told = {target: relation for (source, target), relation in sample.relations.items() if source == path}
        same = {target for target, relation in told.items() if relation == EQUIVALENT}
        yield Judged(
            right=len(there & same),
            near=len(there & told.keys() - same),
            wrong=len(there - told.keys()),
            missed=len(same - there),
        )


def _list_places(sample: Sample) -> Iterator[Place]:
    for site in (sample.source, sample.target):
        yield from (Place(site=site, category_id=path, path=tuple(path.split(" > "))) for path in read_paths(site))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
