"""What a category page lists."""

from __future__ import annotations

from crawler.reading.layout.repeats import Item
from crawler.reading.layout.scene import Scene
from crawler.reading.links.page_numbers import goes_on
from crawler.reading.listings.declared_list import read_declared_tiles
from crawler.reading.listings.goods_by_name import find_named_goods
from crawler.reading.listings.pager import read_next_page
from crawler.reading.listings.result_count import read_result_count
from crawler.reading.listings.single_product import is_about_product
from crawler.reading.listings.subcategories import read_subcategories
from crawler.reading.listings.tiles import find_asides, find_boxed_tiles, find_only_tiles, find_tiles, read_tiles
from crawler.reading.listings.title import read_title
from crawler.reading.markup.document import Document
from crawler.sightings import Crumb, Listing

FEWEST_COUNTED = 4
"""Tiles from which on a count of results is the listing's, and the page no product's."""


def read_listing(document: Document) -> Listing | None:
    """Return the page's own listing; None where it lists neither products nor sub-categories."""
    scene = Scene(document)
    items = find_tiles(scene)
    subcategories = read_subcategories(scene, items)
    if not items and not subcategories:
        items = find_only_tiles(scene) or _find_paged_tiles(scene)
    if not items and (items := find_named_goods(scene)):
        subcategories = _without(subcategories, items)
    title = read_title(document, scene.outline, scene.heading)
    products = read_tiles(scene, items) or read_declared_tiles(document)
    if len(products) == 1 and title is not None and products[0].title.casefold() == title.casefold():
        products = ()
    if not products and not subcategories:
        return None
    count = read_result_count(scene, items)
    next_page = read_next_page(scene, items, count)
    goes_on_here = next_page is not None and goes_on(scene.url, next_page)
    counted = count is not None and len(items) >= FEWEST_COUNTED
    if not goes_on_here and is_about_product(scene, items, find_asides(scene), counted=counted):
        return None
    return Listing(
        title=title,
        products=products,
        subcategories=subcategories,
        next_page=next_page,
        result_count=count,
    )


def _find_paged_tiles(scene: Scene) -> list[Item]:
    """Return the items of a box that is named as one beside the page's own, where the page goes on with a listing."""
    items = find_boxed_tiles(scene)
    following = read_next_page(scene, items, None) if items else None
    return items if following is not None and goes_on(scene.url, following) else []


def _without(subcategories: tuple[Crumb, ...], items: list[Item]) -> tuple[Crumb, ...]:
    goods = {item.url for item in items}
    return tuple(crumb for crumb in subcategories if crumb.url not in goods)
