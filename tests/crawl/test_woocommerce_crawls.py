"""Whole crawls of a WooCommerce shop on loopback: its Store API wherever it is, its pages where it is closed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from crawler.run import SiteOutcome
from tests.crawl.shops import Shop
from tests.crawl.stock import SHELVES, make_items, read_found, tell_truth
from tests.crawl.woocommerce_shop import CATEGORIES, PRODUCTS, WooCommerceShop
from warehouse.manifest import read_manifest

Serve = Callable[..., Shop]
Crawl = Callable[..., SiteOutcome]
ITEMS, FEW = make_items(each=50), make_items(each=6)


def serve_shop(serve: Serve, front: WooCommerceShop) -> Shop:
    shop = serve(front.make_pages())
    front.base = shop.url.rstrip("/")
    return shop


def asked_of_endpoints(shop: Shop) -> int:
    return sum("/wp-json" in path or "rest_route" in path for path in shop.paths)


@pytest.mark.parametrize(("permalinks", "requests"), [(True, 4), (False, 5)], ids=["permalinks", "plain permalinks"])
def test_the_endpoints_tell_the_whole_catalogue_in_a_few_requests(
    serve: Serve, crawl: Crawl, tmp_path: Path, permalinks: bool, requests: int
) -> None:
    shop = serve_shop(serve, WooCommerceShop(SHELVES, ITEMS, permalinks=permalinks))
    outcome = crawl(shop)
    assert (outcome.coverage, outcome.coverage_reason) == ("complete", "")
    assert read_found(tmp_path / "spool", outcome) == tell_truth(SHELVES, ITEMS)
    assert read_manifest(tmp_path / "spool" / outcome.crawl_id).crawl["platform"] == "woocommerce"
    assert asked_of_endpoints(shop) == requests
    assert [path for path in shop.pages_asked if "wc/store" not in path] == ["/"]


@pytest.mark.parametrize(
    ("closed", "requests"), [((CATEGORIES, PRODUCTS), 1), ((PRODUCTS,), 2)], ids=["all", "products"]
)
def test_closed_endpoints_cost_at_most_two_requests_and_the_pages_tell_all(
    serve: Serve, crawl: Crawl, tmp_path: Path, closed: tuple[str, ...], requests: int
) -> None:
    shop = serve_shop(serve, WooCommerceShop(SHELVES, FEW, closed=closed))
    outcome = crawl(shop)
    assert asked_of_endpoints(shop) == requests
    assert outcome.coverage == "complete"
    found, truth = read_found(tmp_path / "spool", outcome), tell_truth(SHELVES, FEW)
    # its listings show what stands below, too
    assert (found.paths, found.products) == (truth.paths, truth.products)
    assert truth.assignments <= found.assignments


def test_endpoints_that_go_on_without_end_are_left_when_they_show_nothing_new(
    serve: Serve, crawl: Crawl, tmp_path: Path
) -> None:
    front = WooCommerceShop(SHELVES, ITEMS)
    front.is_endless = True
    shop = serve_shop(serve, front)
    outcome = crawl(shop)
    assert read_found(tmp_path / "spool", outcome) == tell_truth(SHELVES, ITEMS)
    assert asked_of_endpoints(shop) <= 8
