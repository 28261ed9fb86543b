"""The next page of a listing: declared, linked by number or by word, or worked out from the page's state."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from crawler.reading.layout.regions import Region
from crawler.reading.layout.repeats import Item
from crawler.reading.layout.scene import Scene
from crawler.reading.links.addresses import is_same, parts_of
from crawler.reading.links.page_numbers import goes_on, number_of_page
from crawler.reading.listings.numbered_pages import read_numbered
from crawler.reading.listings.page_forms import read_asked
from crawler.reading.listings.page_state import read_stated
from crawler.reading.markup.spots import Spot
from crawler.reading.markup.tags import Marks
from crawler.words import read_words

_WORDS = read_words("pagers")
_NEXT = frozenset(_WORDS["next"]) | frozenset(_WORDS["arrows"])
_NAMES = frozenset(_WORDS["next_names"])
_BEGINNINGS = ("next_page", "next-page", "nextpage")
_MORE = re.compile("|".join(map(re.escape, _WORDS["more"])))
_NEXT_ADDRESSES = ("data-next", "data-next-url", "data-next-page")
"""Attributes that say by themselves what they hold."""
_ADDRESSES = (
    "data-url",
    "data-href",
    "data-next",
    "data-next-url",
    "data-next-page",
    "data-link",
    "data-ajax-url",
    "data-load-more",
    "hx-get",
    "data-hx-get",
    "href",
)


def read_next_page(scene: Scene, tiles: Sequence[Item], count: int | None) -> str | None:
    """Return the absolute URL of the page that goes on with this listing; None on the last one."""
    numbered = read_numbered(scene, tiles)
    if numbered is not None and numbered.is_last:
        return _read_beyond(scene, numbered.current + 1)
    linked = numbered.next_page if numbered is not None else None
    for read in (_read_declared, lambda _: linked, _read_named, _read_more):
        url = read(scene)
        if url and not is_same(scene.url, url) and parts_of(url)[0] == parts_of(scene.url)[0]:
            return url
    return read_asked(scene) or read_stated(scene, len(tiles), count, numbered) if tiles else None


def _read_beyond(scene: Scene, number: int) -> str | None:
    """Return the page after the last one whose number is shown: some pagers show a few numbers at a time."""
    urls = (read(scene) for read in (_read_declared, _read_named))
    return next((url for url in urls if url and number_of_page(url) == number and goes_on(scene.url, url)), None)


def _read_declared(scene: Scene) -> str | None:
    """Return what the page declares as its next one (https://html.spec.whatwg.org/#link-type-next)."""
    node = scene.document.tree.css_first('link[rel~="next"][href]')
    if node is not None:
        return scene.document.join(node.attributes.get("href"))
    for spot in scene.outline.spots:
        if spot.tag == "a" and "next" in spot.get("rel").lower().split():
            url = scene.url_of(spot)
            if url and (goes_on(scene.url, url) or scene.regions[spot.number] & Region.PAGER):
                return url
    return None


def _read_named(scene: Scene) -> str | None:
    """Return where a link leads that is called next in some language, if that page goes on with this one."""
    for spot in scene.outline.spots:
        if spot.tag != "a" or not spot.get("href") or not _is_called_next(scene, spot):
            continue
        url = scene.url_of(spot)
        in_pager = bool(scene.regions[spot.number] & Region.PAGER)
        if url and (goes_on(scene.url, url) or (in_pager and _is_later(url, scene.url))):
            return url
    return None


def _is_later(url: str, own: str) -> bool:
    """Say whether an address tells a page's number after the own one's; some shops count from nought.

    Where neither tells one, a parameter of its own says that it is another part of the same page.
    """
    number, here = number_of_page(url), number_of_page(own)
    if number is None and here is None:
        there, at_home = parts_of(url), parts_of(own)
        return there[:2] == at_home[:2] and bool(there[2] - at_home[2])
    return (number or 0) > (here or 0)


def _is_called_next(scene: Scene, spot: Spot) -> bool:
    if spot.texts_end - spot.texts > 4:
        return False
    names = (scene.outline.text_of(spot), spot.get("aria-label"), spot.get("title"))
    if any(name.lower().strip(" []()") in _NEXT for name in names if name and len(name) < 40):
        return True
    if any(name.lower().strip(" []()»›>→.").strip() in _NEXT for name in names if name and len(name) < 40):
        return True
    classes = {*spot.classes, *(spot.parent.classes if spot.parent is not None else ())}
    return not _NAMES.isdisjoint(classes) or any(name.startswith(_BEGINNINGS) for name in classes)


def _read_more(scene: Scene) -> str | None:
    """Return the address that a button to load more products carries, if that page goes on with this one."""
    for spot in scene.outline.spots:
        if spot.tag not in ("a", "button", "div", "span") or spot.texts_end - spot.texts > 3:
            continue
        carried = _carried(spot.marks)
        if not carried or not (_names_next(spot.marks) or _is_called_more(scene, spot)):
            continue
        for address in carried:
            url = scene.document.join(address)
            if url and goes_on(scene.url, url):
                return url
    return None


@lru_cache(maxsize=8192)
def _carried(marks: Marks) -> tuple[str, ...]:
    return tuple(value for name in _ADDRESSES if (value := marks.attributes.get(name)))


@lru_cache(maxsize=8192)
def _names_next(marks: Marks) -> bool:
    return any(marks.attributes.get(name) for name in _NEXT_ADDRESSES)


def _is_called_more(scene: Scene, spot: Spot) -> bool:
    text = f"{scene.outline.text_of(spot)[:60]} {spot.get('aria-label')}".lower()
    return bool(_MORE.search(text)) or "more" in spot.get("class").lower()
