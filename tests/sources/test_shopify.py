from __future__ import annotations

import pytest

from crawler.findings import ListedCategory, ListedProduct, Platform
from crawler.pages import Page
from crawler.sightings import Offer
from crawler.sources.shopify import LAST_PAGE, SOURCE
from tests.sources.answers import SHOP, answer

COLLECTIONS = f"{SHOP}collections.json?limit=250&page=1"
BOLTS = f"{SHOP}collections/bolts/products.json?limit=250&page=1"
STORE = Platform(name="shopify", root=SHOP, currency="EUR")


@pytest.mark.parametrize(
    ("script", "found"),
    [
        ('Shopify.currency = {"active":"EUR","rate":"1.0"};', STORE),
        ('Shopify.routes = Shopify.routes || {}; Shopify.routes.root = "/";', Platform(name="shopify", root=SHOP)),
        ('Shopify.routes.root = "/en-us/";', Platform(name="shopify", root=f"{SHOP}en-us/")),
        ('Shopify.routes.root = "https://other.example/";', Platform(name="shopify", root=SHOP)),
        ("", Platform(name="shopify", root=SHOP)),
    ],
    ids=["currency", "root", "a market's folder", "no folder", "nothing"],
)
def test_where_the_endpoints_are(script: str, found: Platform) -> None:
    assert SOURCE.locate(Page(url=f"{SHOP}pages/home", text=f"<script>{script}</script>")) == found


def test_collections() -> None:
    body = {
        "collections": [
            {"handle": "bolts", "title": "Bolts &amp; nuts", "products_count": 3},
            {"handle": None, "title": "Nameless"},
            {"handle": "frontpage", "title": "Home page", "products_count": 8},
            {"handle": "sold-out", "title": "Sold out", "products_count": 0},
        ]
    }
    found = SOURCE.read(STORE, answer(COLLECTIONS, body))
    assert found.categories == (
        ListedCategory(url=f"{SHOP}collections/bolts", name="Bolts & nuts", count=3),
        ListedCategory(url=f"{SHOP}collections/sold-out", name="Sold out", count=0),
    )
    assert [link.url for link in found.links] == [BOLTS, f"{SHOP}products.json?limit=250&page=1"]
    assert [link.goods for link in found.links] == [True, True]
    assert found.complete_tree is False


def test_variants_count_once() -> None:
    variants = [
        {"price": "12.50", "sku": "B-8", "available": False},
        {"price": "9.90", "sku": "B-6", "available": True},
        {"price": "free", "sku": ""},
    ]
    body = {"products": [{"title": "Bolt", "handle": "bolt", "vendor": "Acme", "variants": variants}]}
    found = SOURCE.read(STORE, answer(BOLTS, body))
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


def test_the_next_page_of_a_full_one_is_asked_for_as_far_as_the_platform_goes() -> None:
    body = {"products": [{"title": f"Bolt {number}", "handle": f"bolt-{number}"} for number in range(250)]}
    first = SOURCE.read(STORE, answer(BOLTS, body))
    assert ([link.url for link in first.links], first.cut) == ([BOLTS.replace("page=1", "page=2")], False)
    last = SOURCE.read(STORE, answer(BOLTS.replace("page=1", f"page={LAST_PAGE}"), body))
    assert (last.links, last.cut) == ((), True)


def test_a_market_keeps_to_its_folder() -> None:
    market = Platform(name="shopify", root=f"{SHOP}en-us/")
    [first] = SOURCE.start(market)
    body = {"collections": [{"handle": "bolts", "title": "Bolts"}]}
    found = SOURCE.read(market, answer(first.url, body))
    assert [category.url for category in found.categories] == [f"{SHOP}en-us/collections/bolts"]
    assert [link.url for link in found.links] == [
        BOLTS.replace(SHOP, f"{SHOP}en-us/"),
        f"{SHOP}en-us/products.json?limit=250&page=1",
    ]


@pytest.mark.parametrize(
    ("body", "status"), [({"code": "forbidden"}, 401), ("<html>", 200), ([[]] * 3, 404), (None, 200)]
)
def test_closed_endpoints_are_told(body: object, status: int) -> None:
    found = SOURCE.read(STORE, answer(COLLECTIONS, body, status))
    assert (found.closed, found.categories, found.links) == (f"/collections.json answered {status}", (), ())
