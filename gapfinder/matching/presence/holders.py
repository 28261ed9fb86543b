"""Which categories may hold a concept of which their site has none by name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Set
from dataclasses import replace
from itertools import chain

import numpy as np

from gapfinder.matching.clustering.concepts import Concept, Concepts
from gapfinder.matching.names.labels import filler_terms
from gapfinder.matching.pairs.relations import BROADER, UNTOLD
from gapfinder.matching.presence.departments import Unlike, hold_by_departments, read_unlike
from gapfinder.matching.presence.field_holders import hold_by_fields, hold_by_people
from gapfinder.matching.presence.kin_below import Kin, list_uppers, map_nodes
from gapfinder.matching.presence.made_words import hold_made_words
from gapfinder.matching.presence.mates import Mates
from gapfinder.matching.presence.nearness import Nearness
from gapfinder.matching.presence.ruled_kin import drop_denied, find_ruled
from gapfinder.words import read_table


def find_broader(concepts: Concepts, nearness: Nearness | None = None, *, unlike: Unlike | None = None) -> list[Kin]:
    """Return categories that may hold a concept of which their site has none by name.

    By their names (drills may hold cordless drills), because they are what stands above the concept elsewhere, because
    they are not quite unlike a category of it, or because they are of the department in which it stands elsewhere:
    whether they hold it, their products tell. The surest reason is given of each. What is quite unlike is as a rule
    what the weights say.
    """
    cutoff = read_unlike(concepts.matches.weights) if unlike is None else unlike
    carrying = list_sites(concepts)
    near = chain(
        find_ruled(concepts, BROADER),
        _hold_by_name(concepts),
        _hold_by_parents(concepts),
        hold_made_words(concepts, carrying, score=read_table("matching")["cutoffs"]["holds"]),
    )
    like = _hold_by_matches(concepts, carrying, nearness or Nearness(), cutoff.below)
    around = chain(hold_by_fields(concepts), hold_by_people(concepts), hold_by_departments(concepts, cutoff))
    found: dict[tuple[str, int], Kin] = {}
    for kin in drop_denied(concepts, chain((replace(kin, is_near=True) for kin in near), like, around)):
        key = kin.concept_id, kin.node
        is_away = concepts.nodes[kin.node].place.site not in carrying[kin.concept_id]
        if is_away and (key not in found or (found[key].is_near, found[key].score) < (kin.is_near, kin.score)):
            found[key] = kin
    return list(found.values())


def list_names(concepts: Concepts) -> Iterator[tuple[Concept, tuple[str, ...], str]]:
    """Yield every name of every concept with its head, each once."""
    for concept in concepts.found:
        for key, head in dict.fromkeys((concepts.units[at].key, concepts.units[at].head) for at in concept.units):
            if head and head not in filler_terms():
                yield concept, key, head


def list_sites(concepts: Concepts) -> dict[str, set[str]]:
    """Return the sites that have a category of each concept, by its id."""
    return {
        concept.concept_id: {concepts.nodes[member.node].place.site for member in concept.members}
        for concept in concepts.found
    }


def find_like(concepts: Concepts) -> dict[tuple[str, int], float]:
    """Return the concepts and categories, by position, of which a pair is not quite unlike, and how like the best is.

    Either may be the source of the pair.
    """
    matches = concepts.matches
    concept_of = map_nodes(concepts)
    near = np.flatnonzero(matches.unpriced >= read_unlike(matches.weights).below)
    rows, others = matches.rows[near], matches.others[near]
    ends = np.concatenate([[rows, others], [others, rows]], axis=1)
    scores = np.tile(matches.unpriced[near], 2)
    order = np.argsort(scores, kind="stable")
    pairs = zip(*ends[:, order].tolist(), scores[order].tolist(), strict=True)
    return {(concept_id, other): score for row, other, score in pairs for concept_id in concept_of.get(row, ())}


def _hold_by_name(concepts: Concepts) -> Iterator[Kin]:
    score = read_table("matching")["cutoffs"]["holds"]
    by_key: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for unit in concepts.units:
        by_key[unit.key].append(unit.node)
    for concept, key, head in list_names(concepts):
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


def _hold_by_parents(concepts: Concepts) -> Iterator[Kin]:
    score = read_table("matching")["cutoffs"]["holds"]
    concept_of = map_nodes(concepts)
    by_id = {concept.concept_id: concept for concept in concepts.found}
    for concept in concepts.found:
        uppers = {
            upper
            for member in concept.members
            for node in list_uppers(concepts, member.node)
            for upper in concept_of.get(node, ())
        }
        for upper in sorted(uppers - {concept.concept_id}):
            for member in by_id[upper].members:
                told = f'elsewhere it stands below "{by_id[upper].label}"'
                yield Kin(concept_id=concept.concept_id, node=member.node, score=score, evidence=told)


def _hold_by_matches(
    concepts: Concepts, carrying: Mapping[str, Set[str]], nearness: Nearness, unlike: float
) -> Iterator[Kin]:
    """Yield what is not quite unlike a concept: not near it where one who has it has the other beside it."""
    least = read_table("matching")["cutoffs"]["holds"]
    matches = concepts.matches
    mates = Mates.of(concepts)
    for at in np.flatnonzero(matches.unpriced >= unlike).tolist():
        row, other, score = int(matches.rows[at]), int(matches.others[at]), float(matches.scores[at])
        for concept_id in mates.concepts.get(row, ()):
            holding = carrying[concept_id], mates.members[concept_id]
            is_beside = mates.is_elsewhere(other, *holding) or nearness.is_met(other, *holding)
            reason = matches.reason(at)
            told = "" if reason == UNTOLD else reason
            yield Kin(concept_id=concept_id, node=other, score=max(score, least), evidence=told, is_near=not is_beside)
