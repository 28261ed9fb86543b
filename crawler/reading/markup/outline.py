"""A page flattened in one pass: elements in document order with the texts below them, so that readers ask by number.

An element's subtree is the range from its own number to its `end`; whether one lies in another, what two share and
what is written between two are comparisons of numbers. Work is bounded for hostile pages: see `MOST_*` and `DEEPEST`.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from functools import cached_property

from crawler.reading.markup.spots import Spot, Text
from crawler.reading.markup.tags import NO_MARKS, VOID, read_marks, read_tokens, unescape

MOST_SPOTS = 40_000
"""Five times as many as the largest of a hundred recorded pages has; a reader takes some 50 microseconds for each."""
DEEPEST = 100
"""Elements below this depth hang from the ancestor at this depth, so that a reader may walk down by recursion."""
MOST_TEXT = 2_000
"""Characters kept of one text."""


class Outline:
    """All elements and texts of a page's body, in document order; the first element stands for the body itself."""

    def __init__(self, html: str) -> None:
        builder = _Builder()
        for closing, name, written, text in read_tokens(html):
            if closing:
                builder.close(name)
            elif name and not builder.open(name, written):
                break
            if text:
                builder.add(text)
        self.spots, self.texts = builder.spots, builder.texts
        builder.close_all()
        _sign(self.spots)

    @property
    def body(self) -> Spot:
        return self.spots[0]

    @cached_property
    def links(self) -> list[Spot]:
        """The elements that lead somewhere, in page order."""
        return [spot for spot in self.spots if spot.tag in ("a", "area") and spot.get("href")]

    def text_of(self, spot: Spot) -> str:
        """Return all text below an element, pieces separated by a space."""
        return self.text_between(spot.texts, spot.texts_end)

    def text_between(self, start: int, end: int) -> str:
        return " ".join([text.text for text in self.texts[start:end]])

    def first_text_at(self, number: int) -> int:
        """Return the number of the first text that stands in or after element `number`."""
        return self.spots[number].texts if number < len(self.spots) else len(self.texts)

    def inside(self, spot: Spot, ordered: list[Spot]) -> list[Spot]:
        """Return those of `ordered` (in document order) that lie in `spot`."""
        return between(ordered, spot.number, spot.end)


class _Builder:
    """Hangs up elements and texts as they come. What is counted below one is what was counted while it was open."""

    __slots__ = ("_chars", "_inside", "_linked", "_links", "_open", "_parent", "spots", "texts")

    def __init__(self) -> None:
        self._parent = Spot("body", NO_MARKS, None, 0, 0)
        self.spots = [self._parent]
        self.texts: list[Text] = []
        self._open: list[tuple[str, Spot]] = []
        """Tags without an end so far, with what was open before."""
        self._links = self._chars = self._linked = self._inside = 0

    def open(self, name: str, written: str) -> bool:
        """Add an element; False where the page has had enough of them."""
        spots, parent = self.spots, self._parent
        if name == "body" and len(spots) == 1:
            spots[0] = self._parent = Spot("body", read_marks(written), None, 0, 0)
            return True
        spot = Spot(name, read_marks(written), parent, len(spots), len(self.texts))
        spots.append(spot)
        parent.children.append(spot)
        if name in VOID:
            return len(spots) < MOST_SPOTS
        self._open.append((name, parent))
        if spot.depth < DEEPEST:
            spot.links, spot.chars, spot.linked = self._links, self._chars, self._linked
            self._parent = spot
            if name == "a" and "href" in spot.attributes:
                self._links += 1
                self._inside += 1
        return len(spots) < MOST_SPOTS

    def close(self, name: str) -> None:
        if not self._open or self._open[-1][0] != name:
            return
        _, before = self._open.pop()
        spot = self._parent
        if before is spot:
            return
        self._parent = before
        self._count(spot)
        if name == "a" and "href" in spot.attributes:
            self._inside -= 1

    def add(self, text: str) -> None:
        words = unescape(text).split()
        if not words:
            return
        found = Text(" ".join(words)[:MOST_TEXT], self._parent)
        self.texts.append(found)
        self._parent.children.append(found)
        self._chars += found.chars
        if self._inside:
            self._linked += found.chars

    def close_all(self) -> None:
        while self._open:
            self.close(self._open[-1][0])
        self._count(self.spots[0])

    def _count(self, spot: Spot) -> None:
        spot.end = len(self.spots)
        spot.texts_end = len(self.texts)
        spot.links = self._links - spot.links
        spot.chars = self._chars - spot.chars
        spot.linked = self._linked - spot.linked


def _sign(spots: list[Spot]) -> None:
    """Give elements of one template path one number: tags and each one's most common class, from the top down."""
    common = Counter([(spot.tag, kind) for spot in spots for kind in spot.marks.kinds])
    signs: dict[tuple[int, str, str], int] = {}
    for spot in spots:
        tag, kinds = spot.tag, spot.marks.kinds
        kind = max(kinds, key=lambda kind: common[tag, kind]) if len(kinds) > 1 else kinds[0] if kinds else ""
        above = spot.parent.sign if spot.parent is not None else 0
        spot.sign = signs.setdefault((above, tag, kind), len(signs) + 1)


def between(ordered: list[Spot], start: int, end: int) -> list[Spot]:
    """Return those of `ordered` (in document order) whose numbers lie in the range."""
    low = bisect_left(ordered, start, key=_number)
    high = bisect_left(ordered, end, lo=low, key=_number)
    return ordered[low:high]


def _number(spot: Spot) -> int:
    return spot.number


def depth_shared(one: Spot, other: Spot) -> int:
    """Return the depth of the nearest element that holds both."""
    first, second = one.ancestor(other.depth), other.ancestor(one.depth)
    while first is not second and first.parent is not None and second.parent is not None:
        first, second = first.parent, second.parent
    return first.depth
