"""The heading that says what a page is about."""

from __future__ import annotations

import re

from crawler.reading.addresses import parts_of
from crawler.reading.breadcrumb import read_breadcrumbs
from crawler.reading.document import Document
from crawler.reading.menu_words import is_wrapper
from crawler.reading.outline import Outline
from crawler.reading.spots import Spot
from crawler.reading.structured import read_metas
from crawler.reading.surroundings import surroundings
from crawler.reading.text import clean_name
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
_PARTS = re.compile(r"\s+[|–—:»>·-]\s+")
_ARROW = re.compile(r"^\s*[>»›→❯▸/|]+\s*")
_FEW_LINKS = 4
"""Links that a heading's own header may hold; that of a site holds its menu."""
_HOME = frozenset(read_words("homes")["home"])
_TAIL = re.compile(r"\s*[:：]\s*$")


def find_heading(outline: Outline) -> Spot | None:
    """Return the page's main heading: the first h1 that is not the shop's name, else what is classed as a title."""
    firsts = [spot for spot in outline.spots if spot.tag == "h1" and spot.texts_end > spot.texts]
    firsts = [spot for spot in firsts if outline.text_of(spot).lower() not in _HOME]
    own = [spot for spot in firsts if not _is_logo(outline, spot)]
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
                return spot
    return None


def read_heading(document: Document, outline: Outline, heading: Spot | None) -> str | None:
    """Return the page's title as a visitor reads it; without a heading, what the page calls itself to machines."""
    if heading is not None:
        return _tidy(_without_trail(outline, heading) or _without_counts(outline, heading))
    title = read_metas(document).get("og:title") or _end_of_trail(document)
    if title is None:
        node = document.tree.css_first("title")
        title = clean_name(node.text()) if node is not None else None
    return _tidy(_without_shop(title, document.page.url)) if title else None


def _end_of_trail(document: Document) -> str | None:
    """Return the breadcrumb's last step where that is the page itself."""
    trails = (trail for trail in read_breadcrumbs(document).trails if len(trail) > 1)
    return next((trail[-1].name for trail in trails if trail[-1].url in (None, document.page.url)), None)


def _without_trail(outline: Outline, heading: Spot) -> str | None:
    """Return what stands behind the last link of a heading that is a breadcrumb; None where it is none."""
    texts = outline.texts[heading.texts : heading.texts_end]
    linked = [place for place, text in enumerate(texts) if text.parent.tag == "a"]
    if not linked:
        return None
    behind = " ".join(text.text for text in texts[linked[-1] + 1 :])
    return _ARROW.sub("", behind) if _ARROW.match(behind) else None


def _without_shop(title: str, url: str) -> str:
    """Return the first part of a title that is not the shop's name, told by its host.

    >>> _without_shop("Hat Shop | Red Hats | Buy now", "https://www.hatshop.example/red")
    'Red Hats'
    """
    host = parts_of(url)[0]
    parts = _PARTS.split(title)
    named = (part for part in parts if re.sub(r"\W+|_", "", part).lower() not in host)
    return next(named, parts[0])


def _tidy(text: str | None) -> str | None:
    return clean_name(_TAIL.sub("", text or ""))


def _without_counts(outline: Outline, heading: Spot) -> str:
    """Return a heading's text without what small elements in it count."""
    texts = outline.texts[heading.texts : heading.texts_end]
    kept = [
        text.text
        for text in texts
        if text.parent is heading or not re.fullmatch(r"\W*\d+\W*(?:[^\W\d]+\W*){0,2}", text.text)
    ]
    return " ".join(kept or [text.text for text in texts])


def _is_overlaid(spot: Spot) -> bool:
    """Say whether an element stands in a dialogue, a menu or a footer."""
    above: Spot | None = spot
    while above is not None and above.tag not in ("main", "body"):
        if above.tag in ("nav", "footer", "dialog") or _OVERLAY.search(f"{above.get('class')} {above.get('id')}"):
            return True
        above = above.parent
    return False


def _is_logo(outline: Outline, spot: Spot) -> bool:
    """Say whether a heading is the shop's name: it is called so, or it is a link to the first page."""
    below = outline.spots[spot.number : min(spot.end, spot.number + 20)]
    addresses = (one.get("href").strip() for one in below if one.tag == "a")
    if any(address and _FIRST_PAGE.fullmatch(address) for address in addresses):
        return True
    above: Spot | None = spot
    for _ in range(3):
        if above is None:
            return False
        if _LOGO.search(f"{above.get('class')} {above.get('id')}"):
            return True
        above = above.parent
    return False
