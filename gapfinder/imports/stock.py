"""Whether a product can be had, in schema.org's words as the crawl keeps them."""

from __future__ import annotations

_WORDS = {
    "instock": "InStock",
    "outofstock": "OutOfStock",
    "preorder": "PreOrder",
    "backorder": "BackOrder",
    "limitedavailability": "LimitedAvailability",
    "discontinued": "Discontinued",
    "soldout": "SoldOut",
}


def read_availability(text: str) -> str | None:
    """Return the last word of schema.org's term (https://schema.org/ItemAvailability); None for other words.

    Google writes `in_stock`, and once wrote `in stock` (https://support.google.com/merchants/answer/6324448).

    >>> [read_availability(text) for text in ("in stock", "OUT_OF_STOCK", "https://schema.org/PreOrder", "soon")]
    ['InStock', 'OutOfStock', 'PreOrder', None]
    """
    word = text.rpartition("/")[2].casefold()
    return _WORDS.get(word.replace("_", "").replace(" ", "").replace("-", ""))
