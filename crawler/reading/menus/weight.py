"""What the marks, the heading and the place of a piece of a page speak for its being the menu, whatever it holds."""

from __future__ import annotations

from functools import lru_cache
from itertools import islice

from crawler.reading.markup.outline import Outline
from crawler.reading.markup.spots import Spot
from crawler.reading.markup.tags import Marks
from crawler.reading.menus.items import LISTS, LONGEST_HEADING
from crawler.reading.menus.marks import OWN, is_foreign_link, weigh_marks
from crawler.reading.menus.words import is_wrapper, split_mark

_LAYOUT = frozenset({"table", "tbody", "tr", "td", "form"})
_MOST_ASKED = 40
"""Links of a piece that are asked whether they are a filter's."""
OF_UNMARKED = 0.7
_OF_FILTERS = 0.3
_OF_SUBLISTS = 0.8
_FEWEST_ALIKE = 5
_MOST_BOXES = 5
_MOST_OF_HEADED = 0.8
_OF_WHOLE_PAGES = 0.35
_OF_CONTENT = 0.4
_OF_ARTICLE = 0.25
"""What navigates within an article is no site's menu."""
_CONTENT_TAGS = frozenset({"h1", "main", "article"})
_CONTENT = frozenset(
    {
        "maincontent",
        "main-content",
        "centercontent",
        "content-main",
        "product-list",
        "products",
        "listing",
        "results",
        "product",
    }
)


def weigh_piece(outline: Outline, node: Spot) -> float:
    """Return what a piece's own marks, heading and place speak for a menu, whatever it holds."""
    marked = weigh_marks(node)
    if _has_foreign_links(outline, node):
        marked *= _OF_FILTERS
    elif marked == 1 and is_headed(outline, node):
        marked = OWN
    weight = marked * (1.2 if node.tag == "nav" or _lists(node) else 0.8 if marked > 1 else OF_UNMARKED)
    if _is_sublist(node):
        weight *= _OF_SUBLISTS
    if marked <= 1 and node.tag in _LAYOUT:
        weight *= 0.8 if _are_alike(node) else 0.5 * node.linked / max(node.chars, 1)
    elif marked <= 1 and _holds_content(outline, node):
        weight *= _OF_WHOLE_PAGES
    return weight * _place_weight(node)


def _lists(node: Spot) -> bool:
    """Tell a list, a row of those that have a heading each, and links of one look."""
    if node.tag in LISTS or _are_alike(node):
        return True
    several = [child.tag for child in node.children if child.links > 1]
    return len(several) > 1 and 3 * several.count("dl") >= 2 * len(several)


def _are_alike(node: Spot) -> bool:
    """Say whether a piece holds links of one class right in it, and not much else."""
    looks = [child.get("class") for child in node.children if child.tag == "a"]
    return len(looks) >= _FEWEST_ALIKE and set(looks) == {looks[0] or None} and 10 * node.linked >= 9 * node.chars


def _is_sublist(node: Spot) -> bool:
    """Say whether a list is what opens below a linked entry of another, with boxes around it or without."""
    entry = node.parent
    for _ in range(_MOST_BOXES):
        if entry is None or entry.tag != "div":
            break
        entry = entry.parent
    if node.tag not in LISTS or entry is None or entry.tag != "li" or entry.links == node.links:
        return False
    return entry.parent is not None and entry.parent.tag in LISTS and entry.parent.links > entry.links


def _has_foreign_links(outline: Outline, node: Spot) -> bool:
    links = islice((spot for spot in outline.spots[node.number : node.end] if spot.tag == "a"), _MOST_ASKED)
    foreign = [is_foreign_link(link) for link in links]
    return 2 * sum(foreign) > len(foreign)


def is_headed(outline: Outline, node: Spot) -> bool:
    """Say whether the text right before a piece, or its own first one, says that categories follow."""
    around = [outline.texts[place] for place in (node.texts - 1, node.texts) if 0 <= place < len(outline.texts)]
    return any(
        text.chars <= LONGEST_HEADING
        and not text.parent.linked
        and is_wrapper(text.text)
        and not (node.texts == place and _heads_less(text.parent, node))
        for place, text in zip((node.texts - 1, node.texts), around, strict=False)
    )


def _heads_less(heading: Spot, node: Spot) -> bool:
    """Say whether what a heading stands over is only a small part of a piece."""
    block = next((around for around in heading.ancestors() if around.links), node)
    return block.links < _MOST_OF_HEADED * node.links


def _place_weight(node: Spot) -> float:
    weight = 1.0
    for around in [node, *node.ancestors()]:
        if around.tag == "article":
            return _OF_ARTICLE
        if around.tag in ("header", "nav") or around.get("role") in ("navigation", "banner"):
            weight = 1.2
        if around.tag == "main" or around.get("role") == "main" or _is_content(around.marks):
            return weight if weight > 1 else _OF_CONTENT
    return weight


def _holds_content(outline: Outline, node: Spot) -> bool:
    return not _CONTENT_TAGS.isdisjoint([spot.tag for spot in outline.spots[node.number : node.end]])


@lru_cache(maxsize=8192)
def _is_content(marks: Marks) -> bool:
    return not _CONTENT.isdisjoint(split_mark(marks.attributes.get("id", "")) | set(marks.classes))
