"""What is learnt of a site's addresses: names of visits, parameters that change nothing, folders that are filters."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.pages import Link, Why
from crawler.planning.echoes import Echoes, Face, face_of
from crawler.planning.filters import Filters
from crawler.planning.tokens import Tokens
from crawler.planning.views import Views
from crawler.sightings import Crumb, Kind, Listing, Offer, Sighting, Tile

SHOP = "https://shop.example"
TOKEN, OTHER = "0a1b2c3d4e5f60718293", "99f8e7d6c5b4a3928170"


def urls(*paths: str) -> list[str]:
    return [SHOP + path for path in paths]


@pytest.mark.parametrize(
    ("links", "asked", "stripped"),
    [
        ([f"/{n}?v={TOKEN}" for n in range(6)], f"/x?v={OTHER}&c=1", "/x?c=1"),
        ([f"/{n}?c={n}&v={TOKEN}" for n in range(6)], f"/x?v={OTHER}", "/x"),
        ([f"/{TOKEN}/{n}" for n in range(6)], f"/{OTHER}/x", "/x"),
        ([f"/(S({TOKEN}))/{n}" for n in range(6)], f"/(S({OTHER}))/", "/"),
        ([f"/{n}?v={TOKEN}" for n in range(4)], f"/x?v={OTHER}", f"/x?v={OTHER}"),
        ([*(f"/{n}?v={TOKEN}" for n in range(4)), *(f"/{n}" for n in range(4))], f"/x?v={OTHER}", f"/x?v={OTHER}"),
        ([f"/{n}?v={TOKEN}{n}" for n in range(6)], f"/x?v={OTHER}", f"/x?v={OTHER}"),
        ([f"/shop/{n}?lang=en" for n in range(6)], "/shop/x?lang=en", "/shop/x?lang=en"),
        ([f"/{n}?v={TOKEN}" for n in range(6)], "/x?v=small", "/x?v=small"),
    ],
    ids=[
        "parameter", "among others", "folder", "folder in brackets", "few links", "half of the links", "one each",
        "no token", "another value",
    ],
)  # fmt: skip
def test_what_names_the_visit(links: list[str], asked: str, stripped: str) -> None:
    tokens = Tokens()
    tokens.learn(urls(*links))
    assert tokens.strip(SHOP + asked) == SHOP + stripped


SAWS, HOSES = Face(("category", "saws", "home", "saws")), Face(("category", "hoses", "home", "hoses"))


@pytest.mark.parametrize(
    ("pages", "asked", "stripped"),
    [
        ([(f"/saws?o={n}", SAWS) for n in range(4)], "/hoses?o=9&c=1", "/hoses?c=1"),
        ([("/saws", SAWS), *((f"/saws?o={n}", SAWS) for n in range(3))], "/saws?o=9", "/saws"),
        ([(f"/p?id=1&o={n}", SAWS) for n in range(4)], "/p?id=2&o=7", "/p?id=2"),
        ([(f"/saws?o={n}", SAWS) for n in range(3)], "/saws?o=9", "/saws?o=9"),
        ([*((f"/saws?o={n}", SAWS) for n in range(4)), ("/saws?o=5", HOSES)], "/saws?o=9", "/saws?o=9"),
        ([(f"/saws?p={n}", SAWS) for n in range(9)], "/saws?p=3", "/saws?p=3"),
        ([(f"/saws?o={n}", Face(SAWS.names, frozenset(str(n)))) for n in range(9)], "/saws?o=3", "/saws?o=3"),
    ],
    ids=["values", "with and without", "among others", "too few", "once otherwise", "a pager", "other goods"],
)
def test_what_changes_nothing(pages: Iterable[tuple[str, Face]], asked: str, stripped: str) -> None:
    echoes = Echoes()
    for path, face in pages:
        echoes.learn(SHOP + path, face, pagers={"p"})
    assert echoes.strip(SHOP + asked) == SHOP + stripped


SAWS_LISTED = Listing(title="Saws", products=(Tile(title="A"),))
TRAIL = ((Crumb(name="Home", url=f"{SHOP}/"), Crumb(name="Saws")),)


@pytest.mark.parametrize(
    ("sighting", "face"),
    [
        (
            Sighting(url=SHOP, kind=Kind.CATEGORY, breadcrumbs=TRAIL, listing=SAWS_LISTED),
            Face(("category", "saws", "home", "saws"), frozenset("A")),
        ),
        (Sighting(url=SHOP, kind=Kind.CATEGORY, listing=Listing(title="Saws")), None),
        (Sighting(url=SHOP, kind=Kind.PRODUCT, product=Offer(title="Saw", sku="1")), Face(("product", "saw", "1"))),
        (Sighting(url=SHOP, kind=Kind.OTHER), None),
    ],
    ids=["category", "no trail", "product", "other"],
)  # fmt: skip
def test_what_a_page_is_about(sighting: Sighting, face: Face | None) -> None:
    assert face_of(sighting) == face


HUES = [f"hue{number}" for number in range(5)]


def read_shop(*, below: Iterable[str]) -> Filters:
    """Take in a shop of two categories with three below each; `below` are folders that each of these pages links."""
    filters = Filters()
    filters.learn_home(urls("/tools", "/garden"))
    for top in ("/tools", "/garden"):
        names = ("saws", "planes", "files")
        filters.learn_links(SHOP + top, urls(*(f"{top}/{name}" for name in (*names, *below))))
        for name in names:
            filters.learn_links(f"{SHOP}{top}/{name}", urls(*(f"{top}/{name}/{each}" for each in below)))
    return filters


@pytest.mark.parametrize(
    ("below", "views", "pages"),
    [
        (HUES, ["/tools/hue1", "/tools/saws/hue2", "/elsewhere/hue3"], ["/tools/saws", "/tools", "/hue1"]),
        (HUES[:3], [], ["/tools/hue1", "/tools/saws/hue2"]),
        (["accessories"], [], ["/tools/accessories", "/tools/saws/accessories"]),
    ],
    ids=["filters", "too few to tell", "categories of one name"],
)
def test_folders_that_stand_beside_and_below(below: list[str], views: list[str], pages: list[str]) -> None:
    filters = read_shop(below=below)
    assert {path: filters.is_view(SHOP + path) for path in (*views, *pages)} == (
        dict.fromkeys(views, True) | dict.fromkeys(pages, False)
    )


def test_links_that_were_meant_to_begin_at_the_root() -> None:
    filters = Filters()
    filters.learn_home(urls("/tools/", "/tools/saws/", "/garden/"))
    filters.learn_links(f"{SHOP}/tools/", urls("/tools/tools/", "/tools/garden/", "/tools/tools/saws/"))
    astray = ["/tools/garden/", "/garden/tools", "/garden/tools/saws"]
    assert [filters.is_view(SHOP + path) for path in astray] == [True] * 3
    assert [filters.is_view(SHOP + path) for path in ("/tools/", "/tools/saws/", "/garden/")] == [False] * 3


def test_a_folder_that_twice_led_to_the_page_above_it_is_another_view() -> None:
    filters = Filters()
    filters.learn_copy(f"{SHOP}/saws/cheapest", "/saws")
    assert not filters.is_view(f"{SHOP}/hoses/cheapest")
    filters.learn_copy(f"{SHOP}/planes/cheapest", "/planes")
    assert filters.is_view(f"{SHOP}/hoses/cheapest")
    assert not filters.is_view(f"{SHOP}/cheapest")


@pytest.mark.parametrize(
    ("why", "again"), [(Why.LINK, True), (Why.BREADCRUMB, True), (Why.MENU, False), (Why.NEXT_PAGE, False)]
)
def test_who_shows_a_view_matters(why: Why, again: bool) -> None:
    views = Views()
    views.filters = read_shop(below=HUES)
    assert views.shows_again(Link(url=f"{SHOP}/tools/saws/hue1", why=why)) is again


@given(st.lists(st.text(max_size=40).map(lambda text: f"http://s.example/{text}") | st.text(max_size=60), max_size=30))
def test_any_address_can_be_learnt_from(texts: list[str]) -> None:
    views = Views()
    views.tokens.learn(texts)
    views.filters.learn_home(texts)
    for text in texts:
        views.filters.learn_links(text, texts)
        views.filters.is_view(text)
        views.echoes.learn(text, SAWS) if "[" not in text and "]" not in text else None
        views.respell(text)
