"""Reading a site's pages one after the other gives what reading each by itself gives, at less cost."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.pages import Page
from crawler.reading.page import read_page
from crawler.reading.site_reader import SiteReader
from crawler.sightings import Kind, Sighting

from .template import HOST, TOPS, make_home, make_listing, make_page, make_product, make_tile


def what_counts(sighting: Sighting) -> Sighting:
    """Leave out what earlier pages showed: the menu and its links; and names of links, which nothing asks for."""
    return replace(
        sighting,
        menu=(),
        asides=(),
        links=(),
        skeleton=frozenset(),
        listing=sighting.listing if sighting.kind != Kind.PRODUCT else None,
    )


def list_ordinary() -> Iterator[Page]:
    """Yield what a crawl of the shop would ask for."""
    yield make_home()
    for top in TOPS:
        yield from (make_listing(top, page=page, last=3) for page in (1, 2, 3))
    for top in TOPS:
        yield from (make_product(top, number) for number in (10, 11, 12))


def read_all(pages: list[Page]) -> tuple[SiteReader, list[Sighting]]:
    reader = SiteReader()
    return reader, [reader.read(page) for page in pages]


def test_known_pages_are_read_as_by_themselves() -> None:
    pages = list(list_ordinary())
    reader, seen = read_all(pages)
    assert list(map(what_counts, seen)) == [what_counts(read_page(page)) for page in pages]
    assert reader.reads == {"whole": 3, "framed": 5, "known": 17}


def test_menu_is_read_on_first_pages_only() -> None:
    _, seen = read_all(list(list_ordinary()))
    assert [len(sighting.menu) for sighting in seen[:5]] == [16, 16, 16, 0, 0]


BELOW = "".join(f'<li class="sub"><a href="/nuts/{kind}">{kind} nuts</a></li>' for kind in ("Hex", "Wing", "Cap"))
CARD = (
    '<article class="card"><a href="/p/x{n}"><b class="card__name">Odd thing {n}</b></a>'
    '<i class="cost">€{n}.90</i></article>'
)

ODD = {
    "another kind of tiles": make_listing("Odd", tiles="".join(CARD.format(n=n) for n in range(1, 6))),
    "one tile": make_listing("Few", tiles=make_tile("Few", 1)),
    "nothing to list": make_listing("None", tiles=""),
    "sub-categories above the tiles": make_listing("Nuts", below=f"<ul class='subs'>{BELOW}</ul>"),
    "a tile without a price": make_listing(
        "Free", tiles=make_tile("A", 1) + make_tile("B", 2).replace("€2.25", "on request")
    ),
    "a tile without a name": make_listing("Lost", tiles=make_tile("A", 1) + make_tile("B", 2).replace("B No 2", "")),
    "a header with links that no page had": make_page(
        "/sale",
        make_listing("Sale").text,
        title="Sale",
        extra="<ul class='menu'><li><a href='/new/one'>One</a></li></ul>",
    ),
    "a denial": Page(url=f"{HOST}/bolts/large", text="<h1>Access denied</h1>", status=403),
    "what is not found": replace(make_listing("Gone"), status=404),
    "no page": Page(url=f"{HOST}/a.json", text="{}", headers={"content-type": "application/json"}),
    "a page to read": make_page(
        "/about", f"<h1>About</h1><p>{'We have sold nuts for years. ' * 90}</p>", title="About"
    ),
    "a price that a picture tells": make_listing(
        "Gifts",
        tiles=make_tile("A", 1) + make_tile("B", 2).replace("€2.25", "€2.25 <img src='/free.png' title='Free!'>"),
    ),
    "pages told by a script": make_listing("Long", tiles="".join(make_tile("Long", n) for n in range(1, 9))),
}


@pytest.mark.parametrize("page", ODD.values(), ids=list(ODD))
def test_odd_page_is_read_as_by_itself(page: Page) -> None:
    reader, _ = read_all(list(list_ordinary()))
    assert what_counts(reader.read(page)) == what_counts(read_page(page))


def test_page_that_no_listing_is_like_is_no_hindrance() -> None:
    links = "".join(f"<p class='way{n}'><b><a href='/{n}/all'>Way {n}</a></b></p><hr>" for n in range(30))
    odd = make_page("/map", f"<h1>All ways</h1><div class='map'>{links}</div>", title="All ways")
    pages = list(list_ordinary())
    reader, _ = read_all([*pages[:5], odd, *pages[5:]])
    plain, _ = read_all(pages)
    assert reader.reads["known"] == plain.reads["known"]


def test_site_that_is_redesigned_is_learned_anew() -> None:
    def redesign(page: Page) -> Page:
        text = (
            page.text.replace("tile__name", "card__title")
            .replace("class='grid'", "class='cards'")
            .replace('<li class="tile', '<li class="card')
        )
        return replace(
            page, text=text.replace("class='price'", "class='amount'").replace('class="price"', 'class="amount"')
        )

    before = list(list_ordinary())
    after = [redesign(page) for page in before[1:]]
    reader, seen = read_all(before + after)
    assert list(map(what_counts, seen)) == [what_counts(read_page(page)) for page in before + after]
    assert reader.reads["known"] > 20


def test_shop_without_classes_is_read_by_the_general_readers() -> None:
    def strip(page: Page) -> Page:
        return replace(page, text=page.text.replace("class=", "data-x="))

    pages = list(map(strip, list_ordinary()))
    _, seen = read_all(pages)
    assert list(map(what_counts, seen)) == [what_counts(read_page(page)) for page in pages]


def number_pages(page: Page) -> Page:
    """Show the pages of a listing by their numbers alone, in a menu: the first link leads back on all but one."""
    before, mark, rest = page.text.partition("<div class='pages'>")
    if not mark:
        return page
    path, _, shown = page.url.removeprefix(HOST).partition("?page=")
    here = int(shown or 1)
    links = "".join(f"<a class='go' href='{path}?page={n}'>{n}</a>" if n != here else f"<b>{n}</b>" for n in (1, 2, 3))
    return replace(page, text=f"{before}<nav><div class='pages'>{links}</div></nav>{rest.partition('</div>')[2]}")


def test_links_to_numbered_pages_lead_on_and_never_back() -> None:
    pages = list(map(number_pages, list_ordinary()))
    reader, seen = read_all(pages)
    assert list(map(what_counts, seen)) == [what_counts(read_page(page)) for page in pages]
    nexts = [sighting.listing.next_page for sighting in seen if sighting.kind == Kind.CATEGORY and sighting.listing]
    assert nexts == [url for top in TOPS for url in (*(f"{HOST}/{top.lower()}?page={n}" for n in (2, 3)), None)]
    assert reader.reads["known"] >= 8


@settings(max_examples=40, deadline=None)
@given(st.lists(st.text(alphabet=st.sampled_from("<>/=\"' \nabcdivul\x00&;€9."), max_size=200), max_size=8))
def test_any_pages_can_be_read(texts: list[str]) -> None:
    reader = SiteReader()
    ordinary = list(list_ordinary())[:8]
    for number, text in enumerate(texts):
        reader.read(ordinary[number])
        reader.read(Page(url=f"{HOST}/x{number}", text=f"<div>{text}"))
        reader.read(replace(ordinary[number], text=ordinary[number].text.replace("<ul", f"{text}<ul")))
