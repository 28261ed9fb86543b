"""The text of a price as it looks on the page: nothing that is struck through, small cents joined to their whole."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborNode

_MOST_NODES = 300
_STRUCK_TAGS = frozenset({"del", "s", "strike"})
_SILENT = frozenset({"script", "style", "template", "noscript", "svg", "select", "textarea", "iframe"})
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
    text = ""
    for piece in _pieces(node):
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
    if node.tag in _STRUCK_TAGS or node.tag in _SILENT or not node.is_element_node:
        return True
    if not node.is_element_node:
        return False
    attributes = node.attrs
    if _LINE_THROUGH.search(attributes.get("style") or "") or "hidden" in attributes:
        return True
    name = attributes.get("class") or ""
    return bool(name) and bool(_STRUCK.search(_HUMP.sub("-", name[:300]).lower()))


def _next_outside(node: LexborNode, top: LexborNode) -> LexborNode | None:
    current: LexborNode | None = node
    while current is not None and current.mem_id != top.mem_id:
        if current.next is not None:
            return current.next
        current = current.parent
    return None
