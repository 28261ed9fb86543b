"""What a page calls itself: its headings and titles."""

from __future__ import annotations

from functools import lru_cache

from crawler.reading.document import Document
from crawler.reading.structured import read_metas
from crawler.reading.text import clean_name, text_of


@lru_cache(maxsize=1)
def page_names(document: Document) -> frozenset[str]:
    """Return the texts of the page's main headings and its title for sharing, case-folded."""
    texts = [text_of(node, limit=100) for node in document.tree.css("h1")[:10]]
    texts.append(read_metas(document).get("og:title", ""))
    return frozenset(name.casefold() for text in texts if (name := clean_name(text)))
