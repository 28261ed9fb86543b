"""Goods that cost nothing, and zeros that only stand in for a price."""

from __future__ import annotations

import pytest

from crawler.pages import Page
from crawler.reading.markup.document import Document
from crawler.reading.products.product import read_product

BUY = '<form action="/cart" method="post"><input name="quantity" value="1"><button>Add to cart</button></form>'
TILE = '<li><a href="/p/{0}"><img src="x.jpg"></a><h3><a href="/p/{0}">Saw {0}</a></h3><b class="price">Free</b></li>'


def read_price(body: str, *, before: str = "") -> tuple[str | None, str | None]:
    html = f'<html lang="en"><title>Hack saw</title>{before}<h1>Hack saw</h1>{body}'
    offer = read_product(Document(Page(url="https://shop.example/p", text=html)))
    assert offer is not None
    return offer.price, offer.currency


def declare(price: str) -> str:
    return (
        '<script type="application/ld+json">{"@type": "Product", "name": "Hack saw", "offers": '
        f'{{"price": {price}, "priceCurrency": "EUR"}}}}</script>'
    )


@pytest.mark.parametrize(
    ("body", "price"),
    [
        (f'<p class="price">$0.00</p>{BUY}', ("0", "USD")),
        (f'<p class="price">Free!</p>{BUY}', ("0", None)),
        (f'<p class="price">GRATIS</p>{BUY}', ("0", None)),
        (f'<p class="price"><img src="/free.png" title="It\'s Free!" alt=""></p>{BUY}', ("0", None)),
        (f'<p class="price">$9.00 <s>$7.00</s> <img src="/free.png" alt="Free"></p>{BUY}', ("0", None)),
        (declare('"0.00"'), ("0", "EUR")),
        (declare("0"), ("0", "EUR")),
    ],
)
def test_free_goods(body: str, price: tuple[str | None, str | None]) -> None:
    assert read_price(body) == price


@pytest.mark.parametrize(
    ("body", "price"),
    [
        (f'<p class="price">$9.00 <b>Free</b> shipping</p>{BUY}', ("9.00", "USD")),
        (f'<p class="price">$0.00</p><select name="size"><option>S<option>M</select>{BUY}', (None, None)),
        (f'<p class="price">$0.00 deposit</p>{BUY}', (None, None)),
        (f'<p class="price">0</p>{BUY}', (None, None)),
        (f'<p class="price">$0.00</p><p class="price">$7.00</p>{BUY}', ("7.00", "USD")),
        (declare("0") + f'<p class="price">€7.00</p>{BUY}', ("7.00", "EUR")),
        (declare("0") + "<p>Price on request</p>", (None, None)),
        (f"<p>Call us</p>{BUY}<ul>{''.join(map(TILE.format, range(8)))}</ul>", (None, None)),
    ],
)
def test_zeros_that_stand_in_for_a_price(body: str, price: tuple[str | None, str | None]) -> None:
    trail = '<nav class="breadcrumb"><a href="/">Home</a> / <a href="/s">Saws</a> / <b>Hack saw</b></nav>'
    cart = '<header class="cart"><b class="price">$0.00</b></header>'
    assert read_price(body, before=trail) == price
    assert read_price(body, before=cart + trail) == price
