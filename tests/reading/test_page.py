"""All readers together: on one page, on anything, within bounds."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.pages import Page
from crawler.reading.page import read_page
from crawler.sightings import Kind, Sighting

URL = "https://www.shop.example/bolts"


@pytest.mark.parametrize("content_type", ["application/pdf", "image/png", "application/json"])
def test_what_is_no_page_holds_nothing(content_type: str) -> None:
    page = Page(url=URL, text="<nav><a href=/a>A</a></nav>", headers={"content-type": content_type})
    assert read_page(page) == Sighting(url=URL, kind=Kind.OTHER)


@pytest.mark.parametrize("text", ['{"a": "<a href=/b>b</a>"}', "[1, 2]"])
def test_data_sent_as_a_page_holds_nothing(text: str) -> None:
    assert read_page(Page(url=URL, text=text)) == Sighting(url=URL, kind=Kind.OTHER)


@given(st.text(max_size=600), st.sampled_from([200, 403, 404, 503]))
@settings(deadline=None, max_examples=80)
def test_any_text_can_be_read(text: str, status: int) -> None:
    assert read_page(Page(url=URL, text=text, status=status)).url == URL


@given(st.binary(max_size=400))
@settings(deadline=None, max_examples=40)
def test_any_bytes_can_be_read(body: bytes) -> None:
    read_page(Page(url=URL, text=f"<html><body>{body.decode('latin-1')}"))


@pytest.mark.parametrize("url", ["", "x", "https://shop.example"])
def test_any_address_can_be_read(url: str) -> None:
    read_page(Page(url=url, text="<nav><ul><li><a href=/a>Bolts</a><li><a href='http://[x'>Nuts</a></ul></nav>"))


@pytest.mark.parametrize(
    "text",
    [
        "<ul><li>" * 125_000,
        "<div>" * 200_000,
        "<b><p>" * 150_000,
        "<a href=x>y</a>" * 70_000,
        "<!--" * 200_000,
        "&" * 500_000,
    ],
    ids=["lists", "divs", "formatting", "links", "comments", "entities"],
)
def test_work_is_bounded(text: str) -> None:
    started = time.process_time()
    read_page(Page(url=URL, text=text))
    assert time.process_time() - started < 8
