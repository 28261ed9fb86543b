"""What a link or heading is called: its text, else what describes its picture."""

from __future__ import annotations

import re
from itertools import islice

from crawler.reading.markup.spots import Node, Text
from crawler.reading.markup.text import clean_name
from crawler.words import read_words

LONGEST_LABEL = 200
LONGEST_BADGE = 12
_BADGES = frozenset(read_words("badges")["badges"])
_COUNT = re.compile(r"\s*(?:[(\[]\s*[\d.,\s]{1,9}\+?\s*[)\]]|\u00a0?\(\d{1,7}\s\w{1,12}\))\s*$")
"""A number of products behind a category's name."""
_ARROWS = (
    " \t>\u00bb\u203a\u2192\u25b6\u25bc\u25be\u25b8\u25bb\u276f\u2228\u02c5\u2039\u00ab\u2190|\u2022\u00b7*\u2013\u2014"
)
_PLUS = re.compile(r"^\+|(?:^|\s)\+$")
"""What opens an entry; behind a word it belongs to the name."""
_SILENT = frozenset({"select", "textarea", "input"})
_ASIDE = frozenset(
    [
        "count",
        "badge",
        "qty",
        "counter",
        "visually-hidden",
        "sr-only",
        "screen-reader-text",
        "arrow",
        "caret",
        "number",
        "amount",
    ]
)
"""Classes of pieces within a link that are not its name; where nothing else is written they are."""


def label_of(node: Node) -> str | None:
    """Return a link's or heading's name without product counts and arrows; None where it has none.

    A link of pictures only is called after the picture, else after its own `aria-label` or `title`.
    """
    if isinstance(node, Text):
        return _find_label(node) or None
    if node.label is None:
        node.label = _find_label(node)
    return node.label or None


def _find_label(node: Node) -> str:
    text = clean_name(" ".join(_pieces(node))) or clean_name(_words(node))
    if text is None or not tidy_label(text):
        text = clean_name(_described(node))
    return tidy_label(text) if text else ""


def tidy_label(text: str) -> str:
    """Return a name without the count behind it and the arrows around it.

    >>> tidy_label("Fasteners-> (12)")
    'Fasteners'
    >>> tidy_label("> Nuts & Bolts (M6)"), tidy_label("+ Sockets AM3+"), tidy_label("Sockets +")
    ('Nuts & Bolts (M6)', 'Sockets AM3+', 'Sockets')
    """
    text = _PLUS.sub("", _COUNT.sub("", text[:LONGEST_LABEL]).strip(_ARROWS)).strip(_ARROWS)
    return text.removesuffix("-").rstrip() if text.endswith("-") else text


def _pieces(node: Node) -> list[str]:
    pieces: list[str] = []
    stack: list[Node] = [node]
    while stack and len(pieces) < 50:
        current = stack.pop()
        if current.text:
            if not pieces or current.parent is node or not _is_badge(current.text):
                pieces.append(current.text)
        elif current is node or not (current.tag in _SILENT or not _ASIDE.isdisjoint(current.classes)):
            stack.extend(reversed(current.children))
    return pieces


def _is_badge(text: str) -> bool:
    """Tell what shops pin to a name.

    >>> _is_badge("New!"), _is_badge("News")
    (True, False)
    """
    return len(text) <= LONGEST_BADGE and text.strip(" !").casefold() in _BADGES


def _words(node: Node) -> str:
    return " ".join([inner.text for inner in node.walk() if inner.text])


def _described(node: Node) -> str:
    for inner in islice(node.walk(), 30):
        if inner.tag == "img" and inner.get("alt").strip():
            return inner.get("alt")
    return (
        node.get("aria-label")
        or node.get("title")
        or next((inner.get("title") for inner in node.children if inner.get("title")), "")
    )
