"""Links that a page asks not to be followed, each by itself: https://html.spec.whatwg.org/#link-type-nofollow."""

from __future__ import annotations

from crawler.reading.markup.document import Document

MOST = 500
_RELATED = '[rel~="nofollow" i]'
_METHODS = tuple(f'[{name}]:not([{name}="get" i]):not([{name}=""])' for name in ("data-method", "data-turbo-method"))
_MARKED = ",".join(f"a[href]{mark}" for mark in (_RELATED, *_METHODS))
_PLAIN = f"a[href]:not({_RELATED}):not([data-method]):not([data-turbo-method])"


def list_nofollow(document: Document) -> frozenset[str]:
    """Return the absolute URLs of links that are marked wherever they stand on the page.

    A link that scripts turn into something else than a request for a page (`data-method`) counts as well.
    """
    marked = _list_hrefs(document, _MARKED)
    if not marked:
        return frozenset()
    plain = _list_hrefs(document, _PLAIN)
    return frozenset(url for href in sorted(marked - plain)[:MOST] if (url := document.join(href)))


def _list_hrefs(document: Document, selector: str) -> set[str]:
    return {link.attributes["href"] or "" for link in document.tree.css(selector)}
