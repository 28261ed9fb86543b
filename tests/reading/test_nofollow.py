from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.pages import Page
from crawler.reading.links.nofollow import list_nofollow
from crawler.reading.markup.document import Document

SHOP = "https://shop.example"


@pytest.mark.parametrize(
    ("text", "paths"),
    [
        ('<a href="/x" rel="nofollow">X</a><a href="/y">Y</a>', ["/x"]),
        ("<A HREF=x REL=nofollow>X</A>", ["/tools/x"]),
        ("<a rel='noopener NOFOLLOW' href='/x?a=1&amp;b=2#top'>X</a>", ["/x?a=1&b=2"]),
        ('<a href="/x" rel="nofollow"><img></a><h3><a href="/x">X</a></h3>', []),
        ('<base href="/shop/"><a href="x" rel="nofollow">X</a>', ["/shop/x"]),
        ('<a href="/x" data-method="delete" rel="nofollow">X</a><a href="/y" data-method="get">Y</a>', ["/x"]),
        ('<a href="/x" data-turbo-method=post>X</a>', ["/x"]),
        ('<abbr href="/x" rel="nofollow">X</abbr><p>nofollow</p><a class="nofollow" href="/y">Y</a>', []),
        ('<a rel="nofollow">X</a><a href="http://[x" rel="nofollow">X</a><a href="/x" rel="nofollow', []),
        ("<p>Nothing.</p>", []),
    ],
)
def test_links_that_are_not_to_be_followed(text: str, paths: list[str]) -> None:
    found = list_nofollow(Document(Page(url=f"{SHOP}/tools/", text=text)))
    assert found == frozenset(SHOP + path for path in paths)


@given(st.text(alphabet="<a href=\"x>rel=nofollow'/ base-method", max_size=300))
def test_any_text_can_be_read(text: str) -> None:
    assert isinstance(list_nofollow(Document(Page(url=SHOP, text=text))), frozenset)
