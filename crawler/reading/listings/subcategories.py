"""The categories below a category page's own, told from products, facets, brands, teasers and the site's menus."""

from __future__ import annotations

import re
from collections.abc import Sequence

from crawler.reading.layout.regions import Region
from crawler.reading.layout.repeats import Item, Repeat
from crawler.reading.layout.scene import Scene
from crawler.reading.links.addresses import is_below, is_same, is_view, parts_of
from crawler.reading.listings.tile_titles import read_titles
from crawler.reading.listings.traits import are_categories, are_of_own_script, is_aside, read_traits
from crawler.reading.markup.spots import Spot
from crawler.reading.markup.text import clean_name
from crawler.reading.trails.breadcrumb import read_breadcrumbs
from crawler.sightings import Crumb
from crawler.words import read_words

LONGEST_NAME = 70
MOST = 300
OWN_NAMES = 0.7
"""Share of the links that must have a name of their own."""
_MOST_TEXTS = 4
_MOST_PICTURED = 0.5
_COUNT = re.compile(r"\s*[(\[]\s*\d[\d.,\s]*[)\]]\s*$")
_MARKS = re.compile(r"^[|_\s>»›·•–-]+|[-=]*[>»›→]+\s*$|\s*[:：]\s*$")
_FACET_HEADINGS = read_words("listings")["facet_headings"]
_AROUND = Region.CHROME | Region.FACETS | Region.PAGER | Region.ASIDE


def read_subcategories(scene: Scene, tiles: Sequence[Item]) -> tuple[Crumb, ...]:
    """Return the sub-categories that the page shows, in page order, each once."""
    found: dict[str, Crumb] = {}
    goods = {tile.url for tile in tiles}
    others = [repeat for repeat in scene.repeats if any(item.url not in goods for item in repeat.items)]
    repeats = [repeat for repeat in others if _are_subcategories(scene, repeat, tiles)]
    if scene.heading is not None:
        below = scene.heading.number
        repeats = [repeat for repeat in repeats if repeat.start > below] or repeats
    for repeat in sorted(repeats, key=lambda repeat: repeat.start):
        titles = read_titles(scene, repeat.items)
        if len(set(titles)) < OWN_NAMES * len({item.url for item in repeat.items}):
            continue
        for item, title in zip(repeat.items, titles, strict=True):
            name = clean_name(_MARKS.sub("", _COUNT.sub("", title or "")))
            if name and len(name) <= LONGEST_NAME:
                found.setdefault(item.url, Crumb(name=name, url=item.url))
    return tuple(found.values())[:MOST] or _read_below_own_entry(scene)


def _read_below_own_entry(scene: Scene) -> tuple[Crumb, ...]:
    """Return what is nested below the page's own entry in a tree of categories beside the content."""
    for spot in scene.outline.spots:
        entry = spot.parent
        url = scene.url_of(spot) if spot.tag == "a" and scene.regions[spot.number] & Region.SIDE else None
        if entry is None or entry.tag != "li" or url is None or not is_same(scene.url, url):
            continue
        below = [link for link in scene.links if spot.end <= link.number < entry.end and _is_child(link, entry)]
        named = ((clean_name(_COUNT.sub("", scene.outline.text_of(link))), scene.url_of(link)) for link in below)
        return tuple({url: Crumb(name=name, url=url) for name, url in named if name}.values())[:MOST]
    return ()


def _is_child(link: Spot, entry: Spot) -> bool:
    """Say whether a link belongs to an entry one list below another."""
    own = link.parent
    while own is not None and own.tag != "li":
        own = own.parent
    above = own.parent.parent if own is not None and own.parent is not None else None
    return above is entry


def _are_subcategories(scene: Scene, repeat: Repeat, tiles: Sequence[Item]) -> bool:
    items = repeat.items
    if not _stand_in_content(scene, repeat, tiles):
        return False
    traits = read_traits(scene, items)
    if traits.priced or traits.bought > 0.3 or not traits.named or _is_filter(scene, repeat):
        return False
    if traits.pictured > _MOST_PICTURED and are_of_own_script(scene, items):
        return True
    if traits.texts > _MOST_TEXTS:
        return False
    if len(items) == 1 or scene.heading is None or items[0].start < scene.heading.number:
        return all(is_below(scene.url, item.url) for item in items)
    return are_categories(scene, repeat, traits)


def _stand_in_content(scene: Scene, repeat: Repeat, tiles: Sequence[Item]) -> bool:
    """Say whether items stand where sub-categories do, and lead to pages of the site that are not above this one."""
    items = repeat.items
    region = scene.regions[items[0].spot.number]
    if region & _AROUND or is_aside(scene, repeat) or _stands_in(items[0], tiles):
        return False
    if region & Region.SIDE or _is_trail(scene, items):
        return False
    above = {crumb.url for trail in read_breadcrumbs(scene.document).trails for crumb in trail}
    if any(is_view(scene.url, item.url) or item.url in above for item in items):
        return False
    host = parts_of(scene.url)[0]
    return all(parts_of(item.url)[0] == host for item in items) and not _is_after(items[0], tiles)


def _is_trail(scene: Scene, items: Sequence[Item]) -> bool:
    """Say whether a link to the home page stands in a row with the items, as in a trail or a menu."""
    around = items[0].spot.parent
    if around is None or around.texts_end - around.texts > 4 * len(items) + 4:
        return False
    return any(
        url is not None and not parts_of(url)[1] and not parts_of(url)[2]
        for spot in scene.outline.spots[around.number : around.end]
        if spot.tag == "a"
        for url in [scene.url_of(spot)]
    )


def _stands_in(item: Item, tiles: Sequence[Item]) -> bool:
    return any(tile.start < item.end and item.start < tile.end for tile in tiles)


def _is_after(item: Item, tiles: Sequence[Item]) -> bool:
    return bool(tiles) and item.start > tiles[-1].start


def _is_filter(scene: Scene, repeat: Repeat) -> bool:
    heading = repeat.heading
    if heading is None or heading is scene.heading:
        return False
    text = scene.outline.text_of(heading)[:60].lower().strip(" :")
    return any(text == words or text.startswith(words + " ") for words in _FACET_HEADINGS)
