"""The links of a page's content, and the marks of its template."""

from __future__ import annotations

import time
from urllib.parse import urljoin

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.pages import Page
from crawler.reading.layout.skeleton import MOST_MARKS, read_skeleton
from crawler.reading.links.links import MOST_LINKS, read_links
from crawler.reading.markup.document import Document
from crawler.sightings import Crumb

URL = "https://www.shop.example/bolts/"


def document(html: str) -> Document:
    return Document(Page(url=URL, text=html))


def test_links_come_in_page_order_with_the_content_first() -> None:
    html = """<nav><a href="/menu">Menu entry</a></nav><main>
      <a href="hex">Hex bolts</a> <a href="/nuts#top"><img alt="Nuts"></a> <a href="/nuts">Nuts again</a>
      <a href="https://shop.example/washers">Washers</a> <a rel="nofollow" href="/cart?add=1">Add</a>
      <a href="https://elsewhere.example/">Elsewhere</a> <a href="mailto:a@b.example">Mail</a>
      <a href="javascript:go()">Go</a>
      <a href="#top">Up</a> <a href="http://[bad">Bad</a> <a href="/empty"></a></main>
      <footer><a href="/terms">Terms</a></footer>"""
    assert read_links(document(html)) == (
        Crumb(name="Hex bolts", url="https://www.shop.example/bolts/hex"),
        Crumb(name="Nuts", url="https://www.shop.example/nuts"),
        Crumb(name="Washers", url="https://shop.example/washers"),
        Crumb(name="", url="https://www.shop.example/empty"),
        Crumb(name="Menu entry", url="https://www.shop.example/menu"),
        Crumb(name="Terms", url="https://www.shop.example/terms"),
    )


@given(
    start=st.sampled_from(["/", "http://a.example", "https://a.example:80/", "HTTP://a.example/", "//a.example/", ""]),
    rest=st.text("/?=&%.~!$'()*:@|[]-+,;#ab1 \t\\é", max_size=8),
)
def test_links_are_joined_as_the_standard_library_does(start: str, rest: str) -> None:
    href = (start + rest).strip()
    try:
        joined = urljoin(URL, href).partition("#")[0]
    except ValueError:
        joined = ""
    leads = joined.lower().startswith(("http://", "https://")) and href != "" and href[0] != "#"
    assert document("").join(href) == (joined if leads else None)


@pytest.mark.parametrize("href", ["/a?", "https://a.example?", "/a/../b", "https://a.example/p[1]?u=http%3A//b|c"])
def test_links_of_rare_forms_are_joined_as_the_standard_library_does(href: str) -> None:
    assert document("").join(href) == urljoin(URL, href)


def test_links_are_bounded_in_number_and_time() -> None:
    html = "".join(f"<a href=/p/{number}>Thing {number}</a>" for number in range(100_000))
    started = time.process_time()
    assert len(read_links(document(html))) == MOST_LINKS
    assert time.process_time() - started < 5


def test_a_skeleton_is_of_the_content() -> None:
    html = """<body class="page catalog post-1234"><header class="top"><div class="logo"></div></header>
      <main class="content"><div class="grid wide"><p>Text</p></div></main><footer class="end"></footer></body>"""
    assert read_skeleton(document(html)) == {"body.page", "body.catalog", "main.content", "div.grid", "div.wide"}


def test_a_skeleton_is_bounded() -> None:
    html = "<body>" + "".join(
        f"<div class='{'abcdefghij'[number % 10]}{'xyz'[number % 3] * (number // 10)}'>" for number in range(900)
    )
    assert len(read_skeleton(document(html))) <= MOST_MARKS


@given(st.text(max_size=400))
@settings(deadline=None, max_examples=50)
def test_any_text_can_be_read(text: str) -> None:
    read_links(document(text))
    read_skeleton(document(text))
