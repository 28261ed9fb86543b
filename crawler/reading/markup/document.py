"""A page parsed once for all readers."""

from __future__ import annotations

import re
from collections.abc import Mapping, Set
from functools import cached_property
from urllib.parse import urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser

from crawler.pages import Page
from crawler.reading.markup.nesting import cut_nesting
from crawler.reading.markup.outline import Outline

_PLAIN = re.compile(r"(?:/(?!/)|https?://[a-z0-9.-]+(?::\d+)?(?:/|$))[\w/%&=?+,.~!$'()*:@|\[\]-]*", re.ASCII)


class Document:
    """Parses a page's HTML; readers share it and must not change its tree.

    `base` is what relative links join to: the page's `<base href>`, else its URL. `frame_urls` are those that lead
    off the page from what was cut out of it: see `crawler.reading.known.frame`.
    """

    marks: Mapping[str, str] | None = None
    """What names the page's template gives to its elements, where that is known: see `crawler.reading.markup.marks`."""

    def __init__(self, page: Page, *, frame_urls: Set[str] = frozenset()) -> None:
        self.page = page
        self.frame_urls = frame_urls
        self.tree = LexborHTMLParser(cut_nesting(page.text))
        self._joined: dict[str, str | None] = {}

    @cached_property
    def base(self) -> str:
        node = self.tree.css_first("base[href]")
        href = (node.attributes.get("href") or "") if node else ""
        return self.join(href, base=self.page.url) or self.page.url

    @cached_property
    def outline(self) -> Outline:
        body = self.tree.body
        return Outline(body.html or "" if body is not None else "")

    def join(self, href: str | None, *, base: str | None = None) -> str | None:
        """Return an absolute http(s) URL without fragment; None for anything that cannot be asked for."""
        href = (href or "").strip()
        if not href or href.startswith("#"):
            return None
        if base is not None:
            return self._join(href, base)
        # several readers ask for the same links
        if href not in self._joined:
            self._joined[href] = self._join_plain(href) or self._join(href, self.base)
        return self._joined[href]

    def _join_plain(self, href: str) -> str | None:
        """Join what most links are, a path from the root or a whole address, in a fraction of the time."""
        if "/." in href or href[-1] == "?" or not _PLAIN.fullmatch(href):
            return None
        return href if href[0] != "/" else self._origin + href

    @cached_property
    def _origin(self) -> str:
        bits = urlsplit(self.base)
        return f"{bits.scheme}://{bits.netloc}"

    @staticmethod
    def _join(href: str, base: str) -> str | None:
        try:
            url = urljoin(base, href).partition("#")[0]
        except ValueError:
            return None
        return url if url.lower().startswith(("http://", "https://")) else None
