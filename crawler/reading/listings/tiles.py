"""Product tiles: which of a page's repeated structures is its listing."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace
from urllib.parse import urlsplit

from crawler.reading.layout.regions import Region
from crawler.reading.layout.repeats import HEADINGS, Item, Repeat
from crawler.reading.layout.scene import Scene
from crawler.reading.links.addresses import is_view
from crawler.reading.listings.cells_below import find_price_below
from crawler.reading.listings.tile_titles import read_titles
from crawler.reading.listings.traits import Traits, are_categories, is_aside, is_priced, read_traits, share
from crawler.sightings import Tile

LONGEST_LONE = 700
"""Characters of text that a tile without sisters may hold."""
MOST_TILES = 1_000
FEWEST_ALONE = 8
_AROUND = Region.CHROME | Region.SIDE | Region.FACETS | Region.PAGER
_TILE_TAGS = frozenset({"li", "article", "tr"})
_TILE_NAMES = re.compile(r"(?:^|[-_])(?:product|item|card|tile)(?:$|[-_])")


def find_tiles(scene: Scene) -> list[Item]:
    """Return the items of the page's own product listing, in page order; empty where there is none."""
    weighed = [(_weigh(scene, repeat), repeat) for repeat in scene.repeats if not is_aside(scene, repeat)]
    inner = _priced_items(scene)
    best = [pair for pair in weighed if pair[0] > 0 and not _is_of_boxes(pair[1], inner)]
    if not best:
        return []
    best.sort(key=lambda pair: -pair[0])
    main = best[0][1]
    items = sorted(main.items, key=_start)
    for _, repeat in best[1:]:
        if _belongs(main, repeat):
            _add(items, repeat.items)
    return items[:MOST_TILES]


def find_only_tiles(scene: Scene) -> list[Item]:
    """Return the items of a large listing that only its heading calls new or popular: then that is the page's own.

    On the home page such a listing shows what is in other categories.
    """
    large = [repeat for repeat in scene.repeats if len(repeat.items) >= FEWEST_ALONE]
    return _find_heaviest(scene, [repeat for repeat in large if not _stands_aside(scene, repeat)])


def find_boxed_tiles(scene: Scene) -> list[Item]:
    """Return the items of the largest listing that is named or headed as one beside the page's own."""
    return _find_heaviest(scene, [repeat for repeat in scene.repeats if len(repeat.items) > 1])


def _find_heaviest(scene: Scene, repeats: Sequence[Repeat]) -> list[Item]:
    weights = [_weigh(scene, repeat) for repeat in repeats] if urlsplit(scene.url).path.strip("/") else []
    heaviest = max(weights, default=0.0)
    return list(repeats[weights.index(heaviest)].items) if heaviest > 0 else []


def find_asides(scene: Scene) -> list[Item]:
    """Return the items of the boxes of goods that stand beside the page's own."""
    return [item for repeat in scene.repeats if is_aside(scene, repeat) for item in repeat.items]


def _is_of_boxes(repeat: Repeat, inner: list[Item]) -> bool:
    """Say whether items are boxes that hold several priced things each with a page of its own."""
    some, crowded = repeat.items[:20], 0
    for item in some:
        low = bisect_right(inner, item.start, key=_start)
        high = bisect_left(inner, item.end, lo=low, key=_start)
        urls = {one.url for one in inner[low : min(high, low + 200)] if one.end <= item.end}
        crowded += len(urls - {item.url}) > 1
    return crowded * 3 > len(some)


def _priced_items(scene: Scene) -> list[Item]:
    """Return the priced items of all repeats of two and more, in page order."""
    items = [item for repeat in scene.repeats if len(repeat.items) > 1 for item in repeat.items]
    return sorted((item for item in items if is_priced(scene, *item.texts(scene.outline))), key=_start)


def _start(item: Item) -> int:
    return item.start


def _add(items: list[Item], more: list[Item]) -> None:
    """Add what neither leads where one of the items leads nor overlaps one; `items` stay in page order."""
    taken = {item.url for item in items}
    for item in more:
        place = bisect_left(items, item.start, key=_start)
        before, after = items[max(0, place - 1) : place], items[place : place + 1]
        if (
            item.url in taken
            or any(one.end > item.start for one in before)
            or any(one.start < item.end for one in after)
        ):
            continue
        items.insert(place, item)


