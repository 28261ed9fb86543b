"""What a product's page says of it in words that stand by themselves: who made it, and whether it is there."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import islice

from selectolax.lexbor import LexborNode

from crawler.reading.markup.text import clean_name
from crawler.reading.products.belonging import belongs_to
from crawler.reading.products.codes import labelled_pieces
from crawler.reading.products.visible_price import nodes_after
from crawler.words import read_words

_WORDS = read_words("products")
_BRAND = frozenset(_WORDS["brand"])
_LABEL = re.compile(r"\s*([^:：]{2,20}?)\s*(?:[:：]\s*(.*)|$)")
_LONGEST_BRAND = 40
_FEW_BLOCKS = 4
_STOCK = tuple(
    (name, tuple(_WORDS[key]))
    for key, name in (("sold_out", "OutOfStock"), ("to_order", "PreOrder"), ("there", "InStock"))
)
_SAID = tuple(phrase for _, phrases in _STOCK for phrase in phrases)
_LONGEST_STOCK = 60
_MOST_TEXTS = 60


def shown_brand(heading: LexborNode | None) -> str | None:
    """Return the name that a label such as `Brand:` announces near the heading."""
    pieces = labelled_pieces(heading, most=_FEW_BLOCKS)
    return next((name for piece, following in pieces if (name := brand_after_label(piece, following))), None)


def brand_after_label(piece: str, following: str = "") -> str | None:
    """Return the name that a text announces and tells, or the one that follows it.

    >>> brand_after_label("Brand: Acme"), brand_after_label("Hersteller", "Acme"), brand_after_label("Brand new: 7")
    ('Acme', 'Acme', None)
    """
    label = _LABEL.fullmatch(piece) if len(piece) <= 2 * _LONGEST_BRAND else None
    if label is None or label[1].lower().replace(" ", "-") not in _BRAND:
        return None
    name = clean_name(label[2] or following.lstrip(" :："))
    return name if name and len(name) <= _LONGEST_BRAND and not name.isdecimal() else None


def shown_availability(heading: LexborNode | None) -> str | None:
    """Return in https://schema.org/ItemAvailability's words what is said of the stock below the heading, in no tile."""
    if heading is None:
        return None
    texts = (node for node in nodes_after(heading) if node.tag == "-text" and (node.text_content or "").strip())
    for node in islice(texts, _MOST_TEXTS):
        said = read_availability(node.text_content or "")
        if said and belongs_to(node, heading):
            return said
    return None


@lru_cache(maxsize=1024)
def read_availability(text: str) -> str | None:
    """Tell what a short text that begins with it says of the stock.

    >>> [read_availability(text) for text in ("In stock, ships today", "Sold out", "✓ 3 auf Lager")]
    ['InStock', 'OutOfStock', 'InStock']
    >>> read_availability("Instruments") is None
    True
    """
    if len(text) > 3 * _LONGEST_STOCK:
        return None
    said = " ".join(text.lower().split()).lstrip("✓✔●•-: ")
    said = re.sub(r"^[\d.,]+\+?\s*(?:x\s)?", "", said)
    if len(said) > _LONGEST_STOCK or not said.startswith(_SAID):
        return None
    for name, phrases in _STOCK:
        if any(said.startswith(phrase) and not said[len(phrase) : len(phrase) + 1].isalpha() for phrase in phrases):
            return name
    return None
