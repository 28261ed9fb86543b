"""Which part of a page is its content, and which surrounds the content on every page: header, menu, footer."""

from __future__ import annotations

from functools import lru_cache

from crawler.reading.outline import Outline, Spot

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


def is_surrounding(node: Spot) -> bool:
    """Tell whether an element is a page's header, menu or footer by its tag, role, id or class."""
    if node.tag in _TAGS or node.get("role") in _ROLES:
        return not (node.tag == "nav" and _is_trail(node))
    return (
        (node.tag == "header" and node.parent is not None and not _in_article(node))
        or is_footer(node)
        or _named(node, _HEADERS)
    )


def is_footer(node: Spot) -> bool:
    """Tell whether an element is a page's footer."""
    return node.tag == "footer" or node.get("role") == "contentinfo" or _named(node, _FOOTERS)


def _named(node: Spot, names: frozenset[str]) -> bool:
    return node.get("id").lower() in names or not names.isdisjoint(node.classes)


def _is_trail(node: Spot) -> bool:
    marks = f"{node.get('class')} {node.get('aria-label')} {node.get('id')}".lower()
    return "breadcrumb" in marks or "pag" in marks


def _in_article(node: Spot) -> bool:
    return any(ancestor.tag in ("article", "main", "section", "li") for ancestor in node.ancestors())
