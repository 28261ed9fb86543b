from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.pages import Page
from crawler.sources.sitemap import MOST_URLS, Sitemap, read_sitemap

A, B = "https://shop.example/a", "https://shop.example/b?x=1&y=2"


def read(text: str) -> Sitemap:
    return read_sitemap(Page(url="https://shop.example/sitemap.xml", text=text))


@pytest.mark.parametrize(
    ("text", "sitemap"),
    [
        (
            f"<urlset><url><loc>{A}</loc></url><url><loc> {B.replace('&', '&amp;')} </loc></url></urlset>",
            Sitemap(urls=(A, B)),
        ),
        (f"<urlset><url><loc><![CDATA[{A}]]></loc><image:loc>{B}</image:loc></url></urlset>", Sitemap(urls=(A,))),
        (f"<urlset><url><loc>{A}</loc></url><url><loc>{A}</loc></url><url><loc>", Sitemap(urls=(A,))),
        (f"<sitemapindex><sitemap><loc>{A}</loc></sitemap></sitemapindex>", Sitemap(sitemaps=(A,))),
        (f"{A}\n{B}\nnot a URL\n", Sitemap(urls=(A, B))),
        (
            f"<urlset><url><lastmod>2026-01-02</lastmod><loc>{A}</loc></url><url><loc>/b</loc><lastmod>2026</lastmod></url>"
            "<url><loc>https://shop.example/c</loc></url>"
            "<url><loc>https://shop.example/d</loc><lastmod><![CDATA[2026-01-02T03:04:05+01:00]]></lastmod></url>"
            "</urlset>",
            Sitemap(
                urls=(A, "https://shop.example/c", "https://shop.example/d"),
                lastmods=("2026-01-02", "", "2026-01-02T03:04:05+01:00"),
            ),
        ),
        ("<urlset><url><loc>javascript:alert(1)</loc></url><url><loc>/relative</loc></url></urlset>", Sitemap()),
        ("<html><body>Not found</body></html>", Sitemap()),
        ("", Sitemap()),
    ],
    ids=[
        "entities",
        "cdata and images",
        "twice and cut off",
        "index",
        "plain text",
        "dates of change",
        "no addresses",
        "a page",
        "nothing",
    ],
)
def test_sitemaps(text: str, sitemap: Sitemap) -> None:
    assert read(text) == sitemap


def test_entities_are_not_unfolded() -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><urlset><url><loc>https://s.example/&b;</loc></url></urlset>'
    assert read(bomb).urls == ("https://s.example/&b;",)


def test_no_more_than_the_protocol_allows() -> None:
    text = (
        "<urlset>" + "".join(f"<loc>https://s.example/{number}</loc>" for number in range(MOST_URLS + 9)) + "</urlset>"
    )
    assert len(read(text).urls) == MOST_URLS


@given(st.text() | st.text().map(lambda text: f"<urlset><loc>{text}</loc>"))
def test_any_text_can_be_read(text: str) -> None:
    read(text)
