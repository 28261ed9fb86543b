"""What category pages list, on pages of every structure that shops are known to have."""

from __future__ import annotations

import json
import time
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.pages import Page
from crawler.reading.listings.listing import read_listing
from crawler.reading.markup.document import Document
from crawler.sightings import Listing

PAGES = Path(__file__).parents[1] / "pages"
NAMES = [
    "category-naming-categories",
    "category-naming-goods",
    "category-of-categories",
    "listing-cut-into-rows",
    "listing-flat-siblings",
    "listing-headed-table",
    "listing-image-links",
    "listing-of-one",
    "listing-overlay-links",
    "listing-paged-by-script",
    "listing-paged-by-state",
    "listing-rows-of-three",
    "listing-short-titles",
    "listing-table-rows",
    "product-beside-others",
]


def read(html: str, *, url: str = "https://shop.example/things") -> Listing | None:
    return read_listing(Document(Page(url=url, text=html)))


def test_a_box_named_as_aside_is_the_listing_where_the_page_goes_on_with_it() -> None:
    goods = "".join(f'<li><a href="/p/{n}"><img src="{n}.jpg">Saw {n}</a> <b>${n}.00</b></li>' for n in range(1, 5))
    page = f'<main><div class="featured-products"><h3>Saws</h3><ul>{goods}</ul>{{}}</div></main>'
    assert read(page.format("")) is None
    listing = read(page.format('<a href="?page=2" rel="next">Next</a>'))
    assert listing is not None
    assert (len(listing.products), listing.next_page) == (4, "https://shop.example/things?page=2")


def plain(listing: Listing | None) -> Any:
    return json.loads(json.dumps(asdict(listing))) if listing is not None else None


@pytest.mark.parametrize("name", NAMES)
def test_a_recorded_page_lists_what_a_visitor_sees(name: str) -> None:
    expected = json.loads((PAGES / name / "expected.json").read_text(encoding="utf-8"))
    html = (PAGES / name / "page.html").read_text(encoding="utf-8")
    assert plain(read(html, url=expected["url"])) == expected["listing"]


def test_products_that_only_add_a_parameter_are_no_facets() -> None:
    tiles = "".join(f'<li><a href="?id={n}"><img src="{n}.jpg">Hat {n}</a> <b>$3.00</b></li>' for n in range(3))
    listing = read(f"<h1>Hats</h1><ul>{tiles}</ul>")
    assert listing is not None
    assert [tile.url for tile in listing.products] == [f"https://shop.example/things?id={n}" for n in range(3)]


@given(st.text())
def test_any_text_can_be_read(text: str) -> None:
    read(text)


_MARKUP = """<div> </div> <a_href='/x'> <a_href='?page=2'> </a> <li_class='next'> <h1> </h1> <table><tr><td> $4 Hat
<img_src=x_alt=hat> 2 <a_href='http://[bad'> <a_rel=next_href='//'> <script>{"page":1}</script> <base_href='::'>"""
_PIECES = st.lists(st.sampled_from([piece.replace("_", " ") for piece in _MARKUP.split()]), max_size=60)


@given(_PIECES)
@settings(max_examples=200)
def test_any_markup_can_be_read(pieces: list[str]) -> None:
    listing = read("".join(pieces))
    assert listing is None or listing.next_page != "https://shop.example/things"


@pytest.mark.parametrize(
    "html",
    [
        pytest.param("<div>" * 200_000, id="a megabyte of nested boxes"),
        pytest.param("<ul><li><a href=/x>y</a>" * 50_000, id="nested lists of links"),
        pytest.param("<li><a href=/x>y</a><b>$3.00</b></li>" * 100_000, id="one tile, a hundred thousand times"),
        pytest.param(
            "".join(f"<li><a href=/{n}>Hat {n}</a><b>$3.00</b></li>" for n in range(60_000)), id="endless tiles"
        ),
        pytest.param(
            "<h1>Hats</h1>" + "".join(f"<a href=?page={n}>{n}</a>" for n in range(60_000)), id="endless pages"
        ),
        pytest.param("<p>" + "1 of " * 200_000, id="endless counts"),
        pytest.param("<script>" + '{"page":' * 100_000 + "</script>", id="endless state"),
    ],
)
def test_hostile_pages_take_bounded_time(html: str) -> None:
    started = time.perf_counter()
    read(html)
    assert time.perf_counter() - started < 20


MENU = "".join(f'<a href="/c/{number}">Kind {number}</a>' for number in range(6))


