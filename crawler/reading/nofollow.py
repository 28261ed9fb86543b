"""Links that a page asks not to be followed, each by itself: https://html.spec.whatwg.org/#link-type-nofollow.

Read from the text, because hardly any page has such links and none is to be built a second time for them.
"""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import urljoin

from crawler.pages import Page

MOST = 500
LONGEST_TAG = 3_000
_HREF = re.compile(r"""\shref\s{0,5}=\s{0,5}(?:"([^"]*)"|'([^']*)'|([^\s>"']+))""", re.IGNORECASE)
_REL = re.compile(r"""\srel\s{0,5}=\s{0,5}(?:"([^"]*)"|'([^']*)'|([^\s>"']+))""", re.IGNORECASE)
_METHOD = re.compile(r"""\sdata-(?:turbo-)?method\s{0,5}=\s{0,5}["']?(?!get\b)[a-z]""", re.IGNORECASE)
_BASE = re.compile(r"""<base\s[^>]{0,500}?href\s{0,5}=\s{0,5}["']?([^"'\s>]{1,1000})""", re.IGNORECASE)
_MARKS = ("nofollow", "NOFOLLOW", "NoFollow", "Nofollow", "-method")


def list_nofollow(page: Page) -> frozenset[str]:
    """Return the absolute URLs of links that are marked wherever they stand on the page.

    A link that scripts turn into something else than a request for a page (`data-method`) counts as well.
    """
    if not any(mark in page.text for mark in _MARKS):
        return frozenset()
    base = _BASE.search(page.text[:20_000])
    root = _join(page.url, unescape(base.group(1))) if base else page.url
    marked: set[str] = set()
    plain: set[str] = set()
    for tag in _list_tags(page.text):
        href = _value(_HREF, tag)
        if href:
            (marked if _is_marked(tag) else plain).add(href)
    return frozenset(_join(root, unescape(href)) for href in sorted(marked - plain)[:MOST]) - {""}


def _list_tags(text: str) -> list[str]:
    """Return the opening tags of links, without what names the element.

    >>> _list_tags('<a href="/x">X</a><abbr>A</abbr><A rel=nofollow href=/y>')
    [' href="/x"', ' rel=nofollow href=/y']
    """
    pieces = text.replace("<A", "<a").split("<a")[1:]
    return [piece[:LONGEST_TAG].partition(">")[0] for piece in pieces if piece[:1].isspace()]


def _is_marked(tag: str) -> bool:
    return "nofollow" in _value(_REL, tag).lower().split() or bool(_METHOD.search(tag))


def _value(pattern: re.Pattern[str], tag: str) -> str:
    found = pattern.search(tag)
    return next((text.strip() for text in found.groups() if text), "") if found else ""


def _join(base: str, href: str) -> str:
    try:
        return urljoin(base, href).partition("#")[0]
    except ValueError:
        return ""
