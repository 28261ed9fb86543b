"""Sub-categories, told from everything else that a category page links to."""

from __future__ import annotations

import pytest

from crawler.pages import Page
from crawler.reading.listings.listing import read_listing
from crawler.reading.markup.document import Document
from crawler.sightings import Crumb

URL = "https://s.example/garden/"
TREES = Crumb(name="Trees", url="https://s.example/garden/trees/")
HEDGES = Crumb(name="Hedges", url="https://s.example/garden/hedges/")
PRODUCTS = (
    "<ol>" + "".join(f'<li><a href="/p/{n}"><h3>Elm number {n}</h3></a><b>$9.00</b></li>' for n in range(3)) + "</ol>"
)


def subcategories(body: str, *, url: str = URL) -> tuple[Crumb, ...]:
    listing = read_listing(Document(Page(url=url, text=f"<body><main><h1>Garden</h1>{body}</main></body>")))
    return listing.subcategories if listing is not None else ()


@pytest.mark.parametrize(
    "body",
    [
        pytest.param('<ul><li><a href="trees/">Trees</a></li><li><a href="hedges/">Hedges</a></li></ul>', id="list"),
        pytest.param('<div><a href="trees/">Trees</a> | <a href="hedges/">Hedges</a></div>', id="line of links"),
        pytest.param(
            '<div><p><a href="trees/"><img src="t.jpg" alt="Trees"></a></p>'
            '<p><a href="hedges/"><img src="h.jpg" alt="Hedges"></a></p></div>',
            id="pictures only",
        ),
        pytest.param(
            '<div><div><a href="trees/"><img src="t.jpg"></a><h3><a href="trees/">Trees</a></h3></div>'
            '<div><a href="hedges/"><img src="h.jpg"></a><h3><a href="hedges/">Hedges</a></h3></div></div>',
            id="two links each",
        ),
        pytest.param(
            '<ul><li><a href="trees/">Trees (12)</a></li><li><a href="hedges/">Hedges (3)</a></li></ul>', id="counts"
        ),
        pytest.param(
            '<ul><li><a href="trees/">Trees</a></li><li><a href="hedges/">Hedges</a></li></ul>' + PRODUCTS,
            id="above products",
        ),
    ],
)
def test_subcategories_are_found_in_any_markup(body: str) -> None:
    assert subcategories(body) == (TREES, HEDGES)


def test_a_category_below_is_found_by_its_id() -> None:
    body = '<ul><li><a href="/index.php?c=3_7">Trees</a></li><li><a href="/index.php?c=3_8">Hedges</a></li></ul>'
    found = subcategories(body, url="https://s.example/index.php?c=3")
    assert [crumb.name for crumb in found] == ["Trees", "Hedges"]


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(
            '<ul><li><a href="?size=1">Small (3)</a></li><li><a href="?size=2">Large (4)</a></li></ul>', id="facets"
        ),
        pytest.param('<a href="?sort=price">Price</a> <a href="?sort=name">Name</a>', id="sort orders"),
        pytest.param(
            '<div class="filters"><a href="small/">Small</a><a href="large/">Large</a></div>',
            id="filters with pages of their own",
        ),
        pytest.param(
            '<h3>Brand</h3><ul><li><a href="/b/oak">Oak</a></li><li><a href="/b/elm">Elm</a></li></ul>', id="brands"
        ),
        pytest.param('<nav><a href="trees/">Trees</a><a href="hedges/">Hedges</a></nav>', id="menu"),
        pytest.param(
            '<ul class="breadcrumb"><li><a href="/">Home</a></li><li><a href="/all">All</a></li></ul>', id="trail"
        ),
        pytest.param('<ul><li><a href="/cart">Cart</a></li><li><a href="/login">Log in</a></li></ul>', id="actions"),
        pytest.param(
            '<ul><li><a href="https://f.example/s">Face</a></li><li><a href="https://p.example/s">Pic</a></li></ul>',
            id="other sites",
        ),
    ],
)
def test_what_is_no_subcategory_is_left_out(body: str) -> None:
    assert subcategories(body + PRODUCTS) == ()
