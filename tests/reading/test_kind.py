"""What kind of page it is, told by what is on it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from crawler.pages import Page
from crawler.reading.page import read_page
from crawler.sightings import Kind

PAGES = Path(__file__).parents[1] / "pages"
NAMES = sorted(folder.name for folder in PAGES.glob("kind-*"))


@pytest.mark.parametrize("name", NAMES)
def test_recorded_pages(name: str) -> None:
    expected = json.loads((PAGES / name / "expected.json").read_text(encoding="utf-8"))
    text = (PAGES / name / "page.html").read_text(encoding="utf-8")
    sighting = read_page(Page(url=expected["url"], text=text, status=expected["status"]))
    assert (sighting.kind, sighting.note) == (Kind(expected["kind"]), expected.get("note"))
    assert [[list(entry.path), entry.url] for entry in sighting.menu] == expected["menu"]


TILES = "".join(
    f'<li class="tile"><a href="/p/{number}"><img src="{number}.jpg" alt="Bolt M{number}"></a>'
    f'<h3><a href="/p/{number}">Bolt M{number}</a></h3>'
    f'<span class="price">$ {number}.50</span></li>'
    for number in range(3, 18)
)
LISTING = f'<html><head><title>Bolts</title></head><body><main><h1>Bolts</h1><ul class="grid">{TILES}</ul></main>'


@pytest.mark.parametrize(
    ("url", "status", "kind"),
    [
        ("https://shop.example/bolts", 200, Kind.CATEGORY),
        ("https://shop.example/product/1", 200, Kind.CATEGORY),
        ("https://shop.example/", 200, Kind.HOME),
        ("https://shop.example/index.php", 200, Kind.HOME),
        ("https://shop.example/index.php?cat=3", 200, Kind.CATEGORY),
        ("https://shop.example/bolts", 404, Kind.OTHER),
    ],
)
def test_a_page_of_tiles(url: str, status: int, kind: Kind) -> None:
    assert read_page(Page(url=url, text=LISTING, status=status)).kind == kind


@pytest.mark.parametrize(
    ("trail", "kind"),
    [
        ('<a href="/bolts">Bolts</a> / <a href="/b1">Hex bolt</a> / Reviews', Kind.OTHER),
        ('<a href="/bolts">Bolts</a> / Hex bolt', Kind.PRODUCT),
        ('<a href="/bolts">Bolts</a> / <a href="/b1">Hex bolt</a>', Kind.PRODUCT),
        ('<a href="/hex">Hex bolt</a> / Hex bolt', Kind.PRODUCT),
        ('<a href="/hex">Hex bolt</a> / <a href="/steel">Steel</a>', Kind.OTHER),
    ],
    ids=["its reviews", "itself", "itself, linked", "named as its category", "below it"],
)
def test_a_page_below_a_product_is_not_the_product(trail: str, kind: Kind) -> None:
    html = f"""<title>Hex bolt</title><nav class="breadcrumb"><a href="/">Home</a> / {trail}</nav><h1>Hex bolt</h1>
    <p class="price">$ 2.50</p><form action="/cart"><input name="qty"><button class="add-to-cart">Buy</button></form>"""
    assert read_page(Page(url="https://shop.example/x", text=html)).kind == kind


@pytest.mark.parametrize("status", [403, 429, 503])
def test_a_refusal_without_words_is_blocked(status: int) -> None:
    assert (
        read_page(Page(url="https://shop.example/a", text="<html><body></body></html>", status=status)).kind
        == Kind.BLOCKED
    )


OWN = '<p class="price">$ 99.90</p>'


@pytest.mark.parametrize(
    ("own", "most", "kind"), [(OWN, 6, Kind.PRODUCT), (OWN, 15, Kind.CATEGORY), ("", 6, Kind.CATEGORY)]
)
def test_a_product_costs_something_else_than_the_first_of_the_few_beside_it(own: str, most: int, kind: Kind) -> None:
    tiles = "".join(f"{tile}</li>" for tile in TILES.split("</li>")[:most])
    form = "<form action='/cart'><button>Add to cart</button></form>"
    page = f"<html><body><main><h1>Bolts</h1>{own}<ul class='grid'>{tiles}</ul>{form}</main>"
    assert read_page(Page(url="https://shop.example/p/bolts", text=page)).kind == kind
