"""What part of a page each element belongs to: its content, or what surrounds it."""

from __future__ import annotations

import re
from functools import lru_cache

from crawler.reading.markup.outline import Outline
from crawler.reading.markup.spots import Spot
from crawler.reading.markup.tags import Marks
from crawler.reading.prices.money import Till
from crawler.words import read_words


class Region:
    """Where an element stands, as bits; plain numbers, for they are combined for every element of a page."""

    CONTENT = 0
    CHROME = 1
    """The site's header, menu or footer."""
    SIDE = 2
    """A box beside the content."""
    FACETS = 4
    ASIDE = 8
    """Products that are shown beside the page's own."""
    TRAIL = 16
    PAGER = 32


_OF_TAG = {"header": Region.CHROME, "footer": Region.CHROME, "nav": Region.CHROME, "aside": Region.SIDE}
_OF_ROLE = {
    "banner": Region.CHROME,
    "contentinfo": Region.CHROME,
    "navigation": Region.CHROME,
    "menu": Region.CHROME,
    "menubar": Region.CHROME,
    "complementary": Region.SIDE,
    "dialog": Region.CHROME,
    "search": Region.CHROME,
}
_WORDS = read_words("listings")
_OF_WORD = {
    **dict.fromkeys(_WORDS["asides"], Region.ASIDE),
    **dict.fromkeys(_WORDS["facets"], Region.FACETS),
    **dict.fromkeys(_WORDS["side"], Region.SIDE),
    **dict.fromkeys(_WORDS["chrome"], Region.CHROME),
    **dict.fromkeys(_WORDS["trail"], Region.CHROME | Region.TRAIL),
    **dict.fromkeys(_WORDS["pager"], Region.PAGER),
}
_FEWEST_PRICES = 8
_CUTS = re.compile(r"[-_:.]+|(?<=[a-z])(?=[A-Z])")
_WRAPPERS = frozenset({"html", "body", "main", "form"})


def read_regions(outline: Outline, heading: Spot | None, till: Till) -> list[int]:
    """Return the region of every element.

    Nothing that holds the page's main heading, or most of its prices with pictures, surrounds the content.
    """
    regions: list[int] = []
    for spot in outline.spots:
        above = regions[spot.parent.number] if spot.parent is not None else Region.CONTENT
        own = Region.CONTENT if heading is not None and spot.holds(heading) else _own_region(spot.tag, spot.marks)
        if own and _is_listing(spot, till, len(outline.texts)):
            own &= Region.ASIDE
        regions.append(above | own)
    return regions


def _is_listing(spot: Spot, till: Till, texts: int) -> bool:
    prices = till.count(spot.texts, spot.texts_end)
    return prices >= _FEWEST_PRICES and prices * 2 > till.count(0, texts)


@lru_cache(maxsize=8192)
def _own_region(tag: str, marks: Marks) -> int:
    """Return what an element's tag and role and the words of its classes and id say."""
    if tag in _WRAPPERS:
        return Region.CONTENT
    region = _OF_TAG.get(tag, Region.CONTENT) | _OF_ROLE.get(marks.attributes.get("role", ""), Region.CONTENT)
    for name in marks.names.split()[:12]:
        for word in _CUTS.split(name):
            region |= _OF_WORD.get(word.lower(), Region.CONTENT)
    return region
