"""Which page goes on with a listing, by every way in which pages say so; and none on the last."""

from __future__ import annotations

import pytest

from crawler.pages import Page
from crawler.reading.listings.listing import read_listing
from crawler.reading.markup.document import Document

TILES = (
    "<h1>Hats</h1><ul>"
    + "".join(
        f'<li class="product"><a href="/p/{name}"><img src="/{name}.jpg">{name} hat</a> <b>$9.00</b></li>'
        for name in ("red", "blue", "green")
    )
    + "</ul>"
)
URL = "https://s.example/hats"


def next_page(pager: str, *, url: str = URL, head: str = "") -> str | None:
    page = Page(url=url, text=f"<html><head>{head}</head><body><main>{TILES}{pager}</main></body></html>")
    listing = read_listing(Document(page))
    assert listing is not None
    assert len(listing.products) == 3
    return listing.next_page


NUMBERS = '<div><b>1</b> <a href="?page=2">2</a> <a href="?page=3">3</a></div>'


@pytest.mark.parametrize(
    ("pager", "expected"),
    [
        pytest.param(NUMBERS, "https://s.example/hats?page=2", id="current number without a link"),
        pytest.param(
            '<a href="/hats">1</a><a href="/hats/page/2/">2</a><a href="/hats/page/9/">9</a>',
            "https://s.example/hats/page/2/",
            id="current number by its address",
        ),
        pytest.param(
            '<a href="/all?n=7&s=0">1</a><a href="/all?n=7&s=24">2</a><a href="/all?n=7&s=48">3</a>',
            "https://s.example/all?n=7&s=24",
            id="offsets at another address",
        ),
        pytest.param(
            '<a href="/hats/offset30/">2</a><a href="/hats/offset60/">3</a>',
            "https://s.example/hats/offset30/",
            id="no current number",
        ),
        pytest.param('<a class="next" href="?p=2"></a>', "https://s.example/hats?p=2", id="an icon classed as next"),
        pytest.param(
            '<button data-url="/hats?page=2">Show more</button>',
            "https://s.example/hats?page=2",
            id="a button that carries an address",
        ),
        pytest.param('<a href="?page=2">Mehr laden</a>', "https://s.example/hats?page=2", id="a link to load more"),
        pytest.param(
            '<div class="pager"><a class="pager-next" href="/hats?o=3"><i></i></a></div>',
            "https://s.example/hats?o=3",
            id="an icon in a pager whose parameter nobody knows",
        ),
        pytest.param(
            '<div class="scroll-on" data-next-page="/hats?page=2"></div>',
            "https://s.example/hats?page=2",
            id="an element that carries the next address and says so",
        ),
        pytest.param(
            '<a class="next_page_img" href="?page=2"></a>', "https://s.example/hats?page=2", id="a class of next"
        ),
        pytest.param(
            '<button hx-get="/hats?page=2" hx-target="#more">Load more</button>',
            "https://s.example/hats?page=2",
            id="a button whose attribute fetches",
        ),
        pytest.param(
            '<select onchange="go(this)"><option value="?page=1" selected>1<option value="?page=2">2</select>',
            "https://s.example/hats?page=2",
            id="a drop-down of addresses",
        ),
        pytest.param(
            '<form><select name="page"><option value="1">Page 1 of 2<option value="2">Page 2 of 2</select></form>',
            "https://s.example/hats?page=2",
            id="a drop-down of numbers",
        ),
        pytest.param(
            '<form action="/hats"><input type="hidden" name="c" value="7"><input type="hidden" name="page" value="2">'
            "<button>Next page</button></form>",
            "https://s.example/hats?c=7&page=2",
            id="a form that asks for it",
        ),
        pytest.param(
            '<form method="post"><input type="hidden" name="page" value="2"><button>Next</button></form>',
            None,
            id="a form that posts",
        ),
        pytest.param(
            '<select name="qty"><option value="1">1<option value="2">2</select>', None, id="a drop-down of quantities"
        ),
        pytest.param(
            '<div class="pager"><a class="next" href="/caps?o=3">›</a></div>', None, id="another list's pager"
        ),
        pytest.param('<a href="/caps">Next ></a>', None, id="the next category"),
        pytest.param('<a rel="next" href="/p/green">green hat</a>', None, id="the next product"),
        pytest.param(
            '<a href="?size=12">12</a> <a href="?size=24">24</a> <a href="?size=48">48</a>', None, id="products a page"
        ),
        pytest.param('<a href="?w=38">38</a> <a href="?w=39">39</a> <a href="?w=40">40</a>', None, id="sizes"),
        pytest.param('<a href="#">1</a><a class="active" href="#">2</a>', None, id="the last page, by a script"),
        pytest.param("", None, id="nothing"),
    ],
)
def test_the_next_page_is_told_by_the_pager(pager: str, expected: str | None) -> None:
    assert next_page(pager) == expected


