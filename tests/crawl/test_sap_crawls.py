"""Whole crawls of an SAP Commerce shop on loopback: through OCC where its pages name a site, else through the pages."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from crawler.run import SiteOutcome
from tests.crawl.sap_shop import SITE, SapShop
from tests.crawl.shops import Shop
from tests.crawl.stock import SHELVES, make_items, read_found, tell_truth
from warehouse.manifest import read_manifest

Serve = Callable[..., Shop]
Crawl = Callable[..., SiteOutcome]
ITEMS, FEW = make_items(each=50), make_items(each=6)


def asked_of_endpoint(shop: Shop) -> int:
    return sum(path.startswith("/occ/") for path in shop.paths)


@pytest.mark.parametrize("renders", [True, False], ids=["rendered pages", "pages that are empty without scripts"])
def test_the_endpoints_tell_the_whole_catalogue(serve: Serve, crawl: Crawl, tmp_path: Path, renders: bool) -> None:
    shop = serve(SapShop(SHELVES, ITEMS, renders=renders).make_pages())
    outcome = crawl(shop)
    assert (outcome.coverage, outcome.coverage_reason) == ("complete", "")
    assert read_found(tmp_path / "spool", outcome) == tell_truth(SHELVES, ITEMS)
    assert read_manifest(tmp_path / "spool" / outcome.crawl_id).crawl["platform"] == "sap commerce"
    # robots.txt, the home page; the catalogues, 250 products a hundred a page, and five categories that have none below
    assert (len(shop.paths), asked_of_endpoint(shop)) == (11, 9)


@pytest.mark.parametrize(
    ("closed", "requests"),
    [(("catalogs",), 1), (("products/search",), 3), (("catalogs", "products/search"), 1)],
    ids=["catalogues", "products", "both"],
)
def test_closed_endpoints_cost_at_most_two_requests_and_the_pages_tell_all(
    serve: Serve, crawl: Crawl, tmp_path: Path, closed: tuple[str, ...], requests: int
) -> None:
    shop = serve(SapShop(SHELVES, FEW, closed=closed).make_pages())
    outcome = crawl(shop)
    assert asked_of_endpoint(shop) == requests
    assert outcome.coverage == "complete"
    found, truth = read_found(tmp_path / "spool", outcome), tell_truth(SHELVES, FEW)
    # its listings show what stands below, too
    assert (found.paths, found.products) == (truth.paths, truth.products)
    assert truth.assignments <= found.assignments


def test_nothing_is_asked_where_no_page_names_a_site(serve: Serve, crawl: Crawl) -> None:
    pages = SapShop(SHELVES, FEW).make_pages()
    answer = pages["*"]
    assert callable(answer)
    pages["/"] = answer("/").body.decode().replace(f"/occ/v2/{SITE}/", "/api/")
    shop = serve(pages)
    outcome = crawl(shop)
    assert asked_of_endpoint(shop) == 0
    assert (outcome.coverage, outcome.products) == ("complete", len(FEW))


def test_shells_whose_endpoints_are_closed_need_a_browser(serve: Serve, crawl: Crawl) -> None:
    shop = serve(SapShop(SHELVES, FEW, closed=("catalogs",), renders=False).make_pages())
    assert crawl(shop).coverage == "needs browser"


def test_endpoints_may_be_on_another_host_of_the_shop_where_robots_txt_is_asked_for_too(
    serve: Serve, crawl: Crawl, tmp_path: Path
) -> None:
    front, behind = SapShop(SHELVES, FEW, renders=False), SapShop(SHELVES, FEW)
    shop, api = serve(front.make_pages()), serve(behind.make_pages())
    front.api = api.url.rstrip("/")
    outcome = crawl(shop)
    assert read_found(tmp_path / "spool", outcome) == tell_truth(SHELVES, FEW)
    assert (shop.paths, api.paths[0]) == (["/robots.txt", "/"], "/robots.txt")
    forbidding = serve(behind.make_pages() | {"/robots.txt": "User-agent: *\nDisallow: /occ/\n"})
    front.api = forbidding.url.rstrip("/")
    assert crawl(serve(front.make_pages())).coverage == "needs browser"
    assert forbidding.paths == ["/robots.txt"]