@pytest.mark.parametrize(
    ("headings", "title"),
    [
        ('<header><h1><a href="/">Acme Tools</a></h1></header><h1>Saws</h1>', "Saws"),
        (
            '<h1><a href="https://shop.example/index.php"><img alt=""> Acme</a></h1><h2 class="page-title">Saws</h2>',
            "Saws",
        ),
        ('<h1><a href="/saws">Saws</a></h1>', "Saws"),
        ('<h1><a name="top" href="">Saws</a></h1><h1>Planes</h1>', "Saws"),
        ('<h1><a href="/">Acme Tools</a></h1>', "Acme Tools"),
        (f"<header><h1>Acme, the shop for tools</h1><nav>{MENU}</nav></header><h1>Saws</h1>", "Saws"),
        ('<h1><a href="/tools">Tools</a> &gt; <a href="/tools/hand">Hand tools</a> &gt; Saws</h1>', "Saws"),
        ('<div class="category-heading">Shop by category</div><div class="category-title">Saws</div>', "Saws"),
        ("<h1>Saws (1,302)</h1>", "Saws"),
        ('<h1>All for the workshop</h1><p class="crumb"><a href="/">Home</a> > Saws</p><h2>Saws</h2>', "Saws"),
        ('<h1>Spring sale</h1><p class="crumb"><a href="/">Home</a> > Saws</p><div><h1>Saws</h1></div>', "Saws"),
        ('<h1>Hand saws</h1><p class="crumb"><a href="/">Home</a> > Saws</p><h2>Saws</h2>', "Hand saws"),
        ('<div id="CategoryHeading"><h2>Saws</h2><ul><li><a href="/saws/hack">Hack saws</a></ul></div>', "Saws"),
        (
            '<h1><span class="cat-name">Saws</span> <span class="heading-counter">There are 6 of them.</span></h1>',
            "Saws",
        ),
        ('<h1><span class="visually-hidden">Collection: </span>Saws</h1>', "Saws"),
        ('<h1><a href="/">Acme</a></h1><ol class="topicpath"><li><a href="/all">All</a><li>Saws</ol>', "Saws"),
        ('<h1>Home</h1><title>Saws | Acme</title><div class="category-name">Saws</div>', "Saws"),
        ('<title>Acme products list</title><p><a href="/all">Home</a> » <a href="/t">Tools</a> » Saws</p>', "Saws"),
    ],
)
def test_title_is_not_the_way_home(headings: str, title: str) -> None:
    tiles = "".join(
        f'<li><a href="/p/{number}"><img src="{number}.jpg"></a>'
        f'<a href="/p/{number}">Hand saw {number}</a> $ {number}.50</li>'
        for number in range(1, 7)
    )
    page = Page(url="https://shop.example/saws", text=f"<body>{headings}<ul>{tiles}</ul></body>")
    listing = read_listing(Document(page))
    assert listing
    assert (listing.title, len(listing.products)) == (title, 6)


@pytest.mark.parametrize(
    ("shown", "price"),
    [
        ("<b>11.95 CHF</b> <small>from 4 boxes 11.25 CHF</small>", "11.95"),
        ("<b>€ 7,95</b><div>vanaf 2 pakken € 6,99 / pak</div>", "7.95"),
        ("<del>13.50 EUR</del> <b>3 plants 9.90 EUR</b>", "9.90"),
        ("<b>from 3 pieces 9.90 EUR</b>", "9.90"),
    ],
)
def test_a_price_is_that_of_one(shown: str, price: str) -> None:
    tiles = "".join(f'<li><a href="/p/{number}"><h3>Fern {number}</h3></a> {shown}</li>' for number in range(1, 7))
    listing = read(f"<body><h1>Ferns</h1><ul>{tiles}</ul></body>")
    assert listing
    assert {tile.price for tile in listing.products} == {price}


def test_the_way_to_a_page_is_not_below_it() -> None:
    tiles = "".join(
        f'<li><a href="/p/{number}"><img src="{number}.jpg"><h3>Hand saw {number}</h3></a><b>${number}.50</b></li>'
        for number in range(1, 7)
    )
    way = '<h1><a href="/things/tools">Tools</a> &gt; <a href="/things/tools/hand">Hand tools</a> &gt; Saws</h1>'
    listing = read(f"<title>Saws</title><body>{way}<ul>{tiles}</ul></body>")
    assert listing
    assert (listing.title, listing.subcategories, len(listing.products)) == ("Saws", (), 6)


@pytest.mark.parametrize("link", ['title="Saw {}"><img src="{}.jpg">', '><img src="{}.jpg" alt="Saw {}">'])
def test_tiles_may_be_pictures_with_a_price(link: str) -> None:
    tiles = "".join(
        f'<li><a href="/p/{name}" {link.format(name, name)}</a><p>$19.90</p></li>' for name in ("one", "two", "six")
    )
    listing = read(f"<body><h1>Saws</h1><ul>{tiles}</ul></body>")
    assert listing
    assert [(tile.title, tile.price) for tile in listing.products] == [
        ("Saw one", "19.90"),
        ("Saw two", "19.90"),
        ("Saw six", "19.90"),
    ]
