"""Where values stand on the pages of one template, as selectors that are kept as long as they are never wrong.

A value may stand in one place or another, such as a usual and a lowered price.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from itertools import islice
from typing import Generic, TypeVar

from selectolax.lexbor import LexborHTMLParser, LexborNode

from crawler.reading.markup.text import text_of
from crawler.reading.prices.price_text import price_text

MOST_CANDIDATES = 1_000
MOST_TRIED = 24
"""Places that are compared on each page that teaches something."""
MOST_WRONG = 1_000
MOST_ASKED = 4
FEWEST_RIGHT = 2
"""Pages on which a place has to be right before it is asked where those before it tell nothing."""
MOST_NODES = 100
"""Nodes of an element whose text is read."""
MOST_ALIKE = 20
"""Elements of one place of which the first that tells something counts."""

_text_of = partial(text_of, limit=MOST_NODES)

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Place:
    """The first element below another that a selector finds, or the other itself where the selector is empty.

    What stands there is its text, or one of its attributes; `shown` leaves out what is struck through in the text.
    """

    selector: str
    attribute: str = ""
    shown: bool = False

    def find(self, node: LexborNode | LexborHTMLParser) -> LexborNode | None:
        if self.selector:
            return node.css_first(self.selector)
        return node if isinstance(node, LexborNode) else None

    def read(self, node: LexborNode | LexborHTMLParser) -> str | None:
        """Return what stands there; None where there is no such element."""
        found = self.find(node)
        if found is None:
            return None
        if self.attribute:
            return found.attributes.get(self.attribute) or ""
        return _lone_text(found, price_text if self.shown else _text_of)


def is_drawn(price: LexborNode | None) -> bool:
    """Say whether a picture may tell the price, or that there is none."""
    return price is not None and price.css_first("img") is not None


def _read_told(place: Place, tree: LexborHTMLParser, tell: Callable[[str | None], Value | None]) -> Value | None:
    """Return the value of the first element of a place's that tells one."""
    first = tree.css_first(place.selector)
    if first is None:
        return None
    alike = Place("", place.attribute, place.shown)
    if (value := tell(alike.read(first))) is not None:
        return value
    told = (tell(alike.read(node)) for node in tree.css(place.selector)[:MOST_ALIKE])
    return next((value for value in told if value is not None), None)


def _lone_text(node: LexborNode, read: Callable[[LexborNode], str]) -> str:
    child = node.first_child
    if child is not None and child.tag == "-text" and child.next is None:
        return child.text_content or ""
    return read(node)


@dataclass(frozen=True, slots=True)
class Places(Generic[Value]):
    """The places that never told anything wrong; of those that are `asked`, in order, the first that tells counts."""

    asked: tuple[Place, ...] = ()
    is_told: bool = False
    """Whether some page has shown such a value: if so and nothing is asked, no place is known for it."""
    pages: int = 0
    rights: Mapping[Place, int] = field(default_factory=dict)
    """The pages on which each place was right, as bits of a number."""
    wrong: frozenset[Place] = frozenset()

    @property
    def is_lost(self) -> bool:
        """Whether pages show such a value, and nobody knows where."""
        return self.is_told and not self.asked

    def read(self, tree: LexborHTMLParser, tell: Callable[[str | None], Value | None]) -> Value | None:
        """Return the value of a page; `tell` makes it of what stands there."""
        told = (_read_told(place, tree, tell) for place in self.asked)
        return next((value for value in told if value is not None), None)

    def learn(
        self,
        tree: LexborHTMLParser,
        value: Value | None,
        tell: Callable[[str | None], Value | None],
        candidates: Callable[[], Iterable[Place]],
    ) -> Places[Value]:
        """Return what is known after one more page, where `value` is known."""
        told = {place: _read_told(place, tree, tell) for place in self.rights}
        if value is not None and value not in told.values():
            some = islice(candidates(), MOST_CANDIDATES)
            fresh = dict.fromkeys(place for place in some if place not in told and place not in self.wrong)
            # what has to be looked for among several of one place may be found at the wrong one elsewhere
            plainest = sorted(islice(fresh, MOST_TRIED), key=lambda place: tell(place.read(tree)) != value)
            told |= {place: _read_told(place, tree, tell) for place in plainest}
        page = 1 << self.pages
        kept = {
            place: self.rights.get(place, 0) | (page if found is not None else 0)
            for place, found in told.items()
            if found in (None, value)
        }
        best = sorted(kept, key=lambda place: -kept[place].bit_count())[:MOST_TRIED]
        wrong = self.wrong | (told.keys() - kept.keys())
        return Places(
            asked=tuple(islice(_cover(best, kept), MOST_ASKED)),
            is_told=self.is_told or value is not None,
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
