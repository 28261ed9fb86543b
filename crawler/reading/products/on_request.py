"""Whether a page tells the price of what it sells only to those who ask."""

from __future__ import annotations

from itertools import islice

from selectolax.lexbor import LexborNode

from crawler.reading.layout.headings import main_heading
from crawler.reading.markup.document import Document
from crawler.reading.products.belonging import belongs_to
from crawler.reading.products.visible_price import nodes_after
from crawler.words import read_words

_PHRASES = frozenset(read_words("prices")["on_request"])
_LONGEST = max(map(len, _PHRASES)) + 10
_MOST_STEPS_UP = 3


def is_on_request(document: Document) -> bool:
    """Tell whether such words stand by themselves below the main heading, in no tile; they may be a link."""
    heading = main_heading(document)
    if heading is None:
        return False
    found = (node for node in nodes_after(heading) if node.tag == "-text" and _says_so(node.text_content or ""))
    return any(belongs_to(_holder_of(node), heading) for node in islice(found, 10))


def _says_so(text: str) -> bool:
    """Compare a text without its punctuation.

    >>> _says_so(" Call for price! "), _says_so("Never call for price lists")
    (True, False)
    """
    return len(text) <= 2 * _LONGEST and " ".join(text.lower().split()).strip(" .:!*…()[]") in _PHRASES


def _holder_of(text: LexborNode) -> LexborNode:
    """Return the link or button that a text stands in, or else the text."""
    current = text.parent
    for _ in range(_MOST_STEPS_UP):
        if current is None or current.tag in ("a", "button"):
            break
        current = current.parent
    return current if current is not None and current.tag in ("a", "button") else text
