"""What the repeats of a page have in common, and what that says they are."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlsplit

from crawler.reading.layout.regions import Region
from crawler.reading.layout.repeats import Item, Repeat
from crawler.reading.layout.scene import Scene
from crawler.reading.links.addresses import is_below, parts_of, shape_of
from crawler.reading.markup.spots import Spot
from crawler.words import read_words

_ASIDE_HEADINGS = read_words("listings")["aside_headings"]


_MOST_SAME = 0.7


@dataclass(frozen=True, slots=True, kw_only=True)
class Traits:
    """What the items of a repeat have in common, as shares of them."""

    priced: float
    pictured: float
    bought: float
    named: float
    """Links that carry a text or picture of their own."""
    texts: float
    """Texts an item, on average."""


def share(items: Sequence[Item], has: Callable[[Item], bool]) -> float:
    """Return the share of items of which something holds; looked at on at most sixty of them."""
    some = items[:60]
    return sum(map(has, some)) / len(some)


def read_traits(scene: Scene, items: Sequence[Item]) -> Traits:
    ranges = {id(item): item.texts(scene.outline) for item in items}
    names = {_name_of(scene, item.link) for item in items[:60]} - {""}
    return Traits(
        priced=share(items, lambda item: is_priced(scene, *ranges[id(item)])),
        pictured=share(items, lambda item: scene.has_picture(item.start, item.end)),
        bought=share(items, lambda item: scene.can_be_bought(*ranges[id(item)])),
        named=len(names) / len(items[:60]),
        texts=sum(end - start for start, end in ranges.values()) / len(items),
    )


def is_priced(scene: Scene, start: int, end: int) -> bool:
    """Say whether a price stands among the texts and is not all that their link says, as in a category's name."""
    if not scene.till.has_price(start, end):
        return False
    return end - start > 1 or all(around.tag != "a" for around in scene.outline.texts[start].ancestors())


def _name_of(scene: Scene, link: Spot) -> str:
    text = scene.outline.text_of(link)[:200] or link.get("title")
    if text:
        return text
    pictures = scene.outline.inside(link, scene.pictures)
    return next((spot.get("alt") or spot.get("src") or spot.get("data-src") for spot in pictures), "")


def is_aside(scene: Scene, repeat: Repeat) -> bool:
    """Say whether items stand beside what the page is about: by the names of their boxes or the heading over them."""
    if scene.regions[repeat.items[0].spot.number] & Region.ASIDE:
        return True
    heading = repeat.heading
    if heading is None or heading is scene.heading or heading.tag == "h1":
        return False
    return _leads_aside(scene.outline.text_of(heading)[:150])


@lru_cache(maxsize=4096)
def _leads_aside(heading: str) -> bool:
    text = heading.lower()
    return any(words in text for words in _ASIDE_HEADINGS)


def are_categories(scene: Scene, repeat: Repeat, traits: Traits) -> bool:
    """Say whether items lead to categories rather than to products: by where they lead and how little they say."""
    items = repeat.items
    evidence = 0.0
    if share(items, lambda item: item.url in scene.menu_urls or is_below(scene.url, item.url)) >= 0.5:
        evidence += 2
    if (
        urlsplit(scene.url).path.strip("/")
        and share(items, lambda item: shape_of(item.url) == shape_of(scene.url)) >= 0.7
    ):
        evidence += 1
    words = sum(len(_name_of(scene, item.link).split()) for item in items) / len(items)
    evidence += 1 if words <= 4 and traits.texts <= 2 else 0
    evidence -= 1 if words > 6 else 0
    evidence -= 2 if traits.texts > 3 else 0
    evidence += 3 if are_of_own_script(scene, items) else 0
    return evidence > 0


def are_of_own_script(scene: Scene, items: Sequence[Item]) -> bool:
    """Say whether items lead where the page itself comes from, asked with another number: they are pages like it."""
    if not parts_of(scene.url)[2]:
        return False
    own = script_of(scene.url)
    return share(items, lambda item: script_of(item.url) == own) >= _MOST_SAME


def script_of(url: str) -> tuple[object, ...]:
    """Return what stays of an address whatever number is asked for: host, path, and parameters without numbers."""
    host, segments, pairs = parts_of(url)
    return host, segments, frozenset((name, "" if value.isdecimal() else value) for name, value in pairs)
