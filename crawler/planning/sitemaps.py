"""Which sitemaps are asked for: a bounded number, once each, and those that only list products by choice."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from crawler.pages import Link, Why
from crawler.urls import fold_url, segments_of
from crawler.words import read_words

MOST = 50
DEEPEST = 3
GOODS, SHELVES = (frozenset(read_words("links")[key]) for key in ("goods", "shelves"))


class Sitemaps:
    """Keeps count of the sitemaps of one site."""

    def __init__(self) -> None:
        self._known: set[str] = set()

    def follow(self, urls: Iterable[str], *, depth: int) -> Iterator[Link]:
        """Give links to those sitemaps that are new and within bounds; `depth` counts from 1."""
        for url in urls if depth <= DEEPEST else ():
            key = fold_url(url)
            if len(self._known) < MOST and key not in self._known:
                self._known.add(key)
                yield Link(url=url, why=Why.SITEMAP, depth=depth, goods=names_goods(url))


def names_goods(sitemap: str) -> bool:
    """Say whether a sitemap's own name says that it lists products, or pictures and articles.

    >>> names_goods("https://shop.example/sitemap_products_1.xml"), names_goods("https://shop.example/product-sitemap.xml")
    (True, True)
    >>> names_goods("https://shop.example/product-category-sitemap.xml"), names_goods("https://shop.example/sitemap.xml")
    (False, False)
    """
    words = set(re.split(r"[^a-z]+", "".join(segments_of(sitemap)[-1:])))
    return bool(words & GOODS) and words.isdisjoint(SHELVES)
