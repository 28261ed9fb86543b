"""Whether a page sells one thing: a form or a button near its heading that puts that thing into the cart."""

from __future__ import annotations

import re
from collections import Counter

from selectolax.lexbor import LexborNode

from crawler.reading.layout.headings import main_heading
from crawler.reading.markup.document import Document
from crawler.reading.markup.marks import marks_of
from crawler.reading.products.belonging import belongs_to
from crawler.words import read_words

_WORDS = read_words("products")
_SAYINGS = tuple(read_words("listings")["ordering"])
_LONGEST_WRITTEN = 200
"""Characters of a button's text with the white space that it is written with."""
_LONGEST_ENDING = 3
"""Letters that a language may put behind the words, or a short word."""
_QUANTITY = re.compile("|".join(_WORDS["quantity"]))
_DIGITS = re.compile(r"\d+")
_HOST = re.compile(r"^(?:[a-z]+:)?//[^/?#]*")
_TAGS = ("button", "input", "a", "form")
_PLACES = ("class", "id", "name", "action", "onclick")
_CALL = 'a[href^="javascript:"]'
_BUTTONS = (
    'button, input[type="submit" i], input[type="button" i], input[type="image" i], [role="button" i], a[href^="#"], '
    "a:not([href])"
)
_MOST_POINTS = 60
_MOST_ALIKE = 2
"""More points of one look are those of a list's tiles."""


def can_be_bought(document: Document) -> bool:
    """Tell whether the page offers to buy what its main heading names, and not only what it lists."""
    heading = main_heading(document)
    if heading is None:
        return False
    return _sells(_points(document), heading) or _sells(_said_points(document), heading)


def _sells(points: list[LexborNode], heading: LexborNode) -> bool:
    looks = Counter(map(_look, points))
    return any(looks[_look(point)] <= _MOST_ALIKE and belongs_to(point, heading) for point in points)


def asks_how_many(document: Document) -> bool:
    """Tell whether a visible field near the main heading asks for a quantity."""
    heading = main_heading(document)
    fields = [
        point for point in _points(document) if point.tag in ("input", "select") and _QUANTITY.search(_name(point))
    ]
    return heading is not None and any(belongs_to(field, heading) for field in fields)


def _name(node: LexborNode) -> str:
    return (node.attrs.get("name") or "").lower()


def _points(document: Document) -> list[LexborNode]:
    marks = marks_of(document)
    selectors = [
        f'{tag}[{place}*="{name}" i]'
        for place in _PLACES
        for name in _WORDS["buying"]
        if name in marks[place]
        for tag in _TAGS
    ]
    selectors += [f'form[action*="{name}" i]' for name in _WORDS["carts"] if name in marks["action"]]
    selectors += [
        f'{tag}[name*="{name}" i]'
        for name in _WORDS["quantity"]
        if name in marks["name"]
        for tag in ("input", "select")
    ]
    nodes = document.tree.css(",".join(selectors))[: _MOST_POINTS * 3] if selectors else []
    found = {node.mem_id: node for node in nodes if _is_point(node)}
    return [*found.values(), *(node for node in _calls(document) if node.mem_id not in found)][:_MOST_POINTS]


def _said_points(document: Document) -> list[LexborNode]:
    """Return the buttons that say nothing but that they buy; many templates call theirs by no name that tells."""
    return [node for node in document.tree.css(_BUTTONS)[: _MOST_POINTS * 3] if _says_so(node)]


def _says_so(node: LexborNode) -> bool:
    text = node.text(deep=True)
    if len(text) <= _LONGEST_WRITTEN and _speaks_of_buying(text):
        return True
    attributes = node.attrs
    told = (attributes.get(name) for name in ("value", "alt", "aria-label", "title") if name in attributes)
    return any(_speaks_of_buying(name) for name in told if name)


def _speaks_of_buying(text: str) -> bool:
    """Tell what a button that buys says.

    >>> _speaks_of_buying(" Lägg i varukorgen "), _speaks_of_buying("Köpvillkor")
    (True, False)
    """
    said = " ".join(text.lower().split()).strip(" +!›»>") if len(text) <= _LONGEST_WRITTEN else ""
    return said.startswith(_SAYINGS) and any(
        said.startswith(saying) and len(said) - len(saying) <= _LONGEST_ENDING for saying in _SAYINGS
    )


def _calls(document: Document) -> list[LexborNode]:
    """Return the links that call a function whose name says that it buys."""
    if "javascript:" not in document.page.text:
        return []
    links = document.tree.css(_CALL)[: _MOST_POINTS * 3]
    return [node for node in links if any(name in (node.attrs["href"] or "").lower() for name in _WORDS["buying"])]


def _is_point(node: LexborNode) -> bool:
    """Leave out what nobody sees, and forms that only name the shop's host, which may speak of buying, too."""
    if node.tag != "form":
        return (node.attrs.get("type") or "").lower() != "hidden"
    action = _HOST.sub("", (node.attrs.get("action") or "").strip().lower())
    told = [action, *((node.attrs.get(place) or "").lower() for place in _PLACES if place != "action")]
    return any(name in action for name in _WORDS["carts"]) or any(
        name in text for name in _WORDS["buying"] for text in told
    )


def _look(node: LexborNode) -> tuple[str, str, str, str]:
    """Return what the points of a list's tiles share: everything but numbers."""
    holder = node.parent
    around = (holder.attrs.get("class") or "") if holder is not None and holder.is_element_node else ""
    return node.tag or "", _DIGITS.sub("", _name(node)), node.attrs.get("class") or "", around
