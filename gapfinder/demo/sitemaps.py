"""Sitemaps of the sample shops: one file, or an index of gzip files."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from gapfinder.demo.exchange import Ask, Reply, tell_gzipped, tell_plain
from gapfinder.demo.shop import Article, Shelf

if TYPE_CHECKING:
    from gapfinder.demo.storefront import Storefront

_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_SPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
PARTS: dict[str, type] = {"/sitemaps/categories.xml.gz": Shelf, "/sitemaps/products.xml.gz": Article}


def answer_sitemap(front: Storefront, ask: Ask) -> Reply | None:
    """Answer requests for the sitemaps that the shop has; None for anything else."""
    if ask.path in front.shop.sitemaps and "index" in ask.path:
        return tell_plain(_write_index(f"{ask.base}{part}" for part in PARTS), content_type="application/xml")
    if ask.path in front.shop.sitemaps:
        return tell_plain(_write_urls(_list_addresses(front, ask, Shelf, Article)), content_type="application/xml")
    if ask.path in PARTS and "/sitemap_index.xml" in front.shop.sitemaps:
        return tell_gzipped(_write_urls(_list_addresses(front, ask, PARTS[ask.path])))
    return None


def _list_addresses(front: Storefront, ask: Ask, *kinds: type) -> Iterable[str]:
    return [f"{ask.base}{front.locate(target)}" for target in front.list_targets() if isinstance(target, kinds)]


def _write_index(addresses: Iterable[str]) -> str:
    entries = "".join(f"<sitemap><loc>{escape(address)}</loc></sitemap>\n" for address in addresses)
    return f"{_HEAD}<sitemapindex {_SPACE}>\n{entries}</sitemapindex>\n"


def _write_urls(addresses: Iterable[str]) -> str:
    entries = "".join(f"<url><loc>{escape(address)}</loc></url>\n" for address in addresses)
    return f"{_HEAD}<urlset {_SPACE}>\n{entries}</urlset>\n"
