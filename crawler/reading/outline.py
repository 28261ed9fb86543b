"""A page flattened in one pass: elements in document order with the texts below them, so that readers ask by number.

An element's subtree is the range from its own number to its `end`; whether one lies in another, what two share and
what is written between two are comparisons of numbers. Work is bounded for hostile pages: see `MOST_*`.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass, field
from functools import lru_cache

from selectolax.lexbor import LexborHTMLParser, LexborNode

MOST_SPOTS = 60_000
MOST_DEPTH = 200
MOST_TEXT = 2_000
"""Characters kept of one text."""
UNSEEN = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "svg",
        "math",
        "iframe",
        "object",
        "canvas",
        "head",
        "option",
        "datalist",
        "video",
        "audio",
        "map",
        "textarea",
    ]
)
"""Elements whose insides no visitor reads in place."""
PASSING = frozenset(
    [
        "first",
        "last",
        "odd",
        "even",
        "active",
        "current",
        "selected",
        "clearfix",
        "item-first",
        "item-last",
        "alt",
        "hover",
        "open",
    ]
)
"""Classes that tell a position or a state, not a kind."""
_PASSING = re.compile(r"\d+|(?:^|[-_])(?:odd|even|first|last|alt)(?=$|[-_])")


@dataclass(slots=True, eq=False)
class Spot:
    """An element. `texts` and `texts_end` number the texts below it; `sign` is equal for those of one template path."""

    number: int
    node: LexborNode
    tag: str
    attributes: dict[str, str | None]
    parent: Spot | None
    depth: int
    texts: int
    texts_end: int = 0
    end: int = 0
    sign: int = 0
    classes: tuple[str, ...] = field(default=())

    def get(self, name: str) -> str:
        """Return an attribute's text; empty where there is none."""
        return self.attributes.get(name) or ""

    def holds(self, other: Spot) -> bool:
        return self.number <= other.number < self.end

    def ancestor(self, depth: int) -> Spot:
        """Return the ancestor at `depth`, or the element itself where it is not deeper."""
        spot = self
        while spot.depth > depth and spot.parent is not None:
            spot = spot.parent
        return spot


@dataclass(slots=True, eq=False)
class Text:
    """A piece of text with the element it stands in, white space collapsed."""

    text: str
    spot: Spot


class Outline:
    """All elements and texts of a page's body, in document order."""

    def __init__(self, tree: LexborHTMLParser) -> None:
        self.spots: list[Spot] = []
        self.texts: list[Text] = []
        self._walk(tree.body)
        self._sign()

    def text_of(self, spot: Spot) -> str:
        """Return all text below an element, pieces separated by a space."""
        return self.text_between(spot.texts, spot.texts_end)

    def text_between(self, start: int, end: int) -> str:
        return " ".join(text.text for text in self.texts[start:end])

    def first_text_at(self, number: int) -> int:
        """Return the number of the first text that stands in or after element `number`."""
        return self.spots[number].texts if number < len(self.spots) else len(self.texts)

    def inside(self, spot: Spot, ordered: list[Spot]) -> list[Spot]:
        """Return those of `ordered` (in document order) that lie in `spot`."""
        return between(ordered, spot.number, spot.end)

    def _walk(self, root: LexborNode | None) -> None:
        node, parent = root, None
        while node is not None:
            spot: Spot | None = self._visit(node, parent)
            below = node.first_child if spot is not None else None
            if below is not None:
                node, parent = below, spot
                continue
            self._close(spot)
            following = node.next if parent is not None else None
            while following is None and parent is not None and parent.parent is not None:
                self._close(parent)
                following, parent = parent.node.next, parent.parent
            if following is None:
                self._close(parent)
            node = following

    def _visit(self, node: LexborNode, parent: Spot | None) -> Spot | None:
        tag = node.tag
        if tag == "-text":
            words = (node.text_content or "").split()
            if words and parent is not None:
                self.texts.append(Text(" ".join(words)[:MOST_TEXT], parent))
            return None
        depth = parent.depth + 1 if parent is not None else 0
        if tag is None or not tag[0].isalpha() or tag in UNSEEN or depth > MOST_DEPTH or len(self.spots) >= MOST_SPOTS:
            return None
        spot = Spot(len(self.spots), node, tag, node.attributes, parent, depth, len(self.texts))
        self.spots.append(spot)
        return spot

    def _close(self, spot: Spot | None) -> None:
        if spot is not None:
            spot.end = len(self.spots)
            spot.texts_end = len(self.texts)

    def _sign(self) -> None:
        """Give elements of one template path one number: tags and each one's most common class, from the top down."""
        common: Counter[tuple[str, str]] = Counter()
        for spot in self.spots:
            written = spot.attributes.get("class")
            if written:
                spot.classes = _split_classes(written)
                common.update((spot.tag, kind) for kind in _kinds_of(written))
        signs: dict[tuple[int, str, str], int] = {}
        for spot in self.spots:
            kinds = _kinds_of(spot.attributes.get("class") or "")
            kind = max(kinds, key=lambda kind: common[spot.tag, kind]) if len(kinds) > 1 else "".join(kinds)
            above = spot.parent.sign if spot.parent is not None else 0
            spot.sign = signs.setdefault((above, spot.tag, kind), len(signs) + 1)


@lru_cache(maxsize=4096)
def _split_classes(written: str) -> tuple[str, ...]:
    return tuple(written[:1000].lower().split()[:12])


@lru_cache(maxsize=4096)
def _kinds_of(written: str) -> tuple[str, ...]:
    """Return the classes that say what kind of thing an element is, without numbers and places in a row."""
    names = (_PASSING.sub("", name) for name in _split_classes(written) if name not in PASSING)
    return tuple(dict.fromkeys(name for name in names if name))


def between(ordered: list[Spot], start: int, end: int) -> list[Spot]:
    """Return those of `ordered` (in document order) whose numbers lie in the range."""
    low = bisect_left(ordered, start, key=lambda spot: spot.number)
    high = bisect_left(ordered, end, lo=low, key=lambda spot: spot.number)
    return ordered[low:high]


def depth_shared(one: Spot, other: Spot) -> int:
    """Return the depth of the nearest element that holds both."""
    first, second = one.ancestor(other.depth), other.ancestor(one.depth)
    while first is not second and first.parent is not None and second.parent is not None:
        first, second = first.parent, second.parent
    return first.depth
