"""Which categories lie inside a concept or may hold it, though they are not of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

import numpy as np

from gapfinder.concepts import Concept, Concepts
from gapfinder.kin_below import Kin, find_below, map_nodes
from gapfinder.labels import filler_terms, light_terms
from gapfinder.made_words import doubt_made_words
from gapfinder.offers import find_in_name
from gapfinder.relations import EQUIVALENT
from gapfinder.trees import Node
from gapfinder.units import Unit
from gapfinder.words import read_table

DOUBTFUL = 0.49
"""The score of a category that may be of a concept, and by which its presence is not decided."""


def find_narrower(concepts: Concepts) -> list[Kin]:
    """Return categories that are a kind of a concept, by their names: cordless drills are drills.

    Names that are about something that says little, as accessories, make no kind.
    """
    score = read_table("matching")["cutoffs"]["narrower"]
    by_head = _group_by_head(concepts)
    found = {(kin.concept_id, kin.node): kin for kin in find_below(concepts)}
    for concept, key, head in _list_names(concepts):
        own = {member.node for member in concept.members}
        for unit in by_head.get(head, ()):
            if unit.node not in own and _is_kind_of(unit, concepts.nodes[unit.node], key, concept, concepts):
                kin = Kin(
                    concept_id=concept.concept_id, node=unit.node, score=score, evidence=f"a kind of {' '.join(key)}"
                )
                found.setdefault((concept.concept_id, unit.node), kin)
    return list(found.values())


def find_broader(concepts: Concepts) -> list[Kin]:
    """Return categories that may hold a concept of which their site has none by name.

    By their names (drills may hold cordless drills), because what stands above the concept elsewhere is what they are,
    or because they are not quite unlike a category of it: whether they hold it, their products tell. The surest reason
    is given of each.
    """
    found: dict[tuple[str, int], Kin] = {}
    carrying = _list_sites(concepts)
    for kin in (*_hold_by_name(concepts), *_hold_by_parents(concepts), *_hold_by_matches(concepts)):
        key = kin.concept_id, kin.node
        is_away = concepts.nodes[kin.node].place.site not in carrying[kin.concept_id]
        if is_away and (key not in found or found[key].score < kin.score):
            found[key] = kin
    return list(found.values())


def find_doubtful(concepts: Concepts) -> list[Kin]:
    """Return categories that may be of a concept, too unsurely to say so: their scores are below one half.

    Either their names are near, or their products are called alike; the latter tells nothing of a way of selling.
    """
    cutoffs = read_table("matching")["cutoffs"]
    concept_of = map_nodes(concepts)
    carrying = _list_sites(concepts)
    matches = concepts.matches
    found = {(kin.concept_id, kin.node): kin for kin in doubt_made_words(concepts, carrying, score=DOUBTFUL)}
    found |= {(kin.concept_id, kin.node): kin for kin in _doubt_by_name(concepts, carrying)}
    for at, (row, other) in enumerate(zip(matches.rows.tolist(), matches.others.tolist(), strict=True)):
        score = float(matches.scores[at])
        sells_alike = matches.features["titles"][at] >= cutoffs["alike"] and not find_in_name(_name_node(concepts, row))
        if not sells_alike and (score < cutoffs["doubt"] or matches.relations[at] != EQUIVALENT):
            continue
        site = concepts.nodes[other].place.site
        for concept_id in concept_of.get(row, ()):
            if site not in carrying[concept_id] and (concept_id, other) not in found:
                found[concept_id, other] = Kin(
                    concept_id=concept_id, node=other, score=min(score, DOUBTFUL), evidence=matches.reason(at)
                )
    return list(found.values())


def _group_by_head(concepts: Concepts) -> dict[str, list[Unit]]:
    groups: dict[str, list[Unit]] = defaultdict(list)
    for unit in concepts.units:
        groups[unit.head].append(unit)
    return groups


def _list_names(concepts: Concepts) -> Iterator[tuple[Concept, tuple[str, ...], str]]:
    """Yield every name of every concept with its head, each once."""
    for concept in concepts.found:
        for key, head in dict.fromkeys((concepts.units[at].key, concepts.units[at].head) for at in concept.units):
            if head and head not in filler_terms():
                yield concept, key, head


def _is_kind_of(unit: Unit, node: Node, key: tuple[str, ...], concept: Concept, concepts: Concepts) -> bool:
    more = set(unit.key) - set(key)
    if not more or not set(key) <= set(unit.key) or any(term.startswith("!") for term in more):
        return False
    audiences = [concepts.nodes[member.node].audience for member in concept.members]
    return not node.audience or any(not audience or audience & node.audience for audience in audiences)


def _list_sites(concepts: Concepts) -> dict[str, set[str]]:
    return {
        concept.concept_id: {concepts.nodes[member.node].place.site for member in concept.members}
        for concept in concepts.found
    }


def _hold_by_name(concepts: Concepts) -> Iterator[Kin]:
    score = read_table("matching")["cutoffs"]["holds"]
    by_key: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for unit in concepts.units:
        by_key[unit.key].append(unit.node)
    for concept, key, head in _list_names(concepts):
        for shorter in _shorten(key, head):
            for node in by_key.get(shorter, ()):
                yield Kin(concept_id=concept.concept_id, node=node, score=score, evidence="its name is wider")


def _shorten(key: tuple[str, ...], head: str) -> Iterator[tuple[str, ...]]:
    """Yield a name with one word less, and its head alone."""
    if len(key) < 2:
        return
    for left_out in key:
        if left_out != head:
            yield tuple(term for term in key if term != left_out)
    yield (head,)


def _name_node(concepts: Concepts, node: int) -> str:
    return concepts.nodes[node].label.name


def _doubt_by_name(concepts: Concepts, carrying: Mapping[str, set[str]]) -> Iterator[Kin]:
    """Yield categories whose names lack only what makes no other goods: gloves may be work gloves."""
    light = light_terms()
    by_key: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for unit in concepts.units:
        by_key[unit.key].append(unit.node)
    for concept, key, head in _list_names(concepts):
        for node in by_key[key]:
            if concepts.nodes[node].place.site not in carrying[concept.concept_id]:
                yield Kin(
                    concept_id=concept.concept_id, node=node, score=DOUBTFUL, evidence="called so, among other goods"
                )
        bare = tuple(term for term in key if term not in light or term == head)
        for node in by_key.get(bare, ()) if bare != key else ():
            if concepts.nodes[node].place.site not in carrying[concept.concept_id]:
                yield Kin(concept_id=concept.concept_id, node=node, score=DOUBTFUL, evidence="its name is wider")


def _hold_by_parents(concepts: Concepts) -> Iterator[Kin]:
    score = read_table("matching")["cutoffs"]["holds"]
    concept_of = map_nodes(concepts)
    by_id = {concept.concept_id: concept for concept in concepts.found}
    for concept in concepts.found:
        uppers = {
            upper
            for member in concept.members
            if (parent := _find_upper(concepts, member.node)) is not None
            for upper in concept_of.get(parent, ())
        }
        for upper in sorted(uppers - {concept.concept_id}):
            for member in by_id[upper].members:
                told = f'elsewhere it stands below "{by_id[upper].label}"'
                yield Kin(concept_id=concept.concept_id, node=member.node, score=score, evidence=told)


def _find_upper(concepts: Concepts, node: int) -> int | None:
    """Return the nearest category above that is of goods."""
    at, steps = concepts.nodes[node].parent, 0
    while at is not None and not concepts.nodes[at].is_goods and steps < len(concepts.nodes):
        at, steps = concepts.nodes[at].parent, steps + 1
    return at


def _hold_by_matches(concepts: Concepts) -> Iterator[Kin]:
    cutoffs = read_table("matching")["cutoffs"]
    matches = concepts.matches
    concept_of = map_nodes(concepts)
    for at in np.flatnonzero(matches.scores >= cutoffs["unlike"]).tolist():
        row, other, score = int(matches.rows[at]), int(matches.others[at]), float(matches.scores[at])
        for concept_id in concept_of.get(row, ()):
            told = matches.reason(at)
            yield Kin(concept_id=concept_id, node=other, score=max(score, cutoffs["holds"]), evidence=told)
