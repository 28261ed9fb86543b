"""Products of pages that tell their scripts alone what they cost; pages written after the habits of such shops."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.pages import Page
from crawler.reading.markup.document import Document
from crawler.reading.products.product import read_product

NEXT = '<script id="__NEXT_DATA__" type="application/json">{}</script>'
WINDOW = "<script>window.__INITIAL_STATE__ = {};</script>"
PRELOADED = "<script>window.__PRELOADED_STATE__={};(function(){{}})()</script>"
NUXT = "<script>window.__NUXT__={}</script>"


def read(state: object, *, wrap: str = NEXT, url: str = "https://shop.example/p/hack-saw", body: str = "") -> object:
    script = wrap.format(json.dumps(state))
    html = f"<html lang=en><title>Hack saw | The Shop</title><div id=root></div>{body}{script}"
    offer = read_product(Document(Page(url=url, text=html)))
    return offer and (offer.title, offer.price, offer.currency, offer.sku)


def put_deep(product: object) -> object:
    return {"props": {"pageProps": {"data": [{"product": product}], "title": "Hack saw"}}}


@pytest.mark.parametrize("wrap", [NEXT, WINDOW, PRELOADED, NUXT])
@pytest.mark.parametrize(
    ("product", "expected"),
    [
        ({"name": "Hack saw", "price": 9.5, "sku": "HS-1"}, ("Hack saw", "9.5", "USD", "HS-1")),
        ({"title": "Hack saw", "price": "€9.50"}, ("Hack saw", "9.50", "EUR", None)),
        (
            {"name": "Hack Saw", "price": {"value": 9, "currencyIso": "EUR"}, "sku": 1234},
            ("Hack Saw", "9", "EUR", "1234"),
        ),
        (
            {"name": "Hack saw", "price": "12.00", "salePrice": "9.00", "currency": "GBP"},
            ("Hack saw", "9.00", "GBP", None),
        ),
        (
            {"name": "Hack saw", "price": {"current": {"amount": "9.00", "currency": "SEK"}}},
            ("Hack saw", "9.00", "SEK", None),
        ),
    ],
)
def test_products_of_states(wrap: str, product: object, expected: object) -> None:
    found = read(put_deep(product), wrap=wrap)
    assert isinstance(found, tuple)
    assert (found[0], found[1], found[3]) == (expected[0], expected[1], expected[3])  # type: ignore[index]
    assert found[2] in (expected[2], None)  # type: ignore[index]


@pytest.mark.parametrize(
    "state",
    [
        {"product": {"name": "Hack saw"}},
        {"product": {"name": "Hack saw", "price": 950}},
        {"product": {"name": "Hack saw", "price": "950"}},
        {"product": {"name": "Hack saw", "price": {"amount": 950, "currency_code": "eur"}}},
        {"product": {"name": "Hack saw", "price": {"centAmount": 950, "currencyCode": "EUR"}}},
        {"product": {"name": "Hack saw", "price": 0.0}},
        {"product": {"name": "Hack saw", "price": True}},
        {"products": [{"name": "Hack saw", "price": 9.5}, {"name": "Hack saw", "price": 12.5}]},
        {"products": [{"name": "Rip saw", "price": 9.5}, {"name": "Coping saw", "price": 12.5}]},
        [],
    ],
)
def test_what_is_not_clear_is_no_product(state: object) -> None:
    assert read(state) is None


def test_a_home_page_sells_nothing() -> None:
    assert read({"name": "Hack saw", "price": 9.5}, url="https://shop.example/") is None


def test_a_list_is_no_product() -> None:
    tiles = "".join(
        f'<li><a href="/p/{number}"><img src="x.jpg"></a><h3><a href="/p/{number}">Saw {number}</a></h3>'
        '<b class="price">$ 1.00</b></li>'
        for number in range(8)
    )
    assert read({"name": "Hack saw", "price": 9.5}, body=f"<h1>Hack saw</h1><ul>{tiles}</ul>") is None


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | st.just("Hack saw"),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["name", "price", "value", "amount", "currency", "sku"]), inner, max_size=4)
    ),
    max_leaves=12,
)


@given(JSON)
@settings(deadline=None, max_examples=60)
def test_any_state_can_be_read(state: object) -> None:
    read(state)
