"""Reads any piece of a page as entries with entries below them, whatever elements it is made of."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from crawler.reading.markup.document import Document
from crawler.reading.markup.labels import label_of
from crawler.reading.markup.spots import Node, Spot
from crawler.reading.menus.items import LONGEST_HEADING, Item, combine

_FORMS = frozenset({"form", "select", "input", "textarea", "option"})
_OPENERS = ("aria-controls", "aria-expanded", "aria-haspopup", "data-target", "data-bs-target")


def opens(spot: Spot) -> bool:
    """Tell a button that opens something, such as a menu's panel."""
    return spot.tag == "button" and any(spot.get(name) for name in _OPENERS)


class ItemReader:
    """Reads pieces of one page; what was read once is remembered."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._known: dict[Node, list[Item]] = {}
        self._openers = [spot.number for spot in document.outline.spots if opens(spot)]

    def read(self, node: Node) -> list[Item]:
        """Return the entries of a piece in page order, each with those below it."""
        if node not in self._known:
            self._known[node] = self._read(node)
        return self._known[node]

    def read_parts(self, node: Node, parts: Sequence[Node]) -> list[Item]:
        """Return the entries of some of a piece's children only."""
        return combine(node, [(child, items) for child in parts if (items := self.read(child))])

    def _read(self, node: Node) -> list[Item]:
        if node.tag == "a":
            return self._link(node)
        if node.links == 0 and not self._holds_openers(node):
            return self._heading(node)
        return self.read_parts(node, node.children)

    def _holds_openers(self, node: Node) -> bool:
        """Say whether several buttons stand in a piece."""
        if not isinstance(node, Spot):
            return False
        first = bisect_left(self._openers, node.number)
        return first + 1 < len(self._openers) and self._openers[first + 1] < node.end

    def _link(self, node: Node) -> list[Item]:
        name = label_of(node)
        url = self._document.join(node.get("href")) if len(node.get("href")) <= 2_000 else None
        return [Item(name=name, url=url, node=node, clickable=True)] if name else []

    def _heading(self, node: Node) -> list[Item]:
        if node.tag in _FORMS or (node.tag == "label" and not node.children):
            return []
        if not 1 < node.chars <= LONGEST_HEADING or any(inner.tag in _FORMS for inner in node.walk()):
            return []
        name = label_of(node)
        clickable = (
            node.tag == "button"
            or node.get("role") == "button"
            or any(inner.tag in ("a", "button") for inner in node.children)
        )
        return [Item(name=name, url=None, node=node, clickable=clickable)] if name else []
