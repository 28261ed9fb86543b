"""Which pairs of categories a person is asked about: by turns a doubtful one, and one drawn from what was joined."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from math import log
from random import Random

from gapfinder.matching.concepts import Concepts
from gapfinder.matching.kin_below import map_nodes
from gapfinder.matching.trees import Place
from gapfinder.words import read_table

FARTHEST = 3.0
"""How far from the line, in log odds, a pair is still doubtful."""


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
    """Return up to `most` questions, by turns from the most doubtful pairs and from joined ones drawn by chance.

    No category comes twice. A pair is the more doubtful the nearer its score lies to that from which on equivalent
    categories are joined; from those drawn by chance one can tell what share of the joined ones is right.
    """
    streams = [iter(_list_doubtful(concepts)), _draw_joined(concepts, Random(seed))]  # noqa: S311
    found: list[Question] = []
    used: set[int] = set()
    while streams and len(found) < most:
        for stream in list(streams):
            fresh = (question for question in stream if used.isdisjoint((question.one, question.other)))
            places = ((question, *_places(concepts, question)) for question in fresh)
            question = next((question for question, one, other in places if not is_answered(one, other)), None)
            if question is None:
                streams.remove(stream)
            elif len(found) < most:
                found.append(question)
                used |= {question.one, question.other}
    return found


def _places(concepts: Concepts, question: Question) -> tuple[Place, Place]:
    return concepts.nodes[question.one].place, concepts.nodes[question.other].place


def _list_doubtful(concepts: Concepts) -> list[Question]:
    matches, concept_of = concepts.matches, map_nodes(concepts)
    line = _log_odds(read_table("matching")["cutoffs"]["together"])
    doubts: dict[tuple[int, int], float] = {}
    for row, other, score in zip(matches.rows.tolist(), matches.others.tolist(), matches.scores.tolist(), strict=True):
        far = abs(_log_odds(score) - line)
        if far <= FARTHEST and row in concept_of and other in concept_of:
            pair = (min(row, other), max(row, other))
            doubts[pair] = min(far, doubts.get(pair, far))
    return [
        Question(one=one, other=other, joined=not set(concept_of[one]).isdisjoint(concept_of[other]), by_chance=False)
        for one, other in sorted(doubts, key=lambda pair: (doubts[pair], pair))
    ]


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


def _log_odds(share: float) -> float:
    share = min(max(share, 1e-6), 1 - 1e-6)
    return log(share / (1 - share))
