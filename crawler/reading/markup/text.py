"""Names and texts as a visitor reads them."""

from __future__ import annotations

import re
import unicodedata
from html import unescape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

LONGEST_NAME = 300
_LONGEST_INPUT = 20_000
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,300}>")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#x[0-9a-fA-F]{1,6}|[a-zA-Z]{2,31}\d{0,2});")
_UNPRINTED = re.compile(r"[^\x20-\x7e\xa1-\xac\xae-\u02ff\u0370-\u05ff\u0900-\u1fff\u3040-\ud7ff]")
# Joiners change how Persian, Indic and emoji text reads; other format characters are invisible
_JOINERS = "\u200c\u200d"

SILENT = frozenset({"script", "style", "template", "noscript", "svg", "iframe", "select", "textarea", "object"})
BLOCKS = frozenset(
    {"address", "article", "aside", "blockquote", "br", "dd", "div", "dl", "dt", "fieldset", "figcaption", "figure"}
    | {"footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol", "p", "pre"}
    | {"section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul", "button", "option", "label"}
)


def clean_name(text: str | None) -> str | None:
    """Return the text on one line as a visitor reads it; None where nothing is left.

    Entities and tags that survived a page's own escaping are resolved, icon glyphs, control and invisible
    characters dropped, white space collapsed, the length bounded.

    >>> clean_name("  Nuts &amp;\\u00a0 <b>Bolts</b>\\u200b ")
    'Nuts & Bolts'
    >>> clean_name("\\ue001 \\u00ad") is None
    True
    """
    text = (text or "")[:_LONGEST_INPUT]
    if "&" in text:
        # Twice: databases often hold what was escaped before it was escaped again
        for _ in range(2):
            text = _ENTITY.sub(lambda entity: unescape(entity.group()), text)
    if "<" in text:
        text = _TAG.sub(" ", text)
    name = " ".join(_UNPRINTED.sub(_printed, text).split())
    return name[:LONGEST_NAME].rstrip() or None


def _printed(character: re.Match[str]) -> str:
    """Return what to show for a character that may be invisible."""
    kind = unicodedata.category(character.group())
    if kind in ("Cc", "Zs", "Zl", "Zp"):
        return " "
    return "" if kind[0] == "C" and character.group() not in _JOINERS else character.group()


def text_of(node: LexborNode, *, limit: int = 2_000) -> str:
    """Return the node's readable text, words of neighbouring blocks kept apart; at most `limit` nodes are looked at.

    Scripts, styles, templates, icons and the choices of drop-downs are left out.
    """
    return "".join(text_pieces(node, limit=limit))


def text_pieces(node: LexborNode, *, limit: int = 2_000) -> list[str]:
    """Return the node's readable texts in page order, one a text node, with a space where a block begins or ends."""
    pieces: list[str] = []
    current = node.first_child
    for _ in range(limit):
        if current is None:
            break
        tag = current.tag or ""
        if tag == "-text":
            pieces.append(current.text_content or "")
        elif tag in BLOCKS:
            pieces.append(" ")
        below = None if tag in SILENT else current.first_child
        current = below or _following(current, node, pieces)
    return pieces


def _following(node: LexborNode, top: LexborNode, pieces: list[str]) -> LexborNode | None:
    """Return the next node in page order that is not inside `node`, within `top`."""
    current: LexborNode | None = node
    while current is not None and current.mem_id != top.mem_id:
        if current.tag in BLOCKS:
            pieces.append(" ")
        if current.next is not None:
            return current.next
        current = current.parent
    return None
