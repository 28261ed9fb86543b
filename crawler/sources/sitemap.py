"""Sitemaps: https://www.sitemaps.org/protocol.html (indexes, URL sets, plain text lists).

Read by pattern, not by an XML parser: a bomb has nothing to unfold, and a broken file still yields what it holds.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape
from itertools import islice

from crawler.pages import Page

MOST_URLS = 50_000
"""The protocol's own limit for one file."""
_LOC = re.compile(r"<loc[^>]{0,100}>\s*(?:<!\[CDATA\[)?\s*([^<\]\s]{1,2000})")
_LINE = re.compile(r"^https?://\S{1,2000}$", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sitemap:
    """A sitemap's entries: further `sitemaps` of an index, or `urls` of pages."""

    sitemaps: tuple[str, ...] = ()
    urls: tuple[str, ...] = ()


def read_sitemap(page: Page) -> Sitemap:
    """Read an index or a URL set; empty where the page is neither.

    >>> index = "<sitemapindex><sitemap><loc>http://s.example/a.xml</loc></sitemap></sitemapindex>"
    >>> read_sitemap(Page(url="http://s.example/sitemap.xml", text=index)).sitemaps
    ('http://s.example/a.xml',)
    """
    head = page.text[:2000].lower()
    if "<sitemapindex" in head:
        return Sitemap(sitemaps=_locations(page.text))
    if "<urlset" in head:
        return Sitemap(urls=_locations(page.text))
    if "<" not in head:
        return Sitemap(urls=tuple(match.group() for match in islice(_LINE.finditer(page.text), MOST_URLS)))
    return Sitemap()


def _locations(text: str) -> tuple[str, ...]:
    found = (unescape(match.group(1)) for match in islice(_LOC.finditer(text), MOST_URLS))
    return tuple(dict.fromkeys(url for url in found if url.startswith(("http://", "https://"))))
