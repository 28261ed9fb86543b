from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.findings import ListedCategory, ListedProduct, Platform, Source
from crawler.pages import Page
from crawler.sightings import Offer
from crawler.sources import SOURCES
from crawler.sources.shopify import SOURCE as SHOPIFY
from crawler.sources.woocommerce import SOURCE as WOOCOMMERCE

SHOP = "https://shop.example/"
COLLECTIONS = f"{SHOP}collections.json?limit=250&page=1"
BOLTS = f"{SHOP}collections/bolts/products.json?limit=250&page=1"
CATEGORIES = f"{SHOP}wp-json/wc/store/v1/products/categories?per_page=100"
PRODUCTS = f"{SHOP}wp-json/wc/store/v1/products?per_page=100"
STORE = Platform(name="shopify", root=SHOP, currency="EUR")
WORDPRESS = Platform(name="woocommerce", root=f"{SHOP}wp-json/")

VALUES = st.recursive(
    st.none() | st.integers() | st.text(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)
)


def answer(url: str, body: object, status: int = 200, **headers: str) -> Page:
    return Page(url=url, requested_url=url, text=json.dumps(body), status=status, headers=headers)


@pytest.mark.parametrize(
    ("source", "text", "headers", "found"),
    [
        (SHOPIFY, '<script>Shopify.theme = {}; Shopify.currency = {"active":"EUR"}</script>', {}, STORE),
        (SHOPIFY, "<html></html>", {"x-shopid": "12"}, Platform(name="shopify", root=SHOP)),
        (SHOPIFY, "<a href='https://blog.example/why-we-left-shopify'>Why we left Shopify</a>", {}, None),
        (
            WOOCOMMERCE,
            '<link rel="https://api.w.org/" href="https://shop.example/wp-json/"><body class="woocommerce-page">',
            {},
            WORDPRESS,
        ),
        (
            WOOCOMMERCE,
            '<link rel="https://api.w.org/" href="https://shop.example/wp-json/"><body class="blog">',
            {},
            None,
        ),
        (
            WOOCOMMERCE,
            '<link rel="https://api.w.org/" href="https://other.example/wp-json/"><body class="woocommerce-page">',
            {},
            None,
        ),
    ],
)
def test_recognised_by_what_is_on_the_page(
    source: Source, text: str, headers: dict[str, str], found: Platform | None
) -> None:
    assert source.detect(Page(url=SHOP, text=text, headers=headers)) == found


def test_shopify_collections() -> None:
    body = {
        "collections": [
            {"handle": "bolts", "title": "Bolts &amp; nuts", "products_count": 3},
            {"handle": None, "title": "Nameless"},
            {"handle": "frontpage", "title": "Home page", "products_count": 8},
        ]
    }
    found = SHOPIFY.read(STORE, answer(COLLECTIONS, body))
    assert found.categories == (ListedCategory(url=f"{SHOP}collections/bolts", name="Bolts & nuts", count=3),)
    assert [link.url for link in found.links] == [BOLTS, f"{SHOP}products.json?limit=250&page=1"]
    assert found.complete_tree is False


def test_shopify_products_count_variants_once() -> None:
    variants = [
        {"price": "12.50", "sku": "B-8", "available": False},
        {"price": "9.90", "sku": "B-6", "available": True},
        {"price": "free", "sku": ""},
    ]
    body = {"products": [{"title": "Bolt", "handle": "bolt", "vendor": "Acme", "variants": variants}]}
    found = SHOPIFY.read(STORE, answer(BOLTS, body))
    offer = Offer(
        title="Bolt",
        url=f"{SHOP}products/bolt",
        price="9.90",
        currency="EUR",
        sku="B-8",
        brand="Acme",
        availability="InStock",
    )
    assert found.products == (ListedProduct(offer=offer, categories=(f"{SHOP}collections/bolts",)),)
    assert found.links == ()


def test_shopify_asks_for_the_next_page_of_a_full_one() -> None:
    body = {"products": [{"title": f"Bolt {number}", "handle": f"bolt-{number}"} for number in range(250)]}
    [following] = SHOPIFY.read(STORE, answer(BOLTS, body)).links
    assert following.url == BOLTS.replace("page=1", "page=2")


def test_woocommerce_categories_are_the_whole_tree() -> None:
    body = [
        {"id": 1, "name": "Tools", "parent": 0, "count": 0, "permalink": f"{SHOP}c/tools/"},
        {"id": 2, "name": "Saws", "parent": 1, "count": 4, "permalink": f"{SHOP}c/tools/saws/"},
        {"id": 3, "name": "No page", "parent": 1},
    ]
    found = WOOCOMMERCE.read(WORDPRESS, answer(CATEGORIES, body))
    assert found.categories == (
        ListedCategory(url=f"{SHOP}c/tools/", name="Tools", count=0),
        ListedCategory(url=f"{SHOP}c/tools/saws/", name="Saws", parent=f"{SHOP}c/tools/", count=4),
    )
    assert (found.complete_tree, [link.url for link in found.links]) == (True, [PRODUCTS])


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
def test_woocommerce_prices_are_in_minor_units(prices: object, price: str | None) -> None:
    body = [{"name": "Saw", "permalink": f"{SHOP}p/saw/", "prices": prices}]
    [product] = WOOCOMMERCE.read(WORDPRESS, answer(PRODUCTS, body)).products
    assert product.offer.price == price


def test_woocommerce_follows_the_link_header() -> None:
    page = answer(PRODUCTS, [], link=f'<{PRODUCTS}&page=2>; rel="next"')
    assert [link.url for link in WOOCOMMERCE.read(WORDPRESS, page).links] == [f"{PRODUCTS}&page=2"]


@pytest.mark.parametrize(
    ("source", "platform", "url"), [(SHOPIFY, STORE, COLLECTIONS), (WOOCOMMERCE, WORDPRESS, CATEGORIES)]
)
@pytest.mark.parametrize(
    ("body", "status"), [({"code": "forbidden"}, 401), ("<html>", 200), ([[]] * 3, 404), (None, 200)]
)
def test_closed_endpoints_are_told(source: Source, platform: Platform, url: str, body: object, status: int) -> None:
    found = source.read(platform, answer(url, body, status))
    assert (found.closed is not None, found.categories, found.links) == (True, (), ())


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.name)
@given(
    st.text()
    | st.recursive(st.none() | st.text(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)).map(
        json.dumps
    )
)
def test_any_answer_can_be_read(source: Source, text: str) -> None:
    platform = {"shopify": STORE, "woocommerce": WORDPRESS}[source.name]
    for url in (COLLECTIONS, BOLTS, CATEGORIES, PRODUCTS):
        page = Page(url=url, requested_url=url, text=text)
        source.detect(page)
        source.read(platform, page)
