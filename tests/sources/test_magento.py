from __future__ import annotations

import json
from urllib.parse import parse_qs, urlsplit

import pytest

from crawler.findings import ListedCategory, ListedProduct, Platform
from crawler.pages import Link, Page
from crawler.sightings import Offer
from crawler.sources.magento import SOURCE, TOGETHER, WINDOW
from crawler.sources.magento_questions import DIALECTS, LEVELS, ask_products, ask_tree
from tests.sources.answers import SHOP, answer

STORE = Platform(name="magento", root=SHOP)
TREE = ask_tree(STORE, DIALECTS[0]).url


def asked(link: Link) -> tuple[int, int, int]:
    """Return of how many categories a link asks for products, which page, and how many a page."""
    variables = json.loads(parse_qs(urlsplit(link.url).query)["variables"][0])
    return len(variables["c"]), variables["p"], variables["s"]


def products_page(total: int, *, keys: int = 2, number: int = 1, size: int = 100) -> Page:
    link = ask_products(STORE, DIALECTS[0], [f"k{key}" for key in range(keys)], number=number, size=size)
    items = [{"name": "Saw", "url_key": "saw"}]
    return answer(link.url, {"data": {"products": {"total_count": total, "items": items}}})


@pytest.mark.parametrize(
    ("script", "root"),
    [
        (r"var BASE_URL = 'https\u003A\u002F\u002Fshop.example\u002Fde\u002F';", f"{SHOP}de/"),
        ("var BASE_URL = 'https://shop.example/';", SHOP),
        ('window.BASE_URL = "https:\\/\\/shop.example\\/index.php";', f"{SHOP}index.php/"),
        ("var BASE_URL = 'https://other.example/de/';", SHOP),
        ("var BASE_URL = 'https://[other/';", SHOP),
        ("var BASE_URL = '/de/';", SHOP),
        ("", SHOP),
    ],
    ids=["a store's folder", "plain", "script", "another host", "no address", "no host", "none"],
)
def test_where_the_endpoint_is(script: str, root: str) -> None:
    page = Page(url=f"{SHOP}de/home?x=1", text=f"<script>{script}</script>")
    assert SOURCE.locate(page) == Platform(name="magento", root=root)


def test_the_tree_is_asked_for_as_deep_as_trees_are() -> None:
    assert TREE.count("children") == LEVELS
    assert len(TREE) < 1000


def test_categories_are_the_whole_tree() -> None:
    saws = {"uid": "NA==", "name": "Saws &amp; blades", "url_path": "tools/saws", "children": []}
    nameless = {"uid": "NQ==", "name": "", "url_path": "tools/x", "children": []}
    pathless = {"uid": "Ng==", "name": "More", "url_path": None, "children": [saws]}
    tools = {"uid": "Mw==", "name": "Tools", "url_path": "tools", "children": [pathless, nameless]}
    config = {"base_link_url": "http://shop.example/", "category_url_suffix": ".html"}
    body = {"data": {"storeConfig": config, "categories": {"items": [{"name": "Default", "children": [tools]}]}}}
    found = SOURCE.read(STORE, answer(TREE, body))
    assert found.categories == (
        ListedCategory(url=f"{SHOP}tools.html", name="Tools"),
        ListedCategory(url=f"{SHOP}tools/saws.html", name="Saws & blades", parent=f"{SHOP}tools.html"),
    )
    assert (found.complete_tree, found.closed) == (True, None)
    assert [(asked(link), link.goods) for link in found.links] == [((4, 1, 100), True)]


def test_products_of_many_categories_are_asked_for_in_parts() -> None:
    children = [
        {"uid": str(number), "name": f"C{number}", "url_path": f"c{number}"} for number in range(TOGETHER * 2 + 1)
    ]
    body = {"data": {"categories": {"items": [{"children": children}]}}}
    links = SOURCE.read(STORE, answer(TREE, body)).links
    assert [asked(link) for link in links] == [(TOGETHER, 1, 100), (TOGETHER, 1, 100), (1, 1, 100)]
    assert len({link.group for link in links}) == 3


def test_a_product_has_the_price_of_its_cheapest_variant() -> None:
    item = {
        "name": "Work jacket",
        "sku": "WJ",
        "url_key": "work-jacket",
        "stock_status": "OUT_OF_STOCK",
        "price_range": {"minimum_price": {"final_price": {"value": 49.5, "currency": "EUR"}}},
        "categories": [{"url_path": "workwear"}, {"url_path": None}, {"url_path": "sale/jackets"}],
    }
    config = {"product_url_suffix": ".html", "category_url_suffix": "/"}
    body = {"data": {"storeConfig": config, "products": {"total_count": 1, "items": [item, None]}}}
    found = SOURCE.read(STORE, answer(ask_products(STORE, DIALECTS[0], ["MQ=="], size=100).url, body))
    offer = Offer(
        title="Work jacket",
        url=f"{SHOP}work-jacket.html",
        price="49.5",
        currency="EUR",
        sku="WJ",
        availability="OutOfStock",
    )
    assert found.products == (ListedProduct(offer=offer, categories=(f"{SHOP}workwear/", f"{SHOP}sale/jackets/")),)
    assert (found.links, found.cut) == ((), False)


@pytest.mark.parametrize(
    ("page", "following", "cut"),
    [
        (products_page(100), [], False),
        (products_page(101), [(2, 2, 100)], False),
        (products_page(101, number=2), [], False),
        (products_page(50, size=20, number=2), [(2, 3, 20)], False),
        (products_page(WINDOW + 1, keys=5), [(2, 1, 100), (3, 1, 100)], False),
        (products_page(WINDOW + 1, keys=1), [(1, 2, 100)], False),
        (products_page(WINDOW + 1, keys=1, number=100), [], True),
    ],
    ids=["one page", "two", "the last", "small pages", "too many of several", "too many of one", "as far as it goes"],
)
def test_pages_of_products(page: Page, following: list[tuple[int, int, int]], cut: bool) -> None:
    found = SOURCE.read(STORE, page)
    assert ([asked(link) for link in found.links], found.cut, len(found.products)) == (following, cut, 1)


@pytest.mark.parametrize(
    ("number", "size", "status", "otherwise"),
    [(1, 100, 200, [(2, 1, 20)]), (1, 20, 200, []), (2, 100, 200, []), (1, 100, 403, [])],
    ids=["in another way", "not again", "not in the middle", "not where it is forbidden"],
)
def test_products_that_are_refused(number: int, size: int, status: int, otherwise: list[tuple[int, int, int]]) -> None:
    link = ask_products(STORE, DIALECTS[0], ["MQ==", "Mg=="], number=number, size=size)
    found = SOURCE.read(STORE, answer(link.url, {"errors": [{"message": "no"}]}, status))
    assert found.closed == f"/graphql answered {status} without products"
    assert [asked(link) for link in found.links] == otherwise
