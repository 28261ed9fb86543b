"""One session of questions on what is loaded, each answer kept at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from gapfinder.analysing import find_loaded_concepts
from gapfinder.matching.catalogues.trees import Place
from gapfinder.matching.clustering.concepts import Concepts
from gapfinder.reviewing.contradictions import Contradiction, list_contradictions
from gapfinder.reviewing.counting import keep_decisions
from gapfinder.reviewing.questions import Question, list_questions
from warehouse.analysis import Catalogue
from warehouse.decisions import Decision
from warehouse.homes import Home
from warehouse.store import open_store

MOST_SHOWN = 6
"""Names of categories around one, and titles of products in it, that are shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One category of a question: where it stands, what stands below and beside it, and what it sells."""

    place: Place
    below: tuple[str, ...]
    beside: tuple[str, ...]
    titles: tuple[str, ...]


class Session:
    """What is loaded, the questions on it, and the answers so far."""

    def __init__(self, home: Home, *, seed: int, most: int) -> None:
        self._home = home
        self._concepts, known = find_loaded_concepts(home)
        self._members, self._decisions = known.members, known.decisions
        self._titles = _read_titles(known.catalogue)
        answered = {decision.pair for decision in known.decisions}
        self.questions = list_questions(
            self._concepts,
            is_answered=lambda one, other: frozenset((_key(one), _key(other))) in answered,
            seed=seed + len(known.decisions),
            most=most,
        )

    def show(self, question: Question) -> tuple[Side, Side]:
        """Return what a person sees of a question: nothing of what the machine made of it."""
        return self._describe(question.one), self._describe(question.other)

    def keep(self, question: Question, verdict: str, *, by: str, reason: str = "") -> Decision:
        """Keep an answer. Raises what `open_store` raises."""
        one, other = (self._concepts.nodes[at].place for at in (question.one, question.other))
        decision = Decision(
            decided_at=datetime.now(UTC).replace(tzinfo=None),
            decided_by=by,
            verdict=verdict,
            site=one.site,
            category_id=one.category_id,
            path=one.path,
            other_site=other.site,
            other_category_id=other.category_id,
            other_path=other.path,
            reason=reason,
            joined=question.joined,
            by_chance=question.by_chance,
        )
        with open_store(self._home) as store:
            keep_decisions(store, [decision])
        self._decisions.append(decision)
        return decision

    def list_contradictions(self, decision: Decision) -> list[Contradiction]:
        """Return what does not count any more because of a decision that was kept."""
        found = list_contradictions(self._decisions, self._members)
        return [contradiction for contradiction in found if decision in contradiction.decisions]

    def _describe(self, at: int) -> Side:
        nodes = self._concepts.nodes
        node = nodes[at]
        beside = nodes[node.parent].children if node.parent is not None else ()
        return Side(
            place=node.place,
            below=_names(self._concepts, node.children),
            beside=_names(self._concepts, [other for other in beside if other != at]),
            titles=tuple(self._titles.get(_key(node.place), ())),
        )


def _names(concepts: Concepts, positions: Sequence[int]) -> tuple[str, ...]:
    return tuple(concepts.nodes[at].place.path[-1] for at in positions[:MOST_SHOWN])


def _key(place: Place) -> tuple[str, str]:
    return place.site, place.category_id


def _read_titles(catalogue: Catalogue) -> Mapping[tuple[str, str], list[str]]:
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for site, category_id, title in catalogue.list_titles():
        if len(found[site, category_id]) < MOST_SHOWN:
            found[site, category_id].append(title)
    return found
