"""Links that a page asks not to be followed, each by itself: https://html.spec.whatwg.org/#link-type-nofollow."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from crawler.reading.markup.document import Document

MOST = 500
_METHODS = ("data-method", "data-turbo-method")
_MARKS = frozenset({"rel", *_METHODS})


def list_nofollow(document: Document) -> frozenset[str]:
    """Return the absolute URLs of links that are marked wherever they stand on the page.

    A link that scripts turn into something else than a request for a page (`data-method`) counts as well.
    """
    plain, marked = split_hrefs(document)
    return frozenset(url for href in sorted(marked - plain.keys())[:MOST] if (url := document.join(href)))


@lru_cache(maxsize=1)
def split_hrefs(document: Document) -> tuple[Mapping[str, None], frozenset[str]]:
    """Return what links lead to, as it is written: where no mark forbids it, in page order, and where one does.

    What is in both is forbidden in one place and allowed in another.
    """
    plain: dict[str, None] = {}
    marked: set[str] = set()
    for link in document.tree.css("a[href], area[href]"):
        attributes = link.attributes
        href = attributes["href"] or ""
        if attributes.keys().isdisjoint(_MARKS) or not _is_marked(attributes):
            plain[href] = None
        else:
            marked.add(href)
    return plain, frozenset(marked)


def _is_marked(attributes: Mapping[str, str | None]) -> bool:
    if "nofollow" in (attributes.get("rel") or "").lower().split():
        return True
    return any((attributes.get(name) or "get").lower() != "get" for name in _METHODS)
