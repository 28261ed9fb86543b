"""Where a value stands that pages of one template show in more than one way, such as a usual and a lowered price."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Generic, TypeVar

from selectolax.lexbor import LexborHTMLParser

from crawler.reading.known.places import Place, read_told

MOST_TRIED = 60
"""Places that are compared on each page that teaches something."""
MOST_WRONG = 1_000
MOST_READ = 4
FEWEST_RIGHT = 2
"""Pages on which a place has to be right before it is asked where those before it tell nothing."""

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Alternatives(Generic[Value]):
    """The places that never told anything wrong; of those that are `asked`, in order, the first that tells counts."""

    asked: tuple[Place, ...] = ()
    pages: int = 0
    rights: Mapping[Place, int] = field(default_factory=dict)
    """The pages on which each place was right, as bits of a number."""
    wrong: frozenset[Place] = frozenset()

    def read(self, tree: LexborHTMLParser, tell: Callable[[str | None], Value | None]) -> Value | None:
        """Return the value of a page; `tell` makes it of what stands there."""
        for place in self.asked:
            if (value := read_told(place, tree, tell)) is not None:
                return value
        return None

    def learn(
        self,
        tree: LexborHTMLParser,
        value: Value | None,
        tell: Callable[[str | None], Value | None],
        candidates: Callable[[], Iterable[Place]],
    ) -> Alternatives[Value]:
        """Return what is known after one more page, where `value` is known."""
        told = {place: read_told(place, tree, tell) for place in self.rights}
        if value is not None and value not in told.values():
            fresh = dict.fromkeys(place for place in candidates() if place not in told and place not in self.wrong)
            # what has to be looked for among several of one place may be found at the wrong one elsewhere
            plainest = sorted(islice(fresh, MOST_TRIED), key=lambda place: tell(place.read(tree)) != value)
            told |= {place: read_told(place, tree, tell) for place in plainest}
        page = 1 << self.pages
        kept = {
            place: self.rights.get(place, 0) | (page if found is not None else 0)
            for place, found in told.items()
            if found in (None, value)
        }
        best = sorted(kept, key=lambda place: -kept[place].bit_count())[:MOST_TRIED]
        wrong = self.wrong | (told.keys() - kept.keys())
        return Alternatives(
            asked=tuple(islice(_cover(best, kept), MOST_READ)),
            pages=self.pages + 1,
            rights={place: kept[place] for place in best},
            wrong=wrong if len(wrong) <= MOST_WRONG else self.wrong,
        )


def _cover(places: list[Place], rights: Mapping[Place, int]) -> Iterator[Place]:
    """Yield the place that was right most often, then the one that was on most other pages, and so on."""
    seen = 0
    for _ in places:
        best = max(places, key=lambda place: (rights[place] & ~seen).bit_count())
        if not rights[best] & ~seen or (seen and rights[best].bit_count() < FEWEST_RIGHT):
            return
        seen |= rights[best]
        yield best
