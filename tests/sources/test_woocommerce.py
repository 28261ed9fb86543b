from __future__ import annotations

import pytest

from crawler.findings import ListedCategory, Platform
from crawler.pages import Page
from crawler.sources.woocommerce import SOURCE
from tests.sources.answers import SHOP, answer

CATEGORIES = f"{SHOP}wp-json/wc/store/v1/products/categories?per_page=100"
PRODUCTS = f"{SHOP}wp-json/wc/store/v1/products?per_page=100"
WORDPRESS = Platform(name="woocommerce", root=f"{SHOP}wp-json/")


def api_link(url: str) -> str:
    return f'<link rel="https://api.w.org/" href="{url}">'


@pytest.mark.parametrize(
    ("text", "headers", "root"),
    [
        (api_link("https://shop.example/wp-json/"), {}, f"{SHOP}wp-json/"),
        (api_link("https://shop.example/?rest_route=/"), {}, f"{SHOP}?rest_route=/"),
        (api_link("/shop/wp-json/"), {}, f"{SHOP}shop/wp-json/"),
        ("", {"link": '<https://shop.example/api/>; rel="https://api.w.org/"'}, f"{SHOP}api/"),
        ("", {"link": "<https://shop.example/>; rel=shortlink"}, f"{SHOP}wp-json/"),
        (api_link("https://other.example/wp-json/"), {}, None),
        (api_link("https://[other/"), {}, None),
    ],
    ids=["link", "plain permalinks", "folder", "header", "neither", "another site", "no address"],
)
def test_where_the_endpoints_are(text: str, headers: dict[str, str], root: str | None) -> None:
    found = SOURCE.locate(Page(url=SHOP, text=text, headers=headers))
    assert found == (Platform(name="woocommerce", root=root) if root else None)


def test_plain_permalinks_take_the_first_question_mark() -> None:
    [first] = SOURCE.start(Platform(name="woocommerce", root=f"{SHOP}?rest_route=/"))
    assert first.url == f"{SHOP}?rest_route=/wc/store/v1/products/categories&per_page=100"
    [goods] = SOURCE.read(WORDPRESS, answer(first.url, [])).links
    assert goods.url == f"{SHOP}?rest_route=/wc/store/v1/products&per_page=100"


def test_categories_are_the_whole_tree() -> None:
    body = [
        {"id": 1, "name": "Tools", "parent": 0, "count": 0, "permalink": f"{SHOP}c/tools/"},
        {"id": 2, "name": "Saws", "parent": 1, "count": 4, "permalink": f"{SHOP}c/tools/saws/"},
        {"id": 3, "name": "No page", "parent": 1},
        {"id": 4, "name": "Blades", "parent": 99, "count": 2, "permalink": f"{SHOP}c/parts/blades/"},
    ]
    found = SOURCE.read(WORDPRESS, answer(CATEGORIES, body))
    assert found.categories == (
        ListedCategory(url=f"{SHOP}c/tools/", name="Tools", count=0),
        ListedCategory(url=f"{SHOP}c/tools/saws/", name="Saws", parent=f"{SHOP}c/tools/", count=4),
        ListedCategory(url=f"{SHOP}c/parts/blades/", name="Blades", parent=f"{SHOP}c/parts/", count=2),
    )
    assert (found.complete_tree, [(link.url, link.goods) for link in found.links]) == (True, [(PRODUCTS, True)])


@pytest.mark.parametrize(
    ("prices", "price"),
    [
        ({"price": "1250", "currency_minor_unit": 2}, "12.50"),
        ({"price": "1250", "currency_minor_unit": 0}, "1250"),
        ({"price": "1250", "currency_minor_unit": 2, "price_range": {"min_amount": "990"}}, "9.90"),
        ({"price": "twelve", "currency_minor_unit": 2}, None),
        ({"price": "1250"}, None),
        ({}, None),
        (None, None),
    ],
)
def test_prices_are_in_minor_units(prices: object, price: str | None) -> None:
    body = [{"name": "Saw", "permalink": f"{SHOP}p/saw/", "prices": prices}]
    [product] = SOURCE.read(WORDPRESS, answer(PRODUCTS, body)).products
    assert product.offer.price == price


@pytest.mark.parametrize(
    ("headers", "size", "following"),
    [
        ({"link": f'<{PRODUCTS}&page=2>; rel="next"'}, 3, [f"{PRODUCTS}&page=2"]),
        ({"link": f'<{PRODUCTS}>; rel="prev"'}, 100, []),
        ({}, 100, [f"{PRODUCTS}&page=2"]),
        ({}, 99, []),
        ({"link": '<http://[x>; rel="next"'}, 100, []),
    ],
    ids=["named", "not named", "header dropped", "last", "no address"],
)
def test_the_next_page(headers: dict[str, str], size: int, following: list[str]) -> None:
    found = SOURCE.read(WORDPRESS, answer(PRODUCTS, [{}] * size, **headers))
    assert [link.url for link in found.links] == following
    assert all(link.goods for link in found.links)


NO_ROUTE = '{"code":"rest_no_route"}'


@pytest.mark.parametrize(
    ("url", "status", "text", "otherwise"),
    [
        (CATEGORIES, 401, NO_ROUTE, []),
        (CATEGORIES, 404, NO_ROUTE, []),
        (CATEGORIES, 404, "<html>", [f"{SHOP}?rest_route=/wc/store/v1/products/categories&per_page=100"]),
        (f"{SHOP}?rest_route=/wc/store/v1/products/categories&per_page=100", 404, "<html>", []),
        (PRODUCTS, 404, "<html>", []),
    ],
    ids=["refused", "no such route", "no API", "no API there either", "no products"],
)
def test_closed_endpoints_are_told(url: str, status: int, text: str, otherwise: list[str]) -> None:
    found = SOURCE.read(WORDPRESS, Page(url=url, requested_url=url, text=text, status=status))
    assert (found.closed is not None, found.categories) == (True, ())
    assert [link.url for link in found.links] == otherwise
