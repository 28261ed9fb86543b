"""The one product of a page, and pages that are about none."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.pages import Page
from crawler.reading.markup.document import Document
from crawler.reading.products.codes import labelled_sku, read_gtin
from crawler.reading.products.product import read_product
from crawler.sightings import Offer


def read(html: str, url: str = "https://shop.example/p") -> Offer | None:
    return read_product(Document(Page(url=url, text=html)))


def tile(number: int) -> str:
    link = f'<a href="/p{number}">'
    return f'<li>{link}<img src="x.jpg"></a><h3>{link}Saw {number}</a></h3><b class="price">$ {number}.00</b></li>'


def script(data: str) -> str:
    return f'<script type="application/ld+json">{data}</script>'


TILES = "".join(map(tile, range(1, 9)))
BUY = '<form action="/do" method="post"><input name="quantity" value="1"><button>Ajouter</button></form>'


@pytest.mark.parametrize(
    "html",
    [
        f"<title>Saws</title><h1>Saws</h1><ul>{TILES}</ul>",
        f"<title>Shop</title><h1>Welcome</h1><p>Everything from $1.00</p><ul>{TILES}</ul>",
        '<title>Scarfs</title><h1>Scarfs</h1><div><div><a href="/p1"><h3>Neck Warmer</h3></a><b>$20.00</b>'
        '<p><button type="button">Add to cart</button></p></div></div><p>1 product</p>',
        '<title>Cart</title><h1>Cart</h1><table><tr><td><a href="/p1">Saw</a></td><td>$ 1.00</td></tr></table>',
        "<title>News</title><h1>We sold a saw for $ 9.00</h1><p>It was $ 9.00.</p>",
        '<title>Saws</title><div><h1>Saws</h1><a href="/s/1">$5.00 off</a></div><form action="//buy.example/search">'
        '<input name="q"><input type="submit"></form><div><p>Your address: 127.0.0.1</p></div>',
        script('{"@type": "ItemList", "itemListElement": [{"@type": "Product", "name": "Saw"}]}'),
        script('[{"@type": "Product", "name": "One"}, {"@type": "Product", "name": "Two"}]'),
        "",
    ],
)
def test_no_product(html: str) -> None:
    assert read(html) is None


@pytest.mark.parametrize(
    ("body", "is_product"),
    [
        ("<p>Price on request</p>", True),
        ('<div><a href="/ask?p=3"><b>Call for price!</b></a></div>', True),
        ("<p>Preis auf Anfrage</p>", True),
        (f"<p>Preis auf Anfrage</p><h2>Dazu passend</h2><ul>{TILES}</ul>", True),
        ("<p>We never call for price lists of other shops.</p>", False),
        ("<p>Request a quote</p>", False),
        (
            '<ul><li><a href="/p/1">Saw 1</a> Price on request<li><a href="/p/2">Saw 2</a> Price on request</ul>',
            False,
        ),
        ("<p>Good steel.</p>", False),
        ('<p>0.00 €</p><a href="/basket" class="add" onclick="InsertCart(7)">Köp</a>', True),
    ],
)
def test_a_product_may_tell_its_price_on_request_only(body: str, is_product: bool) -> None:
    trail = '<nav class="crumb"><a href="/">Home</a> > <a href="/s">Saws</a> > Hack saw</nav>'
    offer = read(f"<title>Hack saw</title>{trail}<h1>Hack saw</h1>{body}")
    assert (offer is not None) is is_product
    assert offer is None or (offer.title, offer.price) == ("Hack saw", None)


@pytest.mark.parametrize(
    "html",
    [
        f'<title>Hack saw | Shop</title><h1>Hack saw</h1><p class="x">$ 9.50</p>{BUY}<ul>{TILES}</ul>',
        f'<title>Hack saw</title><h1>Shop</h1><h2>Hack saw</h2><i class="price">$9.50</i>{BUY}',
        '<meta property="og:type" content="product"><meta property="og:price:amount" content="9.50">'
        '<meta property="og:price:currency" content="USD"><h1>Hack saw</h1>',
        '<nav class="crumb"><a href="/s">Saws</a> > Hack saw</nav><h1>Hack saw</h1><p>Price: US$9.50</p>',
        f'<title>Hack saw</title><h1><span class="g-hdn">Details of</span> Hack saw</h1><p>$ 9.50</p>{BUY}',
        '<title>Hack saw (Wood tools)</title><div class="heads"><h2>Hack saw</h2><div class="name"><a href="/tools">'
        f"Wood tools</a></div></div><p>$ 9.50</p>{BUY}",
        '<title>Hack saw</title><h1>Hack saw</h1><p>$9.50</p><p><a href="javascript:buy_process(7)">Köp</a></p>',
        f'<title>Hack saw</title><div><div class="side"><b class="price">$9.50</b>{BUY}</div><h1>Hack saw</h1></div>'
        f"<ul>{TILES}</ul>",
        '<title>Hack saw</title><h1>Hack saw</h1><p>$9.50</p><button class="x7f">Add to bag</button>',
        '<title>Hack saw</title><h1>Hack saw</h1><p>$9.50</p><p>Free delivery over $50</p><a href="#">Add to cart</a>',
        '<title>Hack saw</title><h1>Hack saw</h1><p class="price-regular">List price: <b class="price">$19</b></p>'
        f'<p class="price-now">$9.50</p>{BUY}',
        '<title>Hack saw</title><h1>Hack saw</h1><p class="omnibus-price">Lowest price of 30 days: $8.50</p>'
        f'<p class="price">$9.50</p>{BUY}',
        '<title>Hack saw</title><h1>Hack saw</h1><div class="price-box"><p class="price">$9.50</p><p>$2.00 levy</p>'
        f"<p>or 10 x $1.05 ($10.50 in all)</p></div>{BUY}",
        '<title>Hack saw</title><table><tr><td class="pageHeading">Hack saw<br><span class="small">with a handle</span>'
        f'</td><td class="pageHeading"><s>$19</s> <b>$9.50</b></td></tr></table>{BUY}',
        '<title>Hack saw</title><script type="application/ld+json">{"@type": "Product", "name": "Hack saw", "offers": '
        '{"@type": "Offer", "priceSpecification": {"price": 9.50, "priceCurrency": "USD"}}}</script>',
        '<title>Hack saw</title><div itemscope itemtype="https://schema.org/Product"><h1 itemprop="name">Hack saw</h1>'
        '<p itemprop="offers" itemscope itemtype="/AggregateOffer"><b itemprop="lowPrice">$9.50</b></p></div>',
    ],
)
def test_product(html: str) -> None:
    assert read(html) == Offer(
        title="Hack saw", url="https://shop.example/p", price="9.50" if "9.50," not in html else "9.5", currency="USD"
    )


def test_a_product_of_a_page_whose_address_nobody_kept() -> None:
    offer = read(script('{"@type": "Product", "name": "Hack saw", "offers": {"@type": "Offer", "price": 9.5}}'), url="")
    assert offer
    assert (offer.title, offer.price) == ("Hack saw", "9.5")


@pytest.mark.parametrize(
    ("html", "sku"),
    [
        ("<p>SKU: AB-12/3 · in stock</p>", "AB-12/3"),
        ("<table><tr><th>Art.-Nr.</th><td>0815</td></tr></table>", "0815"),
        ("<p>Item E-2-474-3D</p>", "E-2-474-3D"),
        ("<p>Артикул: 96133</p>", "96133"),
        ("<p>Référence : <span>KNB-W02</span></p>", "KNB-W02"),
        ("<p>IVA incluido. Ref. VR15</p>", "VR15"),
        ("<p>商品番号：12-345</p>", "12-345"),
        ("<p>〈商品編號：M672〉</p>", "M672"),
        ("<p>Stok Kodu : <span>(BRJ-1901)</span></p>", "BRJ-1901"),
        ("<p>EAN 4005176518430</p>", None),
        ("<p>Item 1 of many in a long sentence about articles</p>", None),
    ],
)
def test_labelled_sku(html: str, sku: str | None) -> None:
    document = Document(Page(url="https://shop.example/", text=f"<div><h1>Saw</h1>{html}</div>"))
    assert labelled_sku(document.tree.css_first("h1")) == sku


@pytest.mark.parametrize(
    ("text", "gtin"),
    [
        ("4005176518430", "4005176518430"),
        ("96385074", "96385074"),
        ("036000291452", "036000291452"),
        ("4005176518431", None),
        ("", None),
    ],
)
def test_gtin(text: str, gtin: str | None) -> None:
    assert read_gtin(text) == gtin


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (
            "<ul><li>EAN13 : <b>4005176518430</b><li>Marke: Rotak<li>Sofort lieferbar</ul>",
            ("4005176518430", "Rotak", "InStock"),
        ),
        (
            "<table><tr><th>Brand<td>Rotak<tr><th>GTIN<td>4005176518431</table><p>Sold out</p>",
            (None, "Rotak", "OutOfStock"),
        ),
        ("<p>2,514 In stock for next day delivery</p><p>Brand new</p>", (None, None, "InStock")),
        (
            "<ul><li><a href='/p/2'><img>Saw 2</a> $2.00 Sold out<li><a href='/p/3'><img>Saw 3</a> $3.00</ul>",
            (None, None, None),
        ),
        (
            "<p>Available in three colours. We are in stock trading, and in stocks and shares as well.</p>",
            (None,) * 3,
        ),
    ],
)
def test_facts_that_the_page_shows_in_words(facts: str, expected: tuple[str | None, ...]) -> None:
    offer = read(f"<title>Hack saw</title><div><h1>Hack saw</h1><p>$9.50</p>{BUY}{facts}</div>")
    assert offer is not None
    assert (offer.gtin, offer.brand, offer.availability) == expected


def test_a_numbered_thing_that_is_sold_on_quotes_is_a_product() -> None:
    trail = '<nav class="crumb"><a href="/">Home</a> > <a href="/s">Saws</a> > Hack saw</nav>'
    offer = read(
        f'<title>Hack saw</title>{trail}<h1>Hack saw</h1><p>Part no.: HS-9</p><a href="/ask">Request a quote</a>'
    )
    assert offer is not None
    assert (offer.title, offer.price, offer.sku) == ("Hack saw", None, "HS-9")


def test_a_dollar_is_the_country_s() -> None:
    offer = read(f"<title>Saw</title><h1>Saw</h1><div><p>$9.50</p></div>{BUY}", url="https://shop.example.au/saw")
    assert offer is not None
    assert (offer.price, offer.currency) == ("9.50", "AUD")


def test_number_in_brackets_below_the_name() -> None:
    offer = read(f"<title>Saw</title><h1>Saw<br><small>[SAW-A]</small></h1><p>$9.50</p>{BUY}")
    assert offer is not None
    assert (offer.title, offer.sku) == ("Saw", "SAW-A")


PIECES = [
    "<h1>",
    "</h1>",
    "<b class=price>",
    "$9",
    "<form action=/cart>",
    "<!--",
    "-->",
    "<input name=qty>",
    "<li>",
    "x",
    "<title>",
]


@settings(deadline=None)
@given(st.text() | st.lists(st.sampled_from(PIECES)).map("".join))
def test_any_text_can_be_read(html: str) -> None:
    read(html)
    read(f'<title>{html}</title><h1>{html}</h1><form action="/cart"><input name="qty" value="{html}">{html}</form>')


@pytest.mark.parametrize(
    "piece", ["<h1>a</h1>", "<b class=price>$1 ", "<input name=qty>", "<i>$1</i>", "<a href=/x>$1</a>", "SKU: "]
)
def test_endless_page_ends(piece: str) -> None:
    read("<title>a</title><h1>a</h1>" + piece * (300_000 // len(piece)))


def test_prices_in_deep_tiles_end() -> None:
    deep = "<div>" * 100 + "<b class=price>$1</b>" * 20_000 + '<a href="/x"><img></a>'
    read("<title>a</title><h1>a</h1><nav>" + deep)
    read("<title>a</title><h1>a</h1><article>" + deep)
