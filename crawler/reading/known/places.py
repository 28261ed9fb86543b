"""Where values stand on the pages of one template, as selectors that are kept while they are right."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from typing import Generic, TypeVar

from selectolax.lexbor import LexborHTMLParser, LexborNode

from crawler.reading.markup.text import text_of
from crawler.reading.prices.price_text import price_text

MOST_PLACES = 12
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


def read_told(place: Place, tree: LexborHTMLParser, tell: Callable[[str | None], Value | None]) -> Value | None:
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
    """The places that were right on all pages so far, best first; None as long as no page has shown such a value.

    Where a page left none, they are those of the pages since.
    """

    kept: tuple[Place, ...] | None = None

    def read(self, tree: LexborHTMLParser, tell: Callable[[str | None], Value | None]) -> Value | None:
        """Return the value of a page; `tell` makes it of what stands there."""
        return read_told(self.kept[0], tree, tell) if self.kept else None

    def learn(
        self,
        tree: LexborHTMLParser,
        value: Value | None,
        tell: Callable[[str | None], Value | None],
        candidates: Callable[[], Iterable[Place]],
    ) -> Places[Value]:
        """Return the places that are right on one more page, where `value` is known."""
        if not self.kept and value is None:
            return self
        # where no place was right on all pages, those of this one may be on the next
        places = self.kept or dict.fromkeys(candidates())
        right = [place for place in places if read_told(place, tree, tell) == value]
        return Places(tuple(right[:MOST_PLACES]))
