"""Which pairs of categories a person is asked about: doubtful ones, then some drawn from what was joined."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from random import Random

from gapfinder.matching.catalogues.trees import Place
from gapfinder.matching.clustering.concepts import Concepts
from gapfinder.matching.clustering.memberships import DECIDED
from gapfinder.matching.pairs.relations import EQUIVALENT
from gapfinder.matching.presence.kin_below import map_nodes

LEAST = 0.05
"""How probable it has to be that the machine is wrong of a pair for that to be doubtful."""
MISTOLD = 0.17
"""The share of right answers of which it is told wrongly whether the target is the same, broader or narrower."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Two categories by their positions; whether both are of one concept, and were drawn from such pairs by chance."""

    one: int
    other: int
    joined: bool
    by_chance: bool


def list_questions(
    concepts: Concepts, *, is_answered: Callable[[Place, Place], bool], seed: int, most: int
) -> list[Question]:
    """Return up to `most` questions: the most doubtful pairs first, then as many joined ones drawn by chance.

    Where there are too few of either, there are more of the other. No category comes twice. From those drawn by chance
    one can tell what share of the joined ones is right.
    """
    used: set[int] = set()

    def pick(stream: Iterator[Question]) -> Iterator[Question]:
        for question in stream:
            places = (concepts.nodes[at].place for at in (question.one, question.other))
            if used.isdisjoint((question.one, question.other)) and not is_answered(*places):
                used.update((question.one, question.other))
                yield question

    doubtful, drawn = pick(iter(_list_doubtful(concepts))), pick(_draw_joined(concepts, Random(seed)))  # noqa: S311
    first = list(islice(doubtful, most - most // 2))
    last = list(islice(drawn, most - len(first)))
    return [*first, *islice(doubtful, most - len(first) - len(last)), *last]


def _list_doubtful(concepts: Concepts) -> list[Question]:
    """Return pairs that were compared, first those of which the machine is likeliest to be wrong.

    What a person put together is in no doubt, nor what else came together by that.
    """
    matches, concept_of = concepts.matches, map_nodes(concepts)
    ruled = {
        concept.concept_id
        for concept in concepts.found
        if len(concept.members) > 1 and any(member.method == DECIDED for member in concept.members)
    }
    likely: dict[tuple[int, int], tuple[float, str]] = {}
    rows, others, scores = matches.rows.tolist(), matches.others.tolist(), matches.scores.tolist()
    for row, other, score, relation in zip(rows, others, scores, matches.relations, strict=True):
        if row in concept_of and other in concept_of:
            pair = (min(row, other), max(row, other))
            likely[pair] = max((score, relation), likely.get(pair, (0.0, "")))
    doubts = {}
    for (one, other), (score, relation) in likely.items():
        shared = set(concept_of[one]) & set(concept_of[other])
        wrong = _find_doubt(score, relation, is_joined=bool(shared))
        if wrong >= LEAST and ruled.isdisjoint(shared):
            doubts[one, other] = wrong, bool(shared)
    ordered = sorted(doubts.items(), key=lambda doubt: (-doubt[1][0], doubt[0]))
    return [Question(one=one, other=other, joined=joined, by_chance=False) for (one, other), (_, joined) in ordered]


def _find_doubt(score: float, relation: str, *, is_joined: bool) -> float:
    """Return how probable it is that the machine is wrong to have joined a pair, or not to.

    >>> _find_doubt(0.75, EQUIVALENT, is_joined=True), _find_doubt(0.75, EQUIVALENT, is_joined=False)
    (0.25, 0.75)
    >>> round(_find_doubt(1.0, "broader", is_joined=False), 2)
    0.17
    """
    if is_joined:
        return 1 - score
    return score if relation == EQUIVALENT else MISTOLD * score


def _draw_joined(concepts: Concepts, random: Random) -> Iterator[Question]:
    """Yield joined pairs in an order of chance: each category of a concept with one of another site's."""
    groups = [sorted(member.node for member in concept.members) for concept in concepts.found]
    categories = [(node, group) for group in groups for node in group if len(group) > 1]
    random.shuffle(categories)
    for node, group in categories:
        site = concepts.nodes[node].place.site
        others = [other for other in group if concepts.nodes[other].place.site != site]
        if others:
            yield Question(one=node, other=random.choice(others), joined=True, by_chance=True)
