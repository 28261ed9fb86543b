"""What `gapfinder extract` says of a page."""

from __future__ import annotations

import pytest

from crawler.pages import Page
from gapfinder.extracting import extract_page

NOTHING = {"title": "Saws", "products": [], "subcategories": [], "next_page": None}


@pytest.mark.parametrize(
    ("last", "listing"),
    [
        ("<b>Saws</b>", NOTHING),
        ('<a href="/saws?from=menu">Saws</a>', NOTHING),
        ('<a href="/hand-tools">Hand tools</a>', None),
    ],
)
def test_page_that_lists_nothing_has_a_title(last: str, listing: object) -> None:
    text = f'<div class="breadcrumb"><a href="/">Home</a> / <a href="/tools">Tools</a> / {last}</div><h1>Saws</h1>'
    shown = extract_page(Page(url="https://shop.example/saws", text=text), name="saws.html")
    assert shown["listing"] == listing
