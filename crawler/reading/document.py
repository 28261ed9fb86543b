"""A page parsed once for all readers."""

from __future__ import annotations

from functools import cached_property
from urllib.parse import urljoin

from selectolax.lexbor import LexborHTMLParser

from crawler.pages import Page
from crawler.reading.nesting import cut_nesting


class Document:
    """Parses a page's HTML; readers share it and must not change its tree.

    `base` is what relative links join to: the page's `<base href>`, else its URL.
    """

    def __init__(self, page: Page) -> None:
        self.page = page
        self.tree = LexborHTMLParser(cut_nesting(page.text))

    @cached_property
    def base(self) -> str:
        node = self.tree.css_first("base[href]")
        href = (node.attributes.get("href") or "") if node else ""
        return self.join(href, base=self.page.url) or self.page.url

    def join(self, href: str | None, *, base: str | None = None) -> str | None:
        """Return an absolute http(s) URL without fragment; None for anything that cannot be asked for."""
        href = (href or "").strip()
        if not href or href.startswith("#"):
            return None
        try:
            url = urljoin(base or self.base, href).partition("#")[0]
        except ValueError:
            return None
        return url if url.lower().startswith(("http://", "https://")) else None
