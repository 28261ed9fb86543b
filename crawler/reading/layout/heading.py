"""The heading that says what a page is about."""

from __future__ import annotations

import re

from crawler.reading.markup.outline import Outline
from crawler.reading.markup.spots import Spot
from crawler.reading.markup.surroundings import surroundings
from crawler.reading.menus.words import is_wrapper
from crawler.words import read_words

_TITLED = re.compile(
    r"(?:^|[-_])(?:page|category|cat|catalog|collection|listing|main)[-_]?(?:title|name|heading|header)(?:$|[-_])",
    re.IGNORECASE,
)
_LOGO = re.compile(r"logo|brand|site-?(?:title|name)|visually-hidden-site", re.IGNORECASE)
_FIRST_PAGE = re.compile(r"(?:https?:)?(?://[^/?#]+)?/?(?:index\.[a-z]{3,5})?", re.IGNORECASE)
_OVERLAY = re.compile(
    r"(?:^|[\s_-])(?:modal|popup|dialog|drawer|offcanvas|minicart|login|signin|footer)(?:$|[\s_-])", re.IGNORECASE
)
_HEADINGS = frozenset({"h2", "h3", "h4", "h5"})
_FEW_LINKS = 4
"""Links that a heading's own header may hold; that of a site holds its menu."""
_HOME = frozenset(read_words("homes")["home"])


def find_heading(outline: Outline) -> Spot | None:
    """Return the page's main heading: the first h1 that is not the shop's name, else what is classed as a title.

    A link to the first page is never the heading of another.
    """
    firsts = [spot for spot in outline.spots if spot.tag == "h1" and spot.texts_end > spot.texts]
    firsts = [spot for spot in firsts if outline.text_of(spot).lower() not in _HOME and not _leads_home(outline, spot)]
    own = [spot for spot in firsts if not _is_logo(spot)]
    plain = [spot for spot in own if not _is_overlaid(spot)] or own
    if len(plain) > 1:
        plain = [spot for spot in plain if not _tops_site(spot)] or plain
    return plain[0] if plain else _find_titled(outline) or next(iter(firsts), None)


def _tops_site(spot: Spot) -> bool:
    """Say whether an element stands in the header of the site, which holds its menu."""
    header = next((around for around in spot.ancestors() if around.tag == "header"), None)
    return header is not None and header.links > _FEW_LINKS


def _find_titled(outline: Outline) -> Spot | None:
    around = surroundings(outline)
    for spot in outline.spots:
        if around[spot.number]:
            continue
        if spot.texts_end > spot.texts and spot.texts_end - spot.texts < 4 and spot.tag not in ("a", "body", "form"):
            names = f"{spot.get('class')} {spot.get('id')}"
            if (
                len(names) > 1
                and not is_wrapper(outline.text_of(spot))
                and any(_TITLED.search(name) for name in names.split())
            ):
                return _heading_in(outline, spot)
    return None


def _heading_in(outline: Outline, box: Spot) -> Spot:
    """Return the first heading in a box, or the box itself."""
    inside = outline.spots[box.number : min(box.end, box.number + 20)]
    return next((spot for spot in inside if spot.tag in _HEADINGS and spot.texts_end > spot.texts), box)


def _is_overlaid(spot: Spot) -> bool:
    """Say whether an element stands in a dialogue, a menu or a footer."""
    above: Spot | None = spot
    while above is not None and above.tag not in ("main", "body"):
        if above.tag in ("nav", "footer", "dialog") or _OVERLAY.search(f"{above.get('class')} {above.get('id')}"):
            return True
        above = above.parent
    return False


def _leads_home(outline: Outline, spot: Spot) -> bool:
    below = outline.spots[spot.number : min(spot.end, spot.number + 20)]
    addresses = (one.get("href").strip() for one in below if one.tag == "a")
    return any(address and _FIRST_PAGE.fullmatch(address) for address in addresses)


def _is_logo(spot: Spot) -> bool:
    """Say whether a heading is called the shop's name."""
    above: Spot | None = spot
    for _ in range(3):
        if above is None:
            return False
        if _LOGO.search(f"{above.get('class')} {above.get('id')}"):
            return True
        above = above.parent
    return False
