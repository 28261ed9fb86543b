"""How deep a crawl goes: to every product's page, to every listing's end, or for the tree of categories only."""

from __future__ import annotations

from dataclasses import dataclass

from crawler.pages import Link, Why
from crawler.sites import Politeness


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """What is asked for. `structure_only` leaves out product pages too, whatever `product_pages` says."""

    product_pages: bool = True
    structure_only: bool = False

    def leaves_out(self, link: Link) -> bool:
        """Say whether a link is not asked for by choice: a product's page, or what only lists more of them."""
        if link.why == Why.LISTED:
            return self.structure_only or not self.product_pages
        return self.structure_only and link.goods

    def describe(self) -> str:
        """Name the choice in a few words; empty where nothing is left out by it.

        >>> Scope(structure_only=True).describe(), Scope(product_pages=False).describe(), Scope().describe()
        ('structure only, as asked', 'no product pages, as asked', '')
        """
        if self.structure_only:
            return "structure only, as asked"
        return "" if self.product_pages else "no product pages, as asked"


def scope_of(politeness: Politeness) -> Scope:
    """Return the scope that a site is crawled in."""
    return Scope(product_pages=politeness.product_pages, structure_only=politeness.structure_only)