@pytest.mark.parametrize(
    "word",
    [
        *("Next", "Nächste Seite", "Weiter »", "Suivant", "Siguiente", "Avanti", "Volgende", "Próxima", "Następna"),
        *("Další", "Nästa", "Næste", "Seuraava", "Sonraki", "Следующая", "Наступна", "Következő", "Următoarea"),
        *("Επόμενη", "次へ", "下一页", "다음", "›", "»", ">", "→"),
    ],
)
def test_next_is_known_in_many_languages(word: str) -> None:
    assert next_page(f'<a href="/hats?page=2">{word}</a>') == "https://s.example/hats?page=2"


@pytest.mark.parametrize(
    "pager",
    [
        '<a href="?page=1">1</a> <a href="?page=2">2</a> <span>3</span>',
        '<a href="?page=2">«</a> <a href="?page=1">1</a> <a href="?page=2">2</a> <a class="on" href="?page=3">3</a>',
        '<a href="?page=1">1</a> <a href="?page=2">2</a> <a href="?page=3">3</a>',
        '<a class="next disabled" href="?page=3">Next</a>',
    ],
)
def test_the_last_page_has_no_next(pager: str) -> None:
    assert next_page(pager, url="https://s.example/hats?page=3") is None


@pytest.mark.parametrize(
    ("beyond", "expected"),
    [
        ('<a href="?page=6">Next »</a>', "https://s.example/hats?page=6"),
        ('<a rel="next" href="?page=6">&gt;</a>', "https://s.example/hats?page=6"),
        ('<a href="?page=5">Next »</a>', None),
        ('<a href="?page=12">Next »</a>', None),
        ('<a href="/caps?page=6">Next »</a>', None),
    ],
)
def test_pager_that_shows_a_few_numbers_at_a_time_goes_on(beyond: str, expected: str | None) -> None:
    numbers = "".join(f'<a href="?page={number}">{number}</a> ' for number in range(1, 5))
    assert next_page(f"<div>{numbers}<b>5</b> {beyond}</div>", url=f"{URL}?page=5") == expected


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ('<link rel="next" href="https://s.example/hats?page=2">', "https://s.example/hats?page=2"),
        ('<link rel="next" href="https://s.example/hats">', None),
        ('<link rel="next" href="https://other.example/hats?page=2">', None),
        ('<link rel="next" href="javascript:next()">', None),
    ],
)
def test_a_declared_next_page_is_believed_within_the_site(head: str, expected: str | None) -> None:
    assert next_page("", head=head) == expected


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        ('{"currentPage": 1, "totalPages": 3, "page": 1}', "https://s.example/hats?page=2"),
        ('{"page": 1, "pageSize": 3, "totalCount": 7}', "https://s.example/hats?page=2"),
        ('{"page": 1, "pageSize": 3, "totalCount": 3}', None),
        ('{"currentPage": 3, "totalPages": 3, "page": 3}', None),
        ('{"page": 1, "pageSize": 20, "totalCount": 700}', None),
    ],
)
def test_embedded_state_says_whether_more_follows(state: str, expected: str | None) -> None:
    assert next_page(f'<script type="application/json">{state}</script>') == expected
