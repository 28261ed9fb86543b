"""Whole crawls of a Shopify shop on loopback: its JSON where it is open, its pages where not, nothing behind a lock."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from crawler.run import SiteOutcome
from tests.crawl.shopify_shop import ShopifyShop
from tests.crawl.shops import Shop
from tests.crawl.stock import SHELVES, Truth, make_items, read_found, tell_truth, walk
from warehouse.manifest import read_manifest

Serve = Callable[..., Shop]
Crawl = Callable[..., SiteOutcome]
FEW = make_items(each=6)


def tell_collections() -> Truth:
    """Return the truth of a shop whose collections hold what stands in those below them in the menu, too."""
    below = {shelf.number: {one.number for one, _, _ in walk((shelf,))} for shelf, _, _ in walk(SHELVES)}
    items = tuple(
        replace(item, shelves=tuple(number for number, held in below.items() if held & set(item.shelves)))
        for item in FEW
    )
    return tell_truth(SHELVES, items)


def asked_of_endpoints(shop: Shop) -> int:
    return sum(".json" in path for path in shop.paths)


@pytest.mark.parametrize("folder", ["/", "/en-us/"])
def test_the_endpoints_tell_products_and_the_menu_how_collections_hang_together(
    serve: Serve, crawl: Crawl, tmp_path: Path, folder: str
) -> None:
    shop = serve(ShopifyShop(SHELVES, FEW, folder=folder).make_pages())
    outcome = crawl(shop)
    assert (outcome.coverage, outcome.coverage_reason) == ("complete", "")
    assert read_found(tmp_path / "spool", outcome) == tell_collections()
    assert read_manifest(tmp_path / "spool" / outcome.crawl_id).crawl["platform"] == "shopify"
    # the list of collections, each of the eight, and all products; no page but the home page
    assert asked_of_endpoints(shop) == 10
    assert [path for path in shop.pages_asked if ".json" not in path] == list(dict.fromkeys(["/", folder]))


@pytest.mark.parametrize(
    ("closed", "requests"),
    [((".json",), 1), (("products.json",), 3)],
    ids=["all, as of a storefront built apart", "products"],
)
def test_closed_endpoints_cost_at_most_two_requests_and_the_pages_tell_all(
    serve: Serve, crawl: Crawl, tmp_path: Path, closed: tuple[str, ...], requests: int
) -> None:
    shop = serve(ShopifyShop(SHELVES, FEW, closed=closed).make_pages())
    outcome = crawl(shop)
    assert asked_of_endpoints(shop) == requests
    assert outcome.coverage == "complete"
    assert read_found(tmp_path / "spool", outcome) == tell_collections()


def test_a_product_below_many_collections_is_one(serve: Serve, crawl: Crawl, tmp_path: Path) -> None:
    front = ShopifyShop(SHELVES, FEW, closed=(".json",))
    front.links_within = True
    outcome = crawl(serve(front.make_pages()))
    # read_found refuses a title that stands there twice
    assert read_found(tmp_path / "spool", outcome) == tell_collections()


def test_nothing_is_claimed_of_a_shop_behind_a_password(serve: Serve, crawl: Crawl) -> None:
    front = ShopifyShop(SHELVES, FEW)
    front.password = True
    shop = serve(front.make_pages())
    outcome = crawl(shop)
    assert (outcome.coverage, outcome.categories, outcome.products) == ("failed", 0, 0)
    assert len(shop.paths) <= 5