def _looks_like_tile(scene: Scene, item: Item) -> bool:
    """Say whether an item without sisters is built like one of a list: by its element, or by a heading in it."""
    if item.spot.tag in _TILE_TAGS or any(_TILE_NAMES.search(name) for name in item.spot.classes):
        return True
    return any(spot.tag in HEADINGS for spot in scene.outline.spots[item.start : item.end])


def _belongs(main: Repeat, repeat: Repeat) -> bool:
    """Say whether another repeat is more of the same listing: tiles of the same template, or among the same sisters."""
    one, other = main.items[0].spot, repeat.items[0].spot
    return one.sign == other.sign or one.parent is other.parent


def _stands_aside(scene: Scene, repeat: Repeat) -> bool:
    return bool(scene.regions[repeat.items[0].spot.number] & Region.ASIDE)


def _weigh(scene: Scene, repeat: Repeat) -> float:
    """Return how much of a product listing a repeat is; 0 for none."""
    items = repeat.items
    region = scene.regions[items[0].spot.number]
    if region & _AROUND:
        return 0.0
    traits = read_traits(scene, items)
    if traits.priced < 0.3 and len(items) > 1:
        traits = _widen(scene, items, traits)
    if traits.priced < 0.3 and items[0].spot.tag == "td":
        traits = replace(traits, priced=share(items, lambda item: find_price_below(scene, item) is not None))
    if len(items) == 1:
        traits = _climb(scene, items[0], traits)
        if (
            not traits.priced
            or not (traits.pictured or _looks_like_tile(scene, items[0]))
            or scene.outline.text_of(items[0].spot) == ""
        ):
            return 0.0
    if not _are_products(scene, repeat, traits) or _is_facet(scene, items, traits):
        return 0.0
    urls = len({item.url for item in items})
    weight = urls * (0.2 + traits.priced + 0.3 * traits.pictured + 0.2 * traits.bought) * (0.4 + traits.named)
    if scene.heading is not None and items[0].start < scene.heading.number:
        return weight * 0.3 if urls > 3 else 0.0
    return weight


def _is_facet(scene: Scene, items: Sequence[Item], traits: Traits) -> bool:
    """Say whether items only add to the page's own address, and do not look like goods either."""
    if traits.priced >= 0.6 and traits.pictured >= 0.6:
        return False
    return share(items, lambda item: is_view(scene.url, item.url)) >= 0.5


def _are_products(scene: Scene, repeat: Repeat, traits: Traits) -> bool:
    if traits.priced >= 0.3 or traits.bought >= 0.5:
        return True
    if len(repeat.items) < 3 or traits.texts < 2.5 or not traits.pictured:
        return False
    return not are_categories(scene, repeat, traits)


def _widen(scene: Scene, items: list[Item], traits: Traits) -> Traits:
    """Let each item reach to the next where what belongs to it follows flat; undo that where it brings no prices."""
    parent = items[0].spot.parent
    if parent is None or any(item.spot.parent is not parent for item in items):
        return traits
    ends = [item.end for item in items]
    starts = [item.start for item in items[1:]]
    longest = max(after - item.start for item, after in zip(items, starts, strict=False))
    for item, after in zip(items, [*starts, min(parent.end, items[-1].start + longest)], strict=True):
        item.end = after
    wider = read_traits(scene, items)
    if wider.priced >= 0.6:
        return wider
    for item, end in zip(items, ends, strict=True):
        item.end = end
    return traits


def _climb(scene: Scene, item: Item, traits: Traits) -> Traits:
    """Let an item without sisters reach up to the price near it."""
    spot = item.spot
    while spot.parent is not None and not traits.priced:
        spot = spot.parent
        holds_heading = scene.heading is not None and spot.holds(scene.heading)
        if spot.tag in ("body", "main") or holds_heading or len(scene.outline.text_of(spot)) > LONGEST_LONE:
            return traits
        item.spot, item.end = spot, spot.end
        traits = read_traits(scene, [item])
    return traits


def read_tiles(scene: Scene, items: Sequence[Item]) -> tuple[Tile, ...]:
    """Return the products of a listing's items; a product that stands there twice is one."""
    tiles: dict[str, Tile] = {}
    for item, title in zip(items, read_titles(scene, items), strict=True):
        if title is None or item.url in tiles:
            continue
        price = scene.till.read(*item.texts(scene.outline), title=title, currency=scene.currency)
        if price is None and (cell := find_price_below(scene, item)):
            price = scene.till.read(cell.texts, cell.texts_end, currency=scene.currency)
        tiles[item.url] = Tile(
            title=title,
            url=item.url,
            price=price.amount if price else None,
            currency=price.currency if price else None,
        )
    return tuple(tiles.values())
