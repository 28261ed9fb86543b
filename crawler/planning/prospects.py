"""What links are likely to lead to, learnt from what links like them led to."""

from __future__ import annotations

from collections import Counter

from crawler.pages import Link, Why
from crawler.sightings import Kind
from crawler.urls import shape_of

BARREN_AFTER = 6
"""Links of one pattern that are tried before the rest is given up, when none led to a category or product."""
GOODS_BARREN_AFTER = 20
"""The same for links to products that listings show: their pages add only details to what the listings told."""
LEAST_PROMISE = 0.125
"""How likely links must lead to a category where products are not looked for."""
SHELF_AFTER = 3
"""Links of one page that are tried as sub-categories before the rest is taken for products, when all were that."""


class Prospects:
    """Counts the kinds of pages that links of a pattern led to."""

    def __init__(self) -> None:
        self._outcomes: dict[str, Counter[Kind]] = {}
        self._goods: Counter[str] = Counter()

    def learn(self, link: Link, kind: Kind, *, pattern: str) -> None:
        """Note what a link led to, for links of its pattern and for all of its shape."""
        for each in {shape_of(link.url), pattern}:
            self._outcomes.setdefault(each, Counter())[kind] += 1

    def learn_good(self, url: str) -> None:
        """Note a product that a listing showed and whose page is not asked for."""
        self._goods[shape_of(url)] += 1

    def is_like_goods(self, url: str) -> bool:
        """Say whether many such products have addresses like this one."""
        return self._goods[shape_of(url)] >= BARREN_AFTER

    def promise(self, pattern: str) -> float:
        """Estimate how likely links of a pattern lead to a category (Laplace's rule of succession)."""
        seen = self._outcomes.get(pattern, Counter())
        return (seen[Kind.CATEGORY] + 1) / (seen.total() + 2)

    def is_barren(self, pattern: str, *, after: int = BARREN_AFTER, counts_goods: bool = True) -> bool:
        """Say whether links of a pattern led nowhere so often that the rest of them is not worth asking for.

        Without `counts_goods` only categories are worth it, and few of them among many products are not.
        """
        seen = self._outcomes.get(pattern)
        if seen is None or seen.total() < after:
            return False
        if counts_goods:
            return not seen[Kind.CATEGORY] and not seen[Kind.PRODUCT]
        return not seen[Kind.CATEGORY] or self.promise(pattern) < LEAST_PROMISE

    def is_shelf(self, pattern: str) -> bool:
        """Say whether links of a pattern led to products, and to nothing else."""
        seen = self._outcomes.get(pattern)
        return seen is not None and seen[Kind.PRODUCT] >= SHELF_AFTER and seen[Kind.PRODUCT] == seen.total()


def pattern_of(link: Link) -> str:
    """Return what links share that are ranked, and given up, together: their shape, and where they were found."""
    shape = shape_of(link.url)
    if link.why == Why.LISTED:
        return f"listed {shape}"
    if link.why == Why.SUBCATEGORY and link.group:
        return f"below {link.group} {shape}"
    return f"{link.group} {shape}" if link.why == Why.LINK and link.group else shape
