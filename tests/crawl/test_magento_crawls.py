"""Whole crawls of a Magento shop on loopback: through its endpoint where that answers, through its pages where not."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from crawler.run import SiteOutcome
from tests.crawl.magento_shop import JSON, GraphQl, make_pages
from tests.crawl.shops import Served, Shop
from tests.crawl.stock import SHELVES, make_items, read_found, tell_truth
from warehouse.manifest import read_manifest

Serve = Callable[..., Shop]
Crawl = Callable[..., SiteOutcome]
ITEMS, FEW = make_items(each=50), make_items(each=6)
TRUTH, TRUTH_OF_FEW = tell_truth(SHELVES, ITEMS), tell_truth(SHELVES, FEW)


def asked_of_endpoint(shop: Shop) -> int:
    return sum(path.startswith("/graphql") for path in shop.paths)


def test_the_endpoint_tells_the_whole_catalogue_in_a_few_requests(serve: Serve, crawl: Crawl, tmp_path: Path) -> None:
    shop = serve(make_pages(SHELVES, ITEMS, graphql=GraphQl(SHELVES, ITEMS)))
    outcome = crawl(shop)
    assert (outcome.coverage, outcome.coverage_reason) == ("complete", "")
    assert read_found(tmp_path / "spool", outcome) == TRUTH
    assert read_manifest(tmp_path / "spool" / outcome.crawl_id).crawl["platform"] == "magento"
    # robots.txt, the home page, the sitemap that is not there, the tree, and 250 products a hundred a page
    assert (len(shop.paths), asked_of_endpoint(shop)) == (6, 4)


def test_the_tree_alone_takes_one_request_of_the_endpoint(serve: Serve, crawl: Crawl, tmp_path: Path) -> None:
    shop = serve(make_pages(SHELVES, ITEMS, graphql=GraphQl(SHELVES, ITEMS)))
    outcome = crawl(shop, structure_only=True)
    found = read_found(tmp_path / "spool", outcome)
    assert (outcome.coverage, found.paths, found.products) == ("complete", TRUTH.paths, frozenset())
    assert (len(shop.paths), asked_of_endpoint(shop)) == (3, 1)


@pytest.mark.parametrize(
    ("endpoint", "requests"),
    [
        (GraphQl(SHELVES, ITEMS, version=2.3), 5),
        (GraphQl(SHELVES, ITEMS, largest=20), 15),
        (GraphQl(SHELVES, ITEMS, largest=300), 4),
    ],
    ids=["before 2.4", "small pages only", "as it comes"],
)
def test_older_and_stricter_shops_are_asked_in_their_way(
    serve: Serve, crawl: Crawl, tmp_path: Path, endpoint: GraphQl, requests: int
) -> None:
    shop = serve(make_pages(SHELVES, ITEMS, graphql=endpoint))
    outcome = crawl(shop)
    assert read_found(tmp_path / "spool", outcome) == TRUTH
    assert asked_of_endpoint(shop) == requests


def test_what_not_every_shop_has_is_left_out(serve: Serve, crawl: Crawl, tmp_path: Path) -> None:
    endpoint = GraphQl(SHELVES, FEW)
    endpoint.stock_status = False
    outcome = crawl(serve(make_pages(SHELVES, FEW, graphql=endpoint)))
    assert read_found(tmp_path / "spool", outcome) == TRUTH_OF_FEW


def refuse_products() -> GraphQl:
    endpoint = GraphQl(SHELVES, FEW)
    endpoint.products_refused = True
    return endpoint


def speak_for_another_store() -> GraphQl:
    endpoint = GraphQl(SHELVES, FEW)
    endpoint.store_path = "/de/"
    return endpoint


REFUSED = b'{"errors":[{"message":"no","extensions":{"category":"graphql-authorization"}}]}'
CLOSED = {
    "not there": (None, 1),
    "forbidden": (lambda _: Served(status=403, body=REFUSED, headers=JSON), 1),
    "wants a login": (lambda _: Served(status=401, body=b"", headers=JSON), 1),
    "out of order": (lambda _: Served(status=503, body=b"<html>Service Unavailable</html>"), 2),
    "wants to be left alone": (lambda _: Served(status=429, body=b"", headers={"Retry-After": "1"}), 2),
    "knows no such query": (lambda _: Served(body=REFUSED, headers=JSON), 2),
    "answers with a page": (lambda _: Served(body=b"<html>shop</html>"), 2),
    "answers with nonsense": (lambda _: Served(body=b'{"data":{"categories":{"items":[[],7]}}}', headers=JSON), 2),
    "speaks for another store": (speak_for_another_store(), 1),
}


@pytest.mark.parametrize(("graphql", "requests"), CLOSED.values(), ids=CLOSED)
def test_a_closed_endpoint_costs_at_most_two_requests_and_the_pages_tell_all(
    serve: Serve, crawl: Crawl, tmp_path: Path, graphql: Callable[[str], Served] | None, requests: int
) -> None:
    shop = serve(make_pages(SHELVES, FEW, graphql=graphql))
    outcome = crawl(shop)
    assert asked_of_endpoint(shop) == requests
    assert outcome.coverage == "complete"
    assert read_found(tmp_path / "spool", outcome) == TRUTH_OF_FEW


def test_products_that_are_refused_are_read_from_the_pages_below_the_endpoints_tree(
    serve: Serve, crawl: Crawl, tmp_path: Path
) -> None:
    shop = serve(make_pages(SHELVES, FEW, graphql=refuse_products()))
    outcome = crawl(shop)
    assert asked_of_endpoint(shop) == 3
    assert (outcome.coverage, read_found(tmp_path / "spool", outcome)) == ("complete", TRUTH_OF_FEW)


def test_an_endpoint_that_robots_txt_forbids_is_not_asked(serve: Serve, crawl: Crawl, tmp_path: Path) -> None:
    pages = make_pages(SHELVES, FEW, graphql=GraphQl(SHELVES, FEW))
    shop = serve(pages | {"/robots.txt": "User-agent: *\nDisallow: /graphql\n"})
    outcome = crawl(shop)
    assert asked_of_endpoint(shop) == 0
    assert (outcome.coverage, read_found(tmp_path / "spool", outcome)) == ("complete", TRUTH_OF_FEW)
