"""Whether something on a page belongs to what its main heading names, or to one of the things that the page lists."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborNode

from crawler.reading.markup.text import text_of
from crawler.reading.prices.price_text import LOOKS_PRICED

_MOST_STEPS_UP = 40
_MOST_SIBLINGS = 6
_FILTER = re.compile(r"filter|facet|slider|toolbar|sidebar|related|recommend|upsell|cross-?sell", re.IGNORECASE)
_NO_PAGE = re.compile(r"^\s*(?:#|javascript:)|\.(?:jpe?g|png|gif|webp|avif)(?:$|\?)", re.IGNORECASE)
_COUNTED = re.compile(r"odd|even|first|last|alt|\d+")
_TILES = frozenset({"article", "li"})
_LINKED_TITLES = ",".join(f"{tag} a[href], a[href] {tag}" for tag in ("h2", "h3", "h4", "h5"))
_MOST_LINKS_OF_TILE = 6
_APART = frozenset({"header", "footer", "nav"})


def ancestors_of(node: LexborNode) -> list[LexborNode]:
    """Return the elements around a node, from the nearest outwards."""
    found: list[LexborNode] = []
    current = node.parent
    while current is not None and current.is_element_node and len(found) < _MOST_STEPS_UP:
        found.append(current)
        current = current.parent
    return found


def belongs_to(node: LexborNode, heading: LexborNode) -> bool:
    """Tell whether no tile, no link and no frame of the page stands between a node and what holds the heading too."""
    above = {around.mem_id for around in (heading, *ancestors_of(heading))}
    chain = [around for around in (node, *ancestors_of(node)) if around.is_element_node]
    shared = next((place for place, around in enumerate(chain) if around.mem_id in above), None)
    if shared is None or any(_stands_apart(around) for around in chain[:shared]):
        return False
    if any(around.tag == "a" and around.mem_id != node.mem_id for around in chain[:shared]):
        return False
    return not any(_is_tile(around) for around in chain[:shared])


def _stands_apart(node: LexborNode) -> bool:
    return node.tag in _APART or bool(_FILTER.search((node.attrs.get("class") or "")[:300]))


def _is_tile(node: LexborNode) -> bool:
    """Tell whether an element with a link in it has a neighbour of the same look, with a link too."""
    if not node.is_element_node or node.tag in ("a", "button", "input") or node.css_first("a[href]") is None:
        return False
    if node.tag in _TILES or _names_another(node):
        return True
    return any(_is_alike(node, other) for other in _neighbours(node))


def _names_another(node: LexborNode) -> bool:
    """Tell whether a small block speaks of another page: by a linked title, or a picture and a name with one link."""
    links = node.css("a[href]")
    if len(links) > _MOST_LINKS_OF_TILE:
        return False
    if node.css_first(_LINKED_TITLES) is not None:
        return True
    pictured = {link.attrs.get("href") for link in links if link.css_first("img") is not None}
    named = {link.attrs.get("href") for link in links if text_of(link, limit=30).strip()}
    return any(href and not _NO_PAGE.search(href) for href in pictured & named)


def _is_alike(node: LexborNode, other: LexborNode) -> bool:
    if other.tag != node.tag or _kind(other) != _kind(node):
        return False
    # Without a class, only a table's rows and cells are told to be alike
    alike = bool(node.attrs.get("class")) or node.tag in ("tr", "td")
    # Columns of a layout look alike as well; a price in each makes them tiles
    return alike and other.css_first("a[href]") is not None and bool(LOOKS_PRICED.search(text_of(other, limit=120)))


def _kind(node: LexborNode) -> str:
    """Return the first class without what counts or alternates."""
    return _COUNTED.sub("", " ".join((node.attrs.get("class") or "").split()[:1]).lower())


def _neighbours(node: LexborNode) -> list[LexborNode]:
    found: list[LexborNode] = []
    for forwards in (True, False):
        current = node.next if forwards else node.prev
        for _ in range(_MOST_SIBLINGS):
            if current is None:
                break
            if current.is_element_node:
                found.append(current)
            current = current.next if forwards else current.prev
    return found
