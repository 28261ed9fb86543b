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
_TEXT = r"[^>]{0,100}>\s*(?:<!\[CDATA\[\s*)?"
_MARKS = re.compile(rf"<loc{_TEXT}([^<\]\s]{{1,2000}})|<lastmod{_TEXT}([\w:.+-]{{4,40}})|<(?:url|sitemap)\b", re.ASCII)
_LINE = re.compile(r"^https?://\S{1,2000}$", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sitemap:
    """A sitemap's entries: further `sitemaps` of an index, or `urls` of pages.

    `lastmods` says beside each of `urls` when its page changed last, as the sitemap writes it; it holds "" for a page
    of which nothing is said, and nothing at all where nothing is said of any.
    """

    sitemaps: tuple[str, ...] = ()
    urls: tuple[str, ...] = ()
    lastmods: tuple[str, ...] = ()


def read_sitemap(page: Page) -> Sitemap:
    """Read an index or a URL set; empty where the page is neither.

    >>> index = "<sitemapindex><sitemap><loc>http://s.example/a.xml</loc></sitemap></sitemapindex>"
    >>> read_sitemap(Page(url="http://s.example/sitemap.xml", text=index)).sitemaps
    ('http://s.example/a.xml',)
    """
    head = page.text[:2000].lower()
    if "<sitemapindex" in head:
        return Sitemap(sitemaps=tuple(_read_entries(page.text)))
    if "<urlset" in head:
        entries = _read_entries(page.text)
        return Sitemap(urls=tuple(entries), lastmods=tuple(entries.values()) if any(entries.values()) else ())
    if "<" not in head:
        return Sitemap(urls=tuple(match.group() for match in islice(_LINE.finditer(page.text), MOST_URLS)))
    return Sitemap()


def _read_entries(text: str) -> dict[str, str]:
    """Return the addresses with what is said of each; the date may stand before its address or after it."""
    found: dict[str, str] = {}
    url = date = ""
    for mark in _MARKS.finditer(text):
        location, lastmod = mark.groups()
        if location:
            url = unescape(location)
            if url.startswith(("http://", "https://")):
                found.setdefault(url, date)
            if len(found) >= MOST_URLS:
                break
        elif lastmod and url in found:
            found[url] = found[url] or lastmod
        else:
            date = lastmod or ""
        url = url if location or lastmod else ""
    return found
