"""The text of a price as it looks on the page: nothing that is struck through, small cents joined to their whole."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from selectolax.lexbor import LexborNode

from crawler.reading.markup.tags import Marks

LOOKS_PRICED = re.compile(r"[$€£¥₹₽₺]\s?\d|\d[.,]\d\d(?!\d)|\d\s?(?:€|kr|zł|Kč|руб|₽|грн)")
"""What most prices match and little else does, for a first look."""
_MOST_NODES = 300
STRUCK_TAGS = frozenset(
    {"del", "s", "strike", "script", "style", "template", "noscript", "svg", "select", "textarea", "iframe"}
)
"""Elements whose texts are no part of a price: former ones, and what is not shown."""
# Names that templates give to former prices; a class is cut into words at its hyphens, underscores and humps
_STRUCK = re.compile(
    r"(?:^|[\s_-])(?:old|was|strike|striked|strikethrough|line-through|crossed|del|rrp|msrp|uvp|compare|compareat|before|previous|former"
    r"|original|regular-?old|list-?price|retail|statt|instead|barre|barré|antes|anterior|vecchio|stara|puvodni|oude|ancien)(?:$|[\s_-])",
)
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_LINE_THROUGH = re.compile(r"line-through|display:\s?none", re.IGNORECASE)
_ENDS_WHOLE = re.compile(r"(?<![\d.,])\d{1,3}(?:[ .,'\u00a0\u202f’]?\d{3})*$")
_ENDS_IN_MARK = re.compile(r"\d\s?[.,]$")
_CENTS = re.compile(r"\d\d(?!\d)(?!\s?[%x×])")


def price_text(node: LexborNode) -> str:
    """Return the text of a node that holds a price."""
    return join_pieces(_pieces(node))


def join_pieces(pieces: Iterable[str]) -> str:
    """Return what a price's texts say together.

    >>> join_pieces(["$", "1,299", "99"]), join_pieces(["5", ".49 €"])
    ('$ 1,299.99', '5.49 €')
    """
    text = ""
    for piece in pieces:
        if bare := piece.strip():
            text = _join(text, bare)
    return text


def _join(text: str, piece: str) -> str:
    if _ENDS_IN_MARK.search(text) and piece[0].isdigit():
        return text + piece
    if piece[0] in ".," and piece[1:2].isdigit() and text[-1:].isdigit():
        return text + piece
    # 19 and 99 in nodes of their own are 19.99; a run of digits that was merely cut is not joined by a point
    if _ENDS_WHOLE.search(text) and _CENTS.match(piece):
        return f"{text}.{piece}"
    return f"{text} {piece}" if text else piece


def _pieces(top: LexborNode) -> list[str]:
    pieces: list[str] = []
    current = top.first_child
    for _ in range(_MOST_NODES):
        if current is None:
            break
        if current.tag == "-text":
            pieces.append(current.text_content or "")
        below = None if current.tag == "-text" or is_struck(current) else current.first_child
        current = below or _next_outside(current, top)
    return pieces


def is_struck(node: LexborNode) -> bool:
    """Tell whether a node shows a former price, or nothing."""
    if not node.is_element_node or node.tag in STRUCK_TAGS:
        return True
    attributes = node.attrs
    return (
        "hidden" in attributes
        or bool(_LINE_THROUGH.search(attributes.get("style") or ""))
        or is_struck_class(attributes.get("class") or "")
    )


@lru_cache(maxsize=4096)
def is_struck_marks(marks: Marks) -> bool:
    """Tell whether an element's attributes say that it shows a former price, or nothing."""
    attributes = marks.attributes
    return (
        "hidden" in attributes
        or bool(_LINE_THROUGH.search(attributes.get("style", "")))
        or is_struck_class(attributes.get("class", ""))
    )


@lru_cache(maxsize=4096)
def is_struck_class(name: str) -> bool:
    return bool(name) and bool(_STRUCK.search(_HUMP.sub("-", name[:300]).lower()))


def _next_outside(node: LexborNode, top: LexborNode) -> LexborNode | None:
    current: LexborNode | None = node
    while current is not None and current.mem_id != top.mem_id:
        if current.next is not None:
            return current.next
        current = current.parent
    return None
