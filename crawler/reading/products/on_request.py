"""Whether a page tells the price of what it sells only to those who ask."""

from __future__ import annotations

from functools import lru_cache
from itertools import islice

from selectolax.lexbor import LexborNode

from crawler.reading.layout.headings import main_heading
from crawler.reading.markup.document import Document
from crawler.reading.products.belonging import belongs_to
from crawler.reading.products.visible_price import nodes_after
from crawler.words import read_words

_PHRASES = frozenset(read_words("prices")["on_request"])
_QUOTES = frozenset(read_words("prices")["quote"])
_LONGEST = max(map(len, _PHRASES | _QUOTES)) + 10
_MOST_STEPS_UP = 3


def is_on_request(document: Document) -> bool:
    """Tell whether such words stand by themselves below the main heading, in no tile; they may be a link."""
    return not _said_below(document).isdisjoint(_PHRASES)


def is_quoted(document: Document) -> bool:
    """Tell whether a button below the main heading asks for a quote; pages of companies have such about anything."""
    return not _said_below(document).isdisjoint(_QUOTES)


@lru_cache(maxsize=1)
def _said_below(document: Document) -> frozenset[str]:
    heading = main_heading(document)
    if heading is None:
        return frozenset()
    texts = (node for node in nodes_after(heading) if node.tag == "-text" and _phrase_in(node.text_content or ""))
    found = (text for text in islice(texts, 10) if belongs_to(_holder_of(text), heading))
    return frozenset(_phrase_in(text.text_content or "") for text in found)


def _phrase_in(text: str) -> str:
    """Return what a text without its punctuation says, where it says to ask for the price.

    >>> _phrase_in(" Call for price! "), _phrase_in("Never call for price lists")
    ('call for price', '')
    """
    said = " ".join(text.lower().split()).strip(" .:!*…()[]") if len(text) <= 2 * _LONGEST else ""
    return said if said in _PHRASES or said in _QUOTES else ""


def _holder_of(text: LexborNode) -> LexborNode:
    """Return the link or button that a text stands in, or else the text."""
    current = text.parent
    for _ in range(_MOST_STEPS_UP):
        if current is None or current.tag in ("a", "button"):
            break
        current = current.parent
    return current if current is not None and current.tag in ("a", "button") else text
