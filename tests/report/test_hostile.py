"""Text of sites that wants to be more than text: inert in every format."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from selectolax.lexbor import LexborHTMLParser

from gapfinder.findings import Findings
from gapfinder.printable import keep_link, make_printable
from gapfinder.report import FORMATS

JOINERS = {"\N{ZERO WIDTH JOINER}", "\N{ZERO WIDTH NON-JOINER}"}
TAGS = {
    "html": {
        *("html", "head", "meta", "title", "style", "body", "header", "main", "section", "article", "nav", "footer"),
        *(
            "h1",
            "h2",
            "h3",
            "h4",
            "p",
            "span",
            "bdi",
            "strong",
            "code",
            "time",
            "a",
            "ul",
            "li",
            "dl",
            "dt",
            "dd",
            "div",
        ),
        *("table", "thead", "tbody", "tr", "th", "td", "details", "summary", "svg", "rect"),
    },
    "md": {
        *(
            "html",
            "head",
            "body",
            "h1",
            "h2",
            "h3",
            "p",
            "ul",
            "li",
            "strong",
            "a",
            "table",
            "thead",
            "tbody",
            "tr",
            "th",
            "td",
        )
    },
}
HOSTILE = [
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)> ' onmouseover='alert(1)",
    "</style><script>alert(1)</script>",
    "=cmd|' /C calc'!A0",
    "\x1b[31mred\x1b[0m\x1b]0;owned\x07 \x9b31m \x00\x08",
    "Kits](javascript:alert(1)) [x](https://evil.example) ![i](https://evil.example/i.png)",
    "[ref]: https://evil.example 'x'",
    "a | b || c `code` **bold** __x__ ~~y~~ # h <b>b</b> $x$",
    "\u202egnp.exe\u202c \u2066isolated\u2069 \u200ftext",
    "line\n\n# heading\n\n- item\r\n```\ncode\u2028more",
    "&lt;script&gt;alert(1)&lt;/script&gt; &#60;b&#62; &copy;",
    "javascript:alert(1)",
    "{{ 7 * 7 }} {% for x in y %} {# note #}",
    "\\](x) \\| \\<b>",
    "Ж" * 10_000,
    "א ב ג",
    "",
]


def find_hidden(text: str) -> set[str]:
    """Return characters that draw nothing and may steer what is around them."""
    hidden = {"Cc", "Cf", "Cs", "Co", "Cn"}
    return {char for char in text if char not in JOINERS | {"\n"} and unicodedata.category(char) in hidden}


def check_inert(findings: Findings, links: set[str | None]) -> None:
    """Check that no format holds a tag, link or character that the template does not put there."""
    written = {name: render(findings) for name, render in FORMATS.items()}
    assert {name: found for name, text in written.items() if (found := find_hidden(text))} == {}
    json.loads(written["json"])
    for name, text in (("html", written["html"]), ("md", read_markdown(written["md"]))):
        page = LexborHTMLParser(text)
        assert list_tags(page) <= TAGS[name]
        attributes = {key for node in page.css("*") for key in node.attributes}
        assert {key for key in attributes if key.startswith("on") or key in ("style", "src")} == set()
        hrefs = {node.attributes["href"] for node in page.css("a")}
        assert {href for href in hrefs if not (href or "").startswith("#")} <= links, name


def read_markdown(text: str) -> str:
    return MarkdownIt("commonmark").enable("table").enable("strikethrough").render(text)


def list_tags(page: LexborHTMLParser) -> set[str | None]:
    return {node.tag for node in page.css("*")}


def list_shown(markup: str) -> list[str]:
    return [" ".join(node.text().split()) for node in LexborHTMLParser(markup).css("h3")]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_names_are_inert(text: str, read_hostile: Callable[[str], Findings]) -> None:
    findings = read_hostile(text)
    assert all(len(gap.label) <= 160 for gap in findings.gaps)
    check_inert(findings, {site.url for site in findings.sites})
    shown = make_printable(text) or "(no name)"
    assert set(list_shown(FORMATS["html"](findings))) == {shown}
    told = read_markdown(FORMATS["md"](findings))
    assert set(list_shown(told)) == {f"1. {shown}"}


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://x.example/a_(b)?q=<i>&copy;|`", "https://x.example/a_(b)?q=<i>&copy;|`"),
        ('https://x.example/"onclick="alert(1)', 'https://x.example/"onclick="alert(1)'),
        ("HTTPS://x.example/", "HTTPS://x.example/"),
        ("javascript:alert(1)", None),
        ("JaVaScRiPt:alert(1)", None),
        ("data:text/html,<script>", None),
        ("//x.example/", None),
        ("https://x.example/\u202e", None),
        ("https://good.example@evil.example/", None),
        ("https://[x/", None),
        (f"https://x.example/{'a' * 3000}", None),
    ],
)
def test_links(url: str, shown: str | None, spell: Callable[[str, str | None], Findings]) -> None:
    assert keep_link(url) == shown
    html = FORMATS["html"](spell("Kits", keep_link(url)))
    hrefs = {node.attributes["href"] for node in LexborHTMLParser(html).css("main a")}
    assert hrefs == ({shown} if shown else set())
    markdown = read_markdown(FORMATS["md"](spell("Kits", keep_link(url))))
    assert len({node.attributes["href"] for node in LexborHTMLParser(markdown).css("a")}) == bool(shown)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    text=st.text(max_size=400),
    url=st.one_of(st.text(max_size=60), st.text(max_size=60).map("https://x.example/".__add__)),
)
def test_any_text_makes_a_readable_report(text: str, url: str, spell: Any) -> None:
    link = keep_link(url)
    findings = spell(make_printable(text), link)
    written = {name: render(findings) for name, render in FORMATS.items()}
    assert {name: found for name, told in written.items() if (found := find_hidden(told))} == {}
    page = LexborHTMLParser(written["html"])
    assert list_tags(page) <= TAGS["html"]
    assert {node.text() for node in page.css("h3")} == {make_printable(text)}
    assert {node.attributes["href"] for node in page.css("main a")} <= {link}
    assert json.loads(written["json"])["gaps"][0]["label"] == make_printable(text)
    assert list_tags(LexborHTMLParser(read_markdown(written["md"]))) <= TAGS["md"]
