"""Which part of a page is its content, and which surrounds the content on every page: header, menu, footer."""

from __future__ import annotations

from crawler.reading.layout import Layout, Node

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


def surroundings(layout: Layout) -> set[int]:
    """Return the indexes of all nodes in headers, menus and footers."""
    if layout.around is None:
        layout.around = _find_surroundings(layout)
    return layout.around


def _find_surroundings(layout: Layout) -> set[int]:
    inside: set[int] = set()
    most = _MOST_SHARE * layout.body.chars
    for node in layout.nodes:
        if (node.parent is not None and node.parent.index in inside) or (
            node.tag and node.chars <= most and is_surrounding(node)
        ):
            inside.add(node.index)
    return inside


def is_surrounding(node: Node) -> bool:
    """Tell whether an element is a page's header, menu or footer by its tag, role, id or class."""
    if node.tag in _TAGS or node.get("role") in _ROLES:
        return not (node.tag == "nav" and _is_trail(node))
    return (
        (node.tag == "header" and node.parent is not None and not _in_article(node))
        or is_footer(node)
        or _named(node, _HEADERS)
    )


def is_footer(node: Node) -> bool:
    """Tell whether an element is a page's footer."""
    return node.tag == "footer" or node.get("role") == "contentinfo" or _named(node, _FOOTERS)


def _named(node: Node, names: frozenset[str]) -> bool:
    return node.get("id").lower() in names or not names.isdisjoint(node.classes)


def _is_trail(node: Node) -> bool:
    marks = f"{node.get('class')} {node.get('aria-label')} {node.get('id')}".lower()
    return "breadcrumb" in marks or "pag" in marks


def _in_article(node: Node) -> bool:
    return any(ancestor.tag in ("article", "main", "section", "li") for ancestor in node.ancestors())
