"""Where a site's listings keep their tiles and what stands where in one, learned from tiles that were read without it.

Such a rule is called a wrapper: Kushmerick, Wrapper induction: efficiency and expressiveness, 2000.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence, Set
from dataclasses import dataclass, replace
from functools import partial

from selectolax.lexbor import LexborNode

from crawler.reading.known.places import Place, is_drawn
from crawler.reading.known.selectors import select_alike, select_spot
from crawler.reading.markup.document import Document
from crawler.reading.markup.spots import Spot
from crawler.reading.markup.text import clean_name
from crawler.reading.prices.money import is_called_price
from crawler.reading.prices.price import read_price
from crawler.sightings import Tile

FEWEST_TILES = 2
MOST_TILES = 1_000
_LINK_NAMES = (("a", "title"), ("img", "alt"), ("a", "aria-label"))


@dataclass(frozen=True, slots=True, kw_only=True)
class TileWrapper:
    """Finds tiles by `boxes`, a selector, and what they hold by places in them."""

    boxes: str
    link: Place
    title: Place
    price: Place | None

    def read(self, document: Document, currency: str | None) -> tuple[Tile, ...] | None:
        """Return the tiles of a page, each URL once; None where one is not as it should be, or they are too many."""
        tiles: dict[str, Tile] = {}
        boxes = document.tree.css(self.boxes)
        if len(boxes) > MOST_TILES:
            return None
        for box in boxes:
            tile = self._read_box(box, document, currency)
            if tile is None or tile.url is None:
                return None
            tiles.setdefault(tile.url, tile)
        return tuple(tiles.values())

    def _read_box(self, box: LexborNode, document: Document, currency: str | None) -> Tile | None:
        url = document.join(self.link.read(box))
        title = clean_name(self.title.read(box)) if url else None
        if title is None:
            return None
        if self.price and self.price.selector and is_drawn(self.price.find(box)):
            return None
        shown = self.price.read(box) if self.price else None
        price = read_price(shown, currency=currency) if shown else None
        amount, sign = (price.amount, price.currency) if price else (None, None)
        return Tile(title=title, url=url, price=amount, currency=sign)


def learn_tiles(document: Document, tiles: Sequence[Tile], currency: str | None) -> TileWrapper | None:
    """Return a wrapper that reads a page's tiles as they were read without one; None where none does."""
    for boxes in _find_boxes(document, [tile.url for tile in tiles]):
        for selector in select_alike(boxes):
            wrapper = _learn_places(document, selector, boxes[0], tiles, currency)
            if wrapper and wrapper.read(document, currency) == tuple(tiles):
                return wrapper
    return None


def _find_boxes(document: Document, urls: Sequence[str | None]) -> Iterator[list[Spot]]:
    """Yield what may be the tiles' elements: the largest around links to `urls` in a row, each with one of them.

    Where menus lead to the same pages in the same order, there are several; the content comes after its menus.
    """
    runs = _run_links(document, set(urls))
    for start in range(len(runs) - len(urls), -1, -1):
        row = runs[start : start + len(urls)]
        if len(row) >= FEWEST_TILES and [url for url, _ in row] == list(urls):
            before = runs[start - 1][1][-1].number if start else 0
            after = (
                runs[start + len(urls)][1][0].number if start + len(urls) < len(runs) else len(document.outline.spots)
            )
            boxes = _widen([links for _, links in row], before, after)
            if boxes:
                yield boxes


def _run_links(document: Document, urls: Set[str | None]) -> list[tuple[str, list[Spot]]]:
    """Return the links to some URLs in page order, those to one URL in a row together."""
    runs: list[tuple[str, list[Spot]]] = []
    for link in document.outline.links:
        url = document.join(link.get("href"))
        if url is None or url not in urls:
            continue
        if not runs or runs[-1][0] != url:
            runs.append((url, []))
        runs[-1][1].append(link)
    return runs


def _widen(row: Sequence[Sequence[Spot]], before: int, after: int) -> list[Spot]:
    """Return the largest element around each run of links that holds no other's; none where depths differ."""
    edges = [before, *(run[-1].number for run in row)]
    starts = [*(run[0].number for run in row[1:]), after]
    largest = [_climb(run[0], edge, start) for run, edge, start in zip(row, edges, starts, strict=False)]
    depth = Counter(spot.depth for spot in largest).most_common(1)[0][0]
    boxes = [run[0].ancestor(depth) for run in row]
    return boxes if all(box.holds(run[-1]) for box, run in zip(boxes, row, strict=True)) else []


def _climb(spot: Spot, before: int, after: int) -> Spot:
    while spot.parent is not None and spot.parent.number > before and spot.parent.end <= after:
        spot = spot.parent
    return spot


def _learn_places(
    document: Document, selector: str, box: Spot, tiles: Sequence[Tile], currency: str | None
) -> TileWrapper | None:
    found = document.tree.css(selector)
    by_url = {tile.url: tile for tile in tiles}
    inner = document.outline.spots[box.number + 1 : box.end]
    links = _places([spot for spot in inner if spot.tag in ("a", "area")], attribute="href")
    link = next((place for place in links if all(document.join(place.read(node)) in by_url for node in found)), None)
    if link is None or not found:
        return None
    pairs = [(node, by_url[document.join(link.read(node))]) for node in found]
    titles = [*_places(inner), *(Place(tag, name) for tag, name in _LINK_NAMES), Place("")]
    title = _first(titles, pairs, lambda place, node, tile: clean_name(place.read(node)) == tile.title)
    # what is named a price holds the old one and the new one where there are two
    named = [spot for spot in inner if is_called_price(spot.marks)]
    prices = [replace(place, shown=True) for place in (*_places(named), *_places(inner[::-1]), Place(""))]
    price = _first(prices, pairs, partial(_is_price, currency)) if any(tile.price for tile in tiles) else None
    return TileWrapper(boxes=selector, link=link, title=title, price=price) if title else None


def _is_price(currency: str | None, place: Place, node: LexborNode, tile: Tile) -> bool:
    shown = place.read(node)
    price = read_price(shown, currency=currency) if shown else None
    return (price.amount, price.currency) == (tile.price, tile.currency) if price else tile.price is None


def _first(
    places: Sequence[Place],
    pairs: Sequence[tuple[LexborNode, Tile]],
    is_right: Callable[[Place, LexborNode, Tile], bool],
) -> Place | None:
    return next((place for place in places if all(is_right(place, node, tile) for node, tile in pairs)), None)


def _places(spots: Sequence[Spot], *, attribute: str = "") -> list[Place]:
    """Return the places of elements, those with a class first."""
    selectors = dict.fromkeys(selector for spot in spots for selector in select_spot(spot))
    return [Place(selector, attribute) for selector in sorted(selectors, key=lambda selector: "." not in selector)]
