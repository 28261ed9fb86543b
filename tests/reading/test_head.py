"""What a page says of itself to machines."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.pages import Page
from crawler.reading.data.head import read_head
from crawler.reading.markup.document import Document
from crawler.sightings import Head


def read(html: str, headers: Mapping[str, str] | None = None) -> Head:
    return read_head(Document(Page(url="https://shop.example/a/b", text=html, headers=headers or {})))


def test_whole_head() -> None:
    html = """<html lang="de-AT"><head><base href="/c/"><title> Nüsse &amp;\n Bolzen </title>
    <link rel="Canonical" href="d#e">
    <link rel="alternate" hreflang="en" href="/en"><link rel="alternate" hreflang="x-default" href="/">
    <link rel="alternate" href="/feed">
    <meta name="ROBOTS" content="NoIndex, follow"></head><body><svg><title>icon</title></svg>"""
    assert read(html) == Head(
        title="Nüsse & Bolzen",
        canonical="https://shop.example/c/d",
        language="de-AT",
        alternates=(("en", "https://shop.example/en"), ("x-default", "https://shop.example/")),
        noindex=True,
    )


@pytest.mark.parametrize(
    ("html", "header", "rules"),
    [
        ("", "noindex", (True, False)),
        ("", "max-snippet: 5, nofollow", (False, True)),
        ("", "otherbot: noindex", (False, False)),
        ("", "otherbot: noindex\nnone", (True, True)),
        ("", "gapfinder: noindex", (True, False)),
        ('<meta name="Gapfinder" content="nofollow">', "", (False, True)),
        ('<meta name="robots" content="none">', "", (True, True)),
        ('<meta name="otherbot" content="noindex">', "", (False, False)),
        ('<meta name="robots" content="index,follow">', "", (False, False)),
    ],
)
def test_robots(html: str, header: str, rules: tuple[bool, bool]) -> None:
    head = read(html, {"x-robots-tag": header})
    assert (head.noindex, head.nofollow) == rules


@pytest.mark.parametrize(
    "html", ["", "<title></title>", '<html lang="??">', '<link rel=canonical href="javascript:x">']
)
def test_nothing_said(html: str) -> None:
    assert read(html) == Head()


@settings(deadline=None)
@given(st.text(), st.text())
def test_any_text_can_be_read(html: str, header: str) -> None:
    read(html, {"x-robots-tag": header})
    read(f'<html lang="{html}"><title>{html}</title><link rel=canonical href="{html}">')
