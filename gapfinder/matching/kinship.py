"""Which categories lie inside a concept or may be of it, though they are not."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import chain

from gapfinder.matching.concepts import Concept, Concepts
from gapfinder.matching.holders import find_like, list_names, list_sites
from gapfinder.matching.kin_below import Kin, find_below, map_nodes
from gapfinder.matching.labels import light_terms
from gapfinder.matching.made_words import doubt_made_words
from gapfinder.matching.offers import find_in_name
from gapfinder.matching.relations import EQUIVALENT, NARROWER
from gapfinder.matching.ruled_kin import drop_denied, find_ruled
from gapfinder.matching.trees import Node
from gapfinder.matching.units import Unit
from gapfinder.words import read_table

DOUBTFUL = 0.49
"""The score of a category that may be of a concept, and by which its presence is not decided."""
FAINT = 0.1
"""That of one whose name says so and nothing else: it is quite unlike all of the concept, so that nothing follows for
what stands above the concept."""


def find_narrower(concepts: Concepts) -> list[Kin]:
    """Return categories that are a kind of a concept, by their names: cordless drills are drills.

    Names that are about something that says little, as accessories, make no kind.
    """
    score = read_table("matching")["cutoffs"]["narrower"]
    by_head = _group_by_head(concepts)
    found = {(kin.concept_id, kin.node): kin for kin in (*find_ruled(concepts, NARROWER), *find_below(concepts))}
    for concept, key, head in list_names(concepts):
        own = {member.node for member in concept.members}
        for unit in by_head.get(head, ()):
            if unit.node not in own and _is_kind_of(unit, concepts.nodes[unit.node], key, concept, concepts):
                kin = Kin(
                    concept_id=concept.concept_id, node=unit.node, score=score, evidence=f"a kind of {' '.join(key)}"
                )
                found.setdefault((concept.concept_id, unit.node), kin)
    return list(drop_denied(concepts, found.values()))


def find_doubtful(concepts: Concepts) -> list[Kin]:
    """Return categories that may be of a concept, too unsurely to say so: their scores are below one half.

    Either their names are near, or their products are called alike; the latter tells nothing of a way of selling. Names
    of what is quite unlike otherwise score `FAINT`, all else `DOUBTFUL`.
    """
    cutoffs = read_table("matching")["cutoffs"]
    concept_of = map_nodes(concepts)
    carrying = list_sites(concepts)
    matches = concepts.matches
    named = chain(doubt_made_words(concepts, carrying, score=FAINT), _doubt_by_name(concepts, carrying))
    like = find_like(concepts)
    found = {
        (kin.concept_id, kin.node): replace(kin, score=DOUBTFUL) if (kin.concept_id, kin.node) in like else kin
        for kin in named
    }
    pairs = zip(matches.rows.tolist(), matches.others.tolist(), matches.unpriced.tolist(), strict=True)
    for at, (row, other, score) in enumerate(pairs):
        sells_alike = matches.features["titles"][at] >= cutoffs["alike"] and not find_in_name(_name_node(concepts, row))
        if not sells_alike and (score < cutoffs["doubt"] or matches.relations[at] != EQUIVALENT):
            continue
        site = concepts.nodes[other].place.site
        for concept_id in concept_of.get(row, ()):
            known = found.get((concept_id, other))
            if site not in carrying[concept_id] and (known is None or known.score < DOUBTFUL):
                found[concept_id, other] = Kin(
                    concept_id=concept_id, node=other, score=DOUBTFUL, evidence=matches.reason(at)
                )
    return list(drop_denied(concepts, found.values()))


def _group_by_head(concepts: Concepts) -> dict[str, list[Unit]]:
    groups: dict[str, list[Unit]] = defaultdict(list)
    for unit in concepts.units:
        groups[unit.head].append(unit)
    return groups


def _is_kind_of(unit: Unit, node: Node, key: tuple[str, ...], concept: Concept, concepts: Concepts) -> bool:
    more = set(unit.key) - set(key)
    if not more or not set(key) <= set(unit.key) or any(term.startswith("!") for term in more):
        return False
    if any(_means_other_goods(word, node, concept, concepts) for word in key):
        return False
    audiences = [concepts.nodes[member.node].audience for member in concept.members]
    return not node.audience or any(not audience or audience & node.audience for audience in audiences)


def _means_other_goods(word: str, node: Node, concept: Concept, concepts: Concepts) -> bool:
    """Tell whether a word names other goods in a node than in all of a concept: baby monitors are no screens."""
    meant = node.meant.get(word)
    if meant is None:
        return False
    others = [concepts.nodes[member.node] for member in concept.members]
    return all(meant.isdisjoint(one.meant.get(word, meant)) for one in others if word in one.own)


def _name_node(concepts: Concepts, node: int) -> str:
    return concepts.nodes[node].label.name


def _doubt_by_name(concepts: Concepts, carrying: Mapping[str, set[str]]) -> Iterator[Kin]:
    """Yield categories whose names lack only what makes no other goods: gloves may be work gloves."""
    light = light_terms()
    by_key: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for unit in concepts.units:
        by_key[unit.key].append(unit.node)
    for concept, key, head in list_names(concepts):
        for node in by_key[key]:
            if concepts.nodes[node].place.site not in carrying[concept.concept_id]:
                yield Kin(
                    concept_id=concept.concept_id, node=node, score=FAINT, evidence="called so, among other goods"
                )
        bare = tuple(term for term in key if term not in light or term == head)
        for node in by_key.get(bare, ()) if bare != key else ():
            if concepts.nodes[node].place.site not in carrying[concept.concept_id]:
                yield Kin(concept_id=concept.concept_id, node=node, score=FAINT, evidence="its name is wider")
