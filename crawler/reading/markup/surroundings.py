"""Which part of a page is its content, and which surrounds the content on every page: header, menu, footer."""

from __future__ import annotations

from functools import lru_cache

from crawler.reading.markup.outline import Outline
from crawler.reading.markup.spots import Spot
from crawler.reading.markup.tags import Marks

_TAGS = frozenset({"nav", "footer"})
_ROLES = frozenset({"navigation", "banner", "contentinfo", "menubar", "search"})
_FOOTERS = frozenset(
    ["footer", "site-footer", "page-footer", "main-footer", "footer-container", "footer-wrapper", "pagefooter"]
)
_HEADERS = frozenset(
    [
        "header",
        "site-header",
        "page-header",
        "main-header",
        "header-container",
        "header-wrapper",
        "pageheader",
        "masthead",
    ]
)
_MOST_SHARE = 0.6
"""An element that holds more of the page's text than this is the content, whatever it is called."""


@lru_cache(maxsize=1)
def surroundings(outline: Outline) -> list[bool]:
    """Say of each element whether it stands in a header, menu or footer."""
    inside: list[bool] = []
    most = _MOST_SHARE * outline.body.chars
    for spot in outline.spots:
        above = spot.parent is not None and inside[spot.parent.number]
        inside.append(above or (spot.chars <= most and is_surrounding(spot)))
    return inside


def is_surrounding(spot: Spot) -> bool:
    """Tell whether an element is a page's header, menu or footer by its tag, role, id or class."""
    if spot.tag == "header" and spot.parent is not None and not _in_article(spot):
        return True
    return says_surrounding(spot.tag, spot.marks)


@lru_cache(maxsize=8192)
def says_surrounding(tag: str, marks: Marks) -> bool:
    """Tell by tag and attributes alone whether an element is a header, menu or footer; a `header` may be a card's."""
    if tag in _TAGS or marks.attributes.get("role") in _ROLES:
        return not (tag == "nav" and _is_trail(marks))
    return says_footer(tag, marks) or _named(marks, _HEADERS)


def is_footer(spot: Spot) -> bool:
    """Tell whether an element is a page's footer."""
    return says_footer(spot.tag, spot.marks)


@lru_cache(maxsize=8192)
def says_footer(tag: str, marks: Marks) -> bool:
    return tag == "footer" or marks.attributes.get("role") == "contentinfo" or _named(marks, _FOOTERS)


def _named(marks: Marks, names: frozenset[str]) -> bool:
    return marks.attributes.get("id", "").lower() in names or not names.isdisjoint(marks.classes)


def _is_trail(marks: Marks) -> bool:
    return names_trail(f"{marks.names} {marks.attributes.get('aria-label', '')}")


def names_trail(names: str) -> bool:
    """Tell by its names that a `nav` is a breadcrumb or a pager.

    >>> names_trail("nav Breadcrumbs"), names_trail("main-nav")
    (True, False)
    """
    names = names.lower()
    return "breadcrumb" in names or "pag" in names


def _in_article(spot: Spot) -> bool:
    return any(around.tag in ("article", "main", "section", "li") for around in spot.ancestors())
