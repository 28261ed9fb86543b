"""Whether a page is about one product, so that the tiles on it only stand beside it."""

from __future__ import annotations

from collections.abc import Sequence

from crawler.reading.data.structured import read_metas, read_things
from crawler.reading.data.things import descend
from crawler.reading.layout.regions import Region
from crawler.reading.layout.repeats import Item
from crawler.reading.layout.scene import Scene
from crawler.reading.markup.spots import Spot
from crawler.reading.markup.text import clean_name

_FEW_LETTERS = 25
"""Letters beside an amount in what shows the product's price; more is a sentence."""
_AROUND = Region.CHROME | Region.SIDE | Region.FACETS | Region.ASIDE
MOST_THINGS = 500
MANY_TILES = 16
"""More than a product page shows beside its product; some shops declare every page to be one."""


def is_about_product(scene: Scene, tiles: Sequence[Item], asides: Sequence[Item], *, counted: bool) -> bool:
    """Say whether the page is about one product: declared by the name of its heading, or sold above its tiles.

    Where results are counted, what is sold above the tiles is a product put forward.
    """
    if len({tile.url for tile in tiles}) < MANY_TILES and _declares_product(scene):
        return True
    return not counted and _sells_product(scene, tiles, asides)


def _declares_product(scene: Scene) -> bool:
    if read_metas(scene.document).get("og:type", "").lower() in ("product", "product.item", "og:product"):
        return True
    things = read_things(scene.document)[:MOST_THINGS]
    products = [one for one in descend(things, most=MOST_THINGS) if one.is_a("Product", "ProductGroup")]
    heading = scene.outline.text_of(scene.heading) if scene.heading is not None else ""
    name = (clean_name(heading) or "").casefold()
    return bool(name) and any((one.text("name") or "").strip().casefold() == name for one in products)


def _sells_product(scene: Scene, tiles: Sequence[Item], asides: Sequence[Item]) -> bool:
    """Say whether a price and the means to buy stand between heading and first tile, in no box of other goods."""
    if scene.heading is None:
        return False
    start, outline = scene.heading.texts_end, scene.outline
    end = outline.first_text_at(tiles[0].start) if tiles else len(outline.texts)
    taken = {number for item in asides[:500] for number in range(*item.texts(outline))}
    free = [
        number for number in range(start, end) if number not in taken and _is_plain(scene, outline.texts[number].parent)
    ]
    priced = any(
        scene.till.has_price(number, number + 1) and sum(map(str.isalpha, outline.texts[number].text)) <= _FEW_LETTERS
        for number in free
    )
    return priced and (any(scene.can_be_ordered(number, number + 1) for number in free) or _has_form(scene, start, end))


def _is_plain(scene: Scene, spot: Spot) -> bool:
    return not scene.regions[spot.number] & _AROUND


def _has_form(scene: Scene, start: int, end: int) -> bool:
    """Say whether a field for a quantity, or a button of a cart, stands in a stretch of texts."""
    for spot in scene.outline.spots:
        if not start <= spot.texts <= end or spot.tag not in ("input", "button") or not _is_plain(scene, spot):
            continue
        names = f"{spot.get('name')} {spot.get('id')} {spot.get('class')} {spot.get('value')}".lower()
        if any(word in names for word in ("qty", "quant", "cart", "basket", "buy", "menge", "anzahl")):
            return True
    return False
