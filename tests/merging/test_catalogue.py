"""From answers written by hand to the rows of the spool."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice, permutations

import pytest

from crawler.items import Visit
from crawler.merging.catalogue import Catalogue, build_catalogue
from crawler.pages import Link, Why
from crawler.planning.answers import Answer
from crawler.planning.survey import Survey
from crawler.sightings import Crumb, Head, Kind, Listing, MenuEntry, Offer, Sighting, Tile
from crawler.sites import Site

SHOP = "https://shop.example"


def locate(path: str | None) -> str | None:
    return None if path is None else SHOP + path


def make_crumbs(text: str) -> tuple[Crumb, ...]:
    """Return crumbs written as `Home=/ > Tools=/tools > Saws`."""
    steps = (step.partition("=") for step in text.split(" > "))
    return tuple(Crumb(name=name, url=locate(path or None)) for name, _, path in steps)


def make_answer(
    path: str, kind: Kind, *, why: Why = Why.LINK, group: str = "", asked: str = "", **seen: object
) -> Answer:
    """Return the answer of a page that was read; `seen` holds fields of its Sighting."""
    url = SHOP + path
    visit = Visit(
        site="acme", url=url, why=why, status=200, outcome="read", kind=kind, bytes=1, fetched_at="", note=None
    )
    sighting = Sighting(url=url, kind=kind, **seen)  # type: ignore[arg-type]
    link = Link(url=SHOP + (asked or path), why=why, group=group, name="2" if group else "")
    return Answer(link=link, visit=visit, final_url=url, sighting=sighting)


def category(path: str, title: str, *, trail: str = "", tiles: str = "", children: str = "", **seen: object) -> Answer:
    """Return a category page: tiles are written as `Bolt=/p/1=2.50, Nut=/p/2`, children as crumbs."""
    products = tuple(make_tile(tile) for tile in tiles.split(", ") if tile)
    listing = Listing(title=title, products=products, subcategories=make_crumbs(children) if children else ())
    return make_answer(path, Kind.CATEGORY, breadcrumbs=(make_crumbs(trail),) if trail else (), listing=listing, **seen)


def make_tile(text: str) -> Tile:
    title, path, price = [*text.split("="), "", ""][:3]
    return Tile(title=title, url=locate(path or None), price=price or None, currency="EUR" if price else None)


def product(path: str, title: str, *, trail: str = "", canonical: str | None = None, **offer: object) -> Answer:
    """Return a product page."""
    return make_answer(
        path,
        Kind.PRODUCT,
        breadcrumbs=(make_crumbs(trail),) if trail else (),
        product=Offer(title=title, **offer),  # type: ignore[arg-type]
        head=Head(canonical=locate(canonical)),
    )


def home(menu: str = "") -> Answer:
    """Return the home page with a menu written as `Tools=/tools, Tools > Saws=/saws`."""
    entries = []
    for entry in menu.split(", ") if menu else ():
        names, _, path = entry.partition("=")
        entries.append(MenuEntry(path=tuple(names.split(" > ")), url=locate(path or None)))
    return make_answer("/", Kind.HOME, why=Why.HOME, menu=tuple(entries))


def build(*answers: Answer) -> Catalogue:
    survey = Survey(Site(name="acme", url=f"{SHOP}/"))
    for answer in answers:
        survey.take(answer)
    return build_catalogue(survey)


def show(catalogue: Catalogue) -> dict[str, list[str]]:
    """Return paths, titles with prices, and assignments as text."""
    path_of = {row.category_id: " > ".join(row.path) for row in catalogue.categories}
    title_of = {row.product_id: row.title for row in catalogue.products}
    return {
        "categories": sorted(path_of.values()),
        "products": sorted(f"{row.title} {row.price or ''}".strip() for row in catalogue.products),
        "assignments": sorted(
            f"{title_of[pair.product_id]} @ {path_of[pair.category_id]}" for pair in catalogue.product_categories
        ),
    }


Case = tuple[list[Answer], list[str], list[str], list[str]]
CASES: list[Case] = [
    (
        [
            home("Tools=/tools, Tools > Saws=/saws"),
            category("/saws", "Saws", tiles="Jigsaw=/p/1=9.50"),
            product("/p/1", "Jigsaw", price="9.00", currency="EUR", sku="J1"),
        ],
        ["Tools", "Tools > Saws"],
        ["Jigsaw 9.00"],
        ["Jigsaw @ Tools > Saws"],
    ),
    (
        [
            home("Sale=/sale"),
            product("/sale", "Sale", price="5.00"),
            product("/p/1", "Jigsaw", trail="Home=/ > Sale=/sale > Jigsaw"),
        ],
        ["Sale"],
        ["Jigsaw"],
        ["Jigsaw @ Sale"],
    ),
    (
        [
            home("Saws=/saws"),
            category("/saws", "Saws", tiles="Jigsaw=/p/1"),
            make_answer(
                "/p/1/reviews",
                Kind.OTHER,
                breadcrumbs=(make_crumbs("Home=/ > Saws=/saws > Jigsaw=/p/1 > Reviews"),),
                product=Offer(title="Jigsaw"),
            ),
        ],
        ["Saws"],
        ["Jigsaw"],
        ["Jigsaw @ Saws"],
    ),
    (
        [
            home("Saws=/saws, Sets=/sets"),
            category("/saws", "Saws", tiles="Jigsaw=/p/1"),
            category("/help", "Help", children="Returns=/returns > Payment=/payment"),
            category("/sets", "Sets", children="Small=/small > Large=/large"),
            category("/care", "Care", children="Jigsaw=/p/1 > Oils=/oils"),
            *(make_answer(path, Kind.OTHER) for path in ("/returns", "/payment", "/small", "/large", "/oils")),
            product("/p/1", "Jigsaw"),
        ],
        ["Care", "Saws", "Sets"],
        ["Jigsaw"],
        ["Jigsaw @ Saws"],
    ),
    (
        [
            home(),
            product("/p/1", "Jigsaw", trail="Home=/ > Tools=/tools > Saws=/saws > Jigsaw"),
            product("/p/2", "Plane", trail="Home > Tools=/tools > Planes=/planes > Plane=/p/2"),
        ],
        ["Tools", "Tools > Planes", "Tools > Saws"],
        ["Jigsaw", "Plane"],
        ["Jigsaw @ Tools > Saws", "Plane @ Tools > Planes"],
    ),
    (
        [
            home("Saws=/saws"),
            category("/saws", "Saws", tiles="Jigsaw=/saws/jigsaw=9.50, Manual=/manual, Plain=/plain=2.00"),
            product("/saws/jigsaw", "Jigsaw", canonical="/jigsaw", price="9.50"),
            make_answer("/manual", Kind.OTHER),
            make_answer("/plain", Kind.OTHER),
        ],
        ["Saws"],
        ["Jigsaw 9.50", "Plain 2.00"],
        ["Jigsaw @ Saws", "Plain @ Saws"],
    ),
    (
        [
            home("Saws=/saws"),
            category("/saws", "Saws", trail="Home=/ > Saws", tiles="Jigsaw=/p/1"),
            category("/saws?colour=red", "Saws", trail="Home=/ > Saws", tiles="Jigsaw=/p/1"),
            make_answer(
                "/saws?page=2",
                Kind.CATEGORY,
                why=Why.NEXT_PAGE,
                group="/saws",
                listing=Listing(title="Saws", products=(make_tile("Fretsaw=/p/2"),)),
            ),
        ],
        ["Saws"],
        ["Fretsaw", "Jigsaw"],
        ["Fretsaw @ Saws", "Jigsaw @ Saws"],
    ),
    (
        [
            home("Tools=/tools, News=/news, Deals"),
            category("/tools", "Tools", children="Saws=/saws > Planes=/planes"),
            make_answer("/news", Kind.OTHER),
        ],
        ["Tools", "Tools > Planes", "Tools > Saws"],
        [],
        [],
    ),
    (
        [
            home("Saws=/saws"),
            category("/saws", "Saws", tiles="Jigsaw=/p/1=9.50, Jigsaw=/p/1-red=9.50"),
            product("/p/1", "Jigsaw", sku="J1"),
            product("/p/1-red", "Jigsaw", sku="J1"),
        ],
        ["Saws"],
        ["Jigsaw 9.50"],
        ["Jigsaw @ Saws"],
    ),
    (
        [home("Saws=/saws"), category("/saws", "Saws", tiles="Jigsaw=/p/1", head=Head(noindex=True))],
        ["Saws"],
        [],
        [],
    ),
]
NAMES = [
    "page over tile",
    "a category that looks like a product",
    "reviews of a product",
    "pages that list no category",
    "breadcrumbs alone",
    "canonical, and tiles that are no products",
    "copies and later pages",
    "sub-categories, and menu entries that lead elsewhere",
    "one article under two addresses",
    "pages that ask not to be kept",
]


@pytest.mark.parametrize(("answers", "categories", "products", "assignments"), CASES, ids=NAMES)
def test_catalogue(answers: list[Answer], categories: list[str], products: list[str], assignments: list[str]) -> None:
    assert show(build(*answers)) == {"categories": categories, "products": products, "assignments": assignments}


@pytest.mark.parametrize("answers", [case[0] for case in CASES], ids=NAMES)
def test_the_order_of_answers_decides_nothing(answers: list[Answer]) -> None:
    expected = build(*answers)
    for order in [answers[:0:-1], *islice(permutations(answers[1:]), 24)]:
        catalogue = build(answers[0], *order)
        assert list(catalogue.products) == list(expected.products)
        assert list(catalogue.product_categories) == list(expected.product_categories)
        assert set(catalogue.categories) == set(expected.categories)


def test_every_id_of_an_assignment_is_there() -> None:
    catalogue = build(
        home("Tools=/tools, Tools > Saws=/saws"),
        category("/saws", "Saws", trail="Home=/ > Tools=/tools > Saws", tiles="Jigsaw=/p/1, Fretsaw=/p/2"),
    )
    assert {pair.category_id for pair in catalogue.product_categories} <= {
        row.category_id for row in catalogue.categories
    }
    assert {pair.product_id for pair in catalogue.product_categories} == {row.product_id for row in catalogue.products}
    by_id = {row.category_id: row for row in catalogue.categories}
    assert all(by_id[row.parent_id].path == row.path[:-1] for row in catalogue.categories if row.parent_id)


def test_what_stood_above_is_told_by_template() -> None:
    """An empty category is told from a text page by the template that its sisters share."""
    shelf, text = frozenset({"div.shelf", "body.shop"}), frozenset({"div.text", "body.shop"})
    sisters = [category(f"/c/{number}", f"C {number}", tiles="X=/p/1", skeleton=shelf) for number in range(4)]
    texts = [make_answer(f"/t/{number}", Kind.OTHER, skeleton=text) for number in range(4)]
    empty = make_answer("/c/empty", Kind.OTHER, skeleton=shelf)
    catalogue = build(home("Empty=/c/empty, About=/t/0"), *sisters, *texts, empty)
    assert "Empty" in show(catalogue)["categories"]
    assert "About" not in show(catalogue)["categories"]


@pytest.mark.parametrize(
    ("marks", "kept"),
    [({"body.category", "div.page"}, True), ({"body.special", "div.page"}, False), (set(), False)],
    ids=["built as a category", "built otherwise", "template unknown"],
)
def test_a_promotion_that_the_shop_keeps_as_a_category(marks: set[str], kept: bool) -> None:
    paths = {"/saws": "Saws", "/planes": "Planes", "/chisels": "Chisels"}
    menu = ", ".join(f"{name}={path}" for path, name in paths.items())
    start = home(menu)
    assert start.sighting
    asides = make_crumbs("Sale=/sale > New=/new")
    tiles = ", ".join(f"Tool {number}=/p/{number}" for number in range(3))
    skeleton = frozenset({"body.category", "div.page"})
    catalogue = build(
        replace(start, sighting=replace(start.sighting, asides=asides, skeleton=frozenset({"body.home"}))),
        *(category(path, name, tiles=tiles, why=Why.MENU, skeleton=skeleton) for path, name in paths.items()),
        *(make_answer(f"/p/{number}", Kind.PRODUCT, skeleton=frozenset({"body.product"})) for number in range(3)),
        category("/sale", "Shop", tiles=tiles, skeleton=frozenset(marks)),
        category("/gifts", "Gifts", tiles=tiles, skeleton=skeleton),
    )
    assert ("Sale" in show(catalogue)["categories"]) is kept
    assert "Gifts" not in show(catalogue)["categories"]
