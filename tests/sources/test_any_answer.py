"""Whatever an endpoint answers can be read, and asks for no more than its source asks for."""

from __future__ import annotations

import json
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.findings import Platform, Source
from crawler.pages import Page
from crawler.sources import SOURCES
from crawler.sources.answers import read_json

SHOP = "https://shop.example/"
ROOTS = {"woocommerce": f"{SHOP}wp-json/", "sap commerce": f"{SHOP}occ/v2/tools/"}
LEAVES = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text()
LEAVES |= st.sampled_from(
    ["/a", "//b", "http://[c", "https://shop.example/\ud800", "1e999", "-1", "0", "Online", 10**30]
)
JSON = st.recursive(
    LEAVES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3), max_leaves=10
)
PRODUCT = {
    "title": "Saw", "handle": "saw", "vendor": "Acme", "variants": [{"price": "9.90", "sku": "S", "available": True}],
    "name": "Saw", "permalink": f"{SHOP}p/saw/", "prices": {"price": "990", "currency_minor_unit": 2},
    "brands": [{"name": "Acme"}], "is_in_stock": True, "categories": [{"link": f"{SHOP}c/saws/", "url_path": "saws"}],
    "url_key": "saw", "price_range": {"minimum_price": {"final_price": {"value": 9.9, "currency": "EUR"}}},
    "stock_status": "IN_STOCK", "url": "/saw/p/1", "price": {"value": 9.9}, "stock": {"stockLevelStatus": "inStock"},
}  # fmt: skip
CATEGORY = {
    "id": 1, "uid": "MQ==", "name": "Saws", "title": "Saws", "handle": "saws", "url_path": "saws", "parent": 0,
    "products_count": 3, "permalink": f"{SHOP}c/saws/", "children": [{"id": 2, "uid": "Mg==", "name": "Blades"}],
    "subcategories": [{"id": "2", "name": "Blades"}],
}  # fmt: skip
LISTS = (
    {"collections": [CATEGORY]},
    [CATEGORY],
    {"data": {"storeConfig": {"category_url_suffix": ".html"}, "categories": {"items": [{"children": [CATEGORY]}]}}},
    {"catalogs": [{"catalogVersions": [{"id": "Online", "categories": [CATEGORY]}]}]},
)
"""What opens each source's list of categories, so that its products are asked for."""
GOODS = (
    {"products": [PRODUCT]},
    [PRODUCT],
    {"data": {"storeConfig": {"product_url_suffix": None}, "products": {"total_count": 3, "items": [PRODUCT]}}},
    {"products": [PRODUCT], "pagination": {"totalPages": 2}},
)


@st.composite
def broken(draw: st.DrawFn, value: object) -> object:
    """Give a sound answer with something else in one place or several."""
    if draw(st.integers(min_value=0, max_value=9)) == 0:
        return draw(JSON)
    if isinstance(value, dict):
        return {key: draw(broken(held)) for key, held in value.items()}
    return [draw(broken(held)) for held in value] if isinstance(value, list) else value


def make_platform(source: Source) -> Platform:
    return Platform(name=source.name, root=ROOTS.get(source.name, SHOP), pages=SHOP)


def list_questions(source: Source) -> list[str]:
    """Return an address of every kind that a source asks for."""
    platform = make_platform(source)
    questions = [link.url for link in source.start(platform)]
    for body in LISTS:
        page = Page(url=questions[0], requested_url=questions[0], text=json.dumps(body))
        questions += [link.url for link in source.read(platform, page).links]
    return questions


@pytest.mark.parametrize("source", SOURCES.values(), ids=SOURCES)
def test_products_are_among_what_is_asked_for(source: Source) -> None:
    assert len(list_questions(source)) >= 2


@pytest.mark.parametrize("source", SOURCES.values(), ids=SOURCES)
@given(st.sampled_from(LISTS + GOODS).flatmap(broken), st.sampled_from([200, 200, 404]))
def test_any_json_can_be_read(source: Source, value: object, status: int) -> None:
    platform = make_platform(source)
    for url in list_questions(source):
        page = Page(url=url, requested_url=url, text=json.dumps(value), status=status)
        found = source.read(platform, page)
        assert all(urlsplit(link.url).netloc == "shop.example" for link in found.links)
        offers = [product.offer for product in found.products]
        assert all(offer.title and (offer.price is None or float(offer.price) >= 0) for offer in offers)
        assert all(category.name and category.url for category in found.categories)


@pytest.mark.parametrize("source", SOURCES.values(), ids=SOURCES)
def test_sound_answers_hold_what_the_others_are_broken_from(source: Source) -> None:
    platform, questions = make_platform(source), list_questions(source)
    pages = [Page(url=url, requested_url=url, text=json.dumps(body)) for url in questions for body in LISTS + GOODS]
    found = [source.read(platform, page) for page in pages]
    assert any(finding.categories for finding in found)
    assert any(product.offer.price in {"9.90", "9.9"} for one in found for product in one.products)


@pytest.mark.parametrize("source", SOURCES.values(), ids=SOURCES)
@given(st.text())
def test_any_text_can_be_read(source: Source, text: str) -> None:
    platform = make_platform(source)
    for url in list_questions(source):
        source.read(platform, Page(url=url, requested_url=url, text=text))


@pytest.mark.parametrize("source", SOURCES.values(), ids=SOURCES)
@pytest.mark.parametrize("opens", ["[", '{"data":', '{"children":[', '{"subcategories":['])
def test_depth_is_bounded(source: Source, opens: str) -> None:
    text = opens * 100_000
    assert read_json(Page(url=SHOP, text=text)) is None
    url = list_questions(source)[0]
    assert source.read(make_platform(source), Page(url=url, requested_url=url, text=text)).closed
