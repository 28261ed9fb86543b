"""Products that a page lists for machines only (https://schema.org/ItemList), for pages whose tiles a script draws."""

from __future__ import annotations

from crawler.reading.data.structured import read_things
from crawler.reading.data.things import Thing, descend
from crawler.reading.markup.document import Document
from crawler.reading.markup.text import clean_name
from crawler.reading.prices.price import read_declared_price
from crawler.sightings import Tile

MOST_THINGS = 5_000
_PRODUCTS = ("Product", "ProductGroup", "IndividualProduct", "ProductModel")


def read_declared_tiles(document: Document) -> tuple[Tile, ...]:
    """Return the products of the page's longest declared list; empty where it declares fewer than two."""
    longest: dict[str, Tile] = {}
    for thing in descend(read_things(document), most=MOST_THINGS):
        if not thing.is_a("ItemList", "OfferCatalog", "CollectionPage", "WebPage"):
            continue
        listed = _read_list(document, thing)
        if len(listed) > len(longest):
            longest = listed
    return tuple(longest.values()) if len(longest) > 1 else ()


def _read_list(document: Document, thing: Thing) -> dict[str, Tile]:
    tiles: dict[str, Tile] = {}
    for entry in thing.things("itemListElement", "hasPart", "itemOffered"):
        item = next(iter(entry.things("item", "itemOffered")), entry)
        tile = _read_item(document, item, entry)
        if tile is not None and tile.url is not None:
            tiles.setdefault(tile.url, tile)
    return tiles


def _read_item(document: Document, item: Thing, entry: Thing) -> Tile | None:
    """Return a listed product; None for what is declared to be something else, or has no name and address."""
    if not item.is_a(*_PRODUCTS):
        return None
    title = clean_name(item.text("name") or entry.text("name"))
    url = document.join(item.text("url", "@id") or entry.text("url"))
    if title is None or url is None:
        return None
    offer = next(iter(item.things("offers")), item)
    price = read_declared_price(offer.text("price", "lowPrice"), currency=offer.text("priceCurrency"))
    return Tile(
        title=title,
        url=url,
        price=price.amount if price else None,
        currency=price.currency if price else None,
    )
