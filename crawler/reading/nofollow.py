"""Links that a page asks not to be followed, each by itself: https://html.spec.whatwg.org/#link-type-nofollow."""

from __future__ import annotations

from crawler.reading.document import Document

MOST = 500
_RELATED = '[rel~="nofollow" i]'
_METHODS = tuple(f'[{name}]:not([{name}="get" i]):not([{name}=""])' for name in ("data-method", "data-turbo-method"))
_MARKED = ",".join(f"a[href]{mark}" for mark in (_RELATED, *_METHODS))
_PLAIN = f"a[href]:not({_RELATED}):not([data-method]):not([data-turbo-method])"


def list_nofollow(document: Document) -> frozenset[str]:
    """Return the absolute URLs of links that are marked wherever they stand on the page.

    A link that scripts turn into something else than a request for a page (`data-method`) counts as well.
    """
    marked = _list_urls(document, _MARKED)
    return frozenset(sorted(marked - _list_urls(document, _PLAIN))[:MOST]) if marked else frozenset()


def _list_urls(document: Document, selector: str) -> set[str]:
    links = document.tree.css(selector)
    return {url for link in links if (url := document.join(link.attributes["href"]))}
