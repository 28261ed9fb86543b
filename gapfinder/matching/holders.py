"""Which categories may hold a concept of which their site has none by name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import chain

import numpy as np

from gapfinder.matching.concepts import Concept, Concepts
from gapfinder.matching.kin_below import Kin, map_nodes
from gapfinder.matching.labels import filler_terms
from gapfinder.matching.relations import BROADER
from gapfinder.matching.ruled_kin import drop_denied, find_ruled
from gapfinder.words import read_table


def find_broader(concepts: Concepts, *, unlike: float | None = None) -> list[Kin]:
    """Return categories that may hold a concept of which their site has none by name.

    By their names (drills may hold cordless drills), because they are what stands above the concept elsewhere or are
    like it, or because they are not quite unlike a category of it: whether they hold it, their products tell. The
    surest reason is given of each. What scores below `unlike` is quite unlike; as a rule that is what the weights say.
    """
    cutoff = read_unlike(concepts.matches.weights) if unlike is None else unlike
    ways = chain(*(find(concepts) for find in _WAYS), _hold_by_matches(concepts, cutoff))
    found: dict[tuple[str, int], Kin] = {}
    carrying = list_sites(concepts)
    for kin in drop_denied(concepts, chain(find_ruled(concepts, BROADER), ways)):
        key = kin.concept_id, kin.node
        is_away = concepts.nodes[kin.node].place.site not in carrying[kin.concept_id]
        if is_away and (key not in found or found[key].score < kin.score):
            found[key] = kin
    return list(found.values())


def read_unlike(weights: str) -> float:
    """Return below which score a category is quite unlike another, scored by a table of weights."""
    return float(read_table(weights)["unlike"]["below"])


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
            if (parent := _find_upper(concepts, member.node)) is not None
            for upper in concept_of.get(parent, ())
        }
        for upper in sorted(uppers - {concept.concept_id}):
            for member in by_id[upper].members:
                told = f'elsewhere it stands below "{by_id[upper].label}"'
                yield Kin(concept_id=concept.concept_id, node=member.node, score=score, evidence=told)


def _hold_by_matches_above(concepts: Concepts) -> Iterator[Kin]:
    """Yield what each site has most like the category above a concept: there it would stand."""
    cutoffs = read_table("matching")["cutoffs"]
    score = cutoffs["holds"]
    matches = concepts.matches
    below: dict[int, set[str]] = defaultdict(set)
    for node, concept_ids in map_nodes(concepts).items():
        upper = _find_upper(concepts, node)
        if upper is not None:
            below[upper].update(concept_ids)
    seen: set[tuple[int, str]] = set()
    for at in np.flatnonzero(matches.scores >= cutoffs["stead"]).tolist():
        row, other = int(matches.rows[at]), int(matches.others[at])
        key = row, concepts.nodes[other].place.site
        # The pairs of a row are in the order of their scores.
        if row in below and key not in seen:
            seen.add(key)
            told = f'like "{concepts.nodes[row].label.name}", below which it stands elsewhere'
            yield from (Kin(concept_id=found, node=other, score=score, evidence=told) for found in sorted(below[row]))


def _find_upper(concepts: Concepts, node: int) -> int | None:
    """Return the nearest category above that is of goods."""
    at, steps = concepts.nodes[node].parent, 0
    while at is not None and not concepts.nodes[at].is_goods and steps < len(concepts.nodes):
        at, steps = concepts.nodes[at].parent, steps + 1
    return at


def _hold_by_matches(concepts: Concepts, unlike: float) -> Iterator[Kin]:
    least = read_table("matching")["cutoffs"]["holds"]
    matches = concepts.matches
    concept_of = map_nodes(concepts)
    for at in np.flatnonzero(matches.scores >= unlike).tolist():
        row, other, score = int(matches.rows[at]), int(matches.others[at]), float(matches.scores[at])
        for concept_id in concept_of.get(row, ()):
            told = matches.reason(at)
            yield Kin(concept_id=concept_id, node=other, score=max(score, least), evidence=told)


_WAYS = (_hold_by_name, _hold_by_parents, _hold_by_matches_above)
