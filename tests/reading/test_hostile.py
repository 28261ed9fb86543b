"""What pages cost that were made to cost much: time in proportion to their size, and little of it; never an exception.

Times are of this process alone, and the best of a few, so that a busy machine does not fail a test.
"""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.pages import Page
from crawler.reading.markup.nesting import cut_nesting
from crawler.reading.page import read_page
from crawler.reading.patience import OutOfPatience, wait_with
from crawler.reading.site_reader import SiteReader
from tests.reading.hostile_pages import SHAPES

URL = "https://www.shop.example/bolts"
SMALL, LARGE = 12_000, 60_000
"""Characters; five times as much may take ten times as long."""
MOST_GROWTH = 10.0
ALLOWANCE = 0.2
"""Seconds that tell nothing about growth."""
MOST_SECONDS = 4.0
TRIES = 3


def time_of(read: Callable[[Page], object], *texts: str) -> float:
    """Return the seconds that it takes to read pages."""
    started = time.process_time()
    for number, text in enumerate(texts):
        read(Page(url=f"{URL}/{number}", text=text))
    return time.process_time() - started


@pytest.mark.parametrize("name", SHAPES)
def test_time_grows_with_size_alone(name: str) -> None:
    small, large = (SHAPES[name](size) for size in (SMALL, LARGE))
    for _ in range(TRIES):
        took = time_of(read_page, large)
        # what takes so little is not worth being compared
        at_most = ALLOWANCE if took <= ALLOWANCE else time_of(read_page, small) * MOST_GROWTH + ALLOWANCE
        if took <= min(MOST_SECONDS, at_most):
            return
    assert took <= min(MOST_SECONDS, at_most)


@pytest.mark.parametrize("name", SHAPES)
def test_a_site_of_such_pages_costs_no_more_than_its_pages(name: str) -> None:
    texts = [f"<title>{number}</title>{SHAPES[name](SMALL)}" for number in range(4)]
    for _ in range(TRIES):
        took = time_of(SiteReader().read, *texts)
        at_most = ALLOWANCE if took <= ALLOWANCE else 4 * time_of(read_page, texts[0]) * 3 + ALLOWANCE
        if took <= at_most:
            return
    assert took <= at_most


FOOLED = {
    "an end tag in a comment": "<div><!--</div>-->",
    "an end tag in an attribute": "<div><br title='</div>'>",
    "an end tag in a bogus comment": "<div><!</div>",
    "an end tag in a script": "<div><script></div></script>",
    "an end tag in an escaped script": "<div><script><!--<script></script></div>--></script>",
    "an end tag in a title": "<div><title></div></title>",
    "a form's end tag": "<form><div></form>",
    "a picture that ended": "<svg><span></svg>",
    "an end tag in a style in a picture": "<div><svg><p><style></div></style>",
    "an end tag in a comment in a style in a picture": "<div><svg><style><!--</style></svg></div>-->",
    "an end tag in data in a picture": "<div><svg><![CDATA[></svg></div>]]>",
    "an end tag in foreign content": "<div><svg><foreignObject></div>",
    "a letter that is no K": "<lin\u212a>",
    "a name that begins like one of a paragraph": "<p_>",
}


@pytest.mark.parametrize("piece", FOOLED.values(), ids=FOOLED)
def test_no_markup_hides_how_deep_it_nests(piece: str) -> None:
    assert len(cut_nesting(piece * 20_000)) < len(piece) * 2_000


@pytest.mark.parametrize(
    "text",
    [
        "<div><b>Bolts</b></div>" * 20_000,
        "<table>" + "<tr><td><font size=2>Bolts</td></tr>" * 8_000 + "</table>",
        "<ul>" + "<li>Bolts" * 20_000 + "</ul>",
        "<svg>" + '<path d="M0 0"/>' * 20_000 + "</svg>",
        "<p>" + "Bolts<br>" * 20_000,
        "<div><!-- <div> --><script>'<div>'</script></div>" * 8_000,
        "".join(f'<strong id="price-{number}">9.90</strong>' for number in range(8_000)),
        "<select>" + "<option>Bolts</option>" * 4_000 + "</select>",
        "<html><body class=x>" + "<p>Bolts</p>" * 9_000,
    ],
    ids=["divs", "old tables", "open items", "a drawing", "lines", "scripts", "prices", "options", "paragraphs"],
)
def test_large_pages_are_read_whole(text: str) -> None:
    assert cut_nesting(text) == text


def test_who_waits_may_lose_patience() -> None:
    calls = iter(range(3))

    def lose_it() -> None:
        if next(calls) == 2:
            raise OutOfPatience("enough")

    with pytest.raises(OutOfPatience), wait_with(lose_it):
        read_page(Page(url=URL, text="<h1>Bolts</h1>"))
    assert read_page(Page(url=URL, text="<h1>Bolts</h1>")).url == URL


PIECES = st.sampled_from([shape(120) for shape in SHAPES.values()])


@given(st.lists(PIECES | st.text(max_size=40), max_size=8).map("".join))
@settings(deadline=None, max_examples=60)
def test_any_mixture_can_be_read(text: str) -> None:
    assert read_page(Page(url=URL, text=text)).url == URL


@given(st.lists(st.lists(PIECES | st.text(max_size=40), max_size=3).map("".join), min_size=4, max_size=6))
@settings(deadline=None, max_examples=20)
def test_any_row_of_pages_can_be_read(texts: list[str]) -> None:
    reader = SiteReader()
    for number, text in enumerate(texts):
        url = f"{URL}/{number}"
        assert reader.read(Page(url=url, text=text)).url == url
