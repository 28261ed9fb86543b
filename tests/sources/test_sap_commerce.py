from __future__ import annotations

import pytest

from crawler.findings import ListedCategory, ListedProduct, Platform
from crawler.pages import Page
from crawler.sightings import Offer
from crawler.sources.sap_commerce import SOURCE
from tests.sources.answers import answer

HOME = "https://www.shop.example.co.uk/tools/en/GBP/"
API = "https://api.shop.example.co.uk/occ/v2/tools-spa/"
STORE = Platform(name="sap commerce", root=API, pages=HOME)
BACKEND = '<meta name="occ-backend-base-url" content="https://api.example.co.uk/">'


@pytest.mark.parametrize(
    ("text", "root"),
    [
        (f'<script>{{"{API}cms/pages?lang=en":{{}}}}</script>', API),
        ("<script>{&q;https://api.example.co.uk/occ/v2/tools-spa/cms&q;}</script>", f"{API.replace('shop.', '')}"),
        (f'{BACKEND}<script>{{"/occ/v2/tools/products"}}</script>', "https://api.example.co.uk/occ/v2/tools/"),
        ('<img src="/occ/v2/tools/medias/1">', "https://www.shop.example.co.uk/occ/v2/tools/"),
        ('"/occ/v2/basesites?fields=FULL" "/rest/v2/tools/catalogs"', "https://www.shop.example.co.uk/rest/v2/tools/"),
        ('"https://api.c1-public.model-t.cc.commerce.ondemand.com/occ/v2/tools/cms"', None),
        ('"https://other.co.uk/occ/v2/tools/cms"', None),
        ('"/occ/v2/basesites/"', None),
        (BACKEND, None),
    ],
    ids=["state", "older state", "meta", "own host", "older path", "cloud", "another owner", "all sites", "no site"],
)
def test_where_the_endpoints_are(text: str, root: str | None) -> None:
    found = SOURCE.locate(Page(url=f"{HOME}?x=1", text=text))
    assert found == (Platform(name="sap commerce", root=root, pages=HOME) if root else None)


def test_categories_of_what_is_on_sale() -> None:
    saws = {"id": "571", "name": "Saws &amp; blades", "subcategories": [], "url": "/x/categories/571"}
    tools = {"id": "575", "name": "Tools", "subcategories": [saws]}
    online = {"id": "Online", "categories": [{"id": "1", "name": "All", "subcategories": [tools]}]}
    staged = {"id": "Staged", "categories": [{"id": "9", "name": "Draft"}]}
    body = {"catalogs": [{"catalogVersions": [staged, online]}, {"catalogVersions": []}]}
    [first] = SOURCE.start(STORE)
    found = SOURCE.read(STORE, answer(first.url, body))
    assert found.categories == (
        ListedCategory(url=f"{HOME}c/575", name="Tools"),
        ListedCategory(url=f"{HOME}c/571", name="Saws & blades", parent=f"{HOME}c/575"),
    )
    assert (found.complete_tree, [link.group for link in found.links]) == (True, ["products of ", "products of 571"])
    assert all(link.goods for link in found.links)


def test_products_stand_in_the_category_that_was_asked_for() -> None:
    entry = {
        "code": "S-1",
        "name": "Ryoba saw",
        "manufacturer": "Acme",
        "url": "/Tools/Ryoba-saw/p/S-1",
        "price": {"value": 24.9, "currencyIso": "GBP"},
        "stock": {"stockLevelStatus": "outOfStock"},
    }
    asked = f"{API}products/search?query=:relevance:allCategories:571&pageSize=100&currentPage=0&fields=x"
    found = SOURCE.read(STORE, answer(asked, {"products": [entry, {"code": "x"}], "pagination": {"totalPages": 2}}))
    offer = Offer(
        title="Ryoba saw",
        url=f"{HOME}Tools/Ryoba-saw/p/S-1",
        price="24.9",
        currency="GBP",
        sku="S-1",
        brand="Acme",
        availability="OutOfStock",
    )
    assert found.products == (ListedProduct(offer=offer, categories=(f"{HOME}c/571",)),)
    [following] = found.links
    assert "currentPage=1" in following.url
    assert "allCategories:571" in following.url


@pytest.mark.parametrize("body", [{"errors": []}, {"catalogs": [{"catalogVersions": [{"id": "Online"}]}]}, [], None])
def test_closed_endpoints_are_told(body: object) -> None:
    [first] = SOURCE.start(STORE)
    found = SOURCE.read(STORE, answer(first.url, body, 401))
    assert (found.closed, found.links) == ("/catalogs answered 401 without categories", ())
