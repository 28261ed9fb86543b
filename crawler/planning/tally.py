"""How many categories and products a crawl has met so far, each counted once: for whoever watches it."""

from __future__ import annotations

from crawler.findings import Finding
from crawler.planning.hash_set import HashSet
from crawler.sightings import Kind
from crawler.urls import fold_url


class Tally:
    """Counts pages by their folded URLs. The catalogue may hold fewer, for it is told by more than addresses."""

    def __init__(self) -> None:
        self._categories = HashSet()
        self._products = HashSet()

    @property
    def categories(self) -> int:
        return len(self._categories)

    @property
    def products(self) -> int:
        return len(self._products)

    def count_page(self, folded: str, kind: Kind) -> None:
        """Count a page that stands for itself."""
        if kind == Kind.CATEGORY:
            self._categories.add(folded)
        elif kind == Kind.PRODUCT:
            self._products.add(folded)

    def count_finding(self, finding: Finding) -> None:
        """Count what an endpoint lists."""
        for category in finding.categories:
            self._categories.add(fold_url(category.url))
        for offer in (product.offer for product in finding.products):
            self._products.add(fold_url(offer.url) if offer.url else offer.title)
