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


class Prospects:
    """Counts the kinds of pages that links of a pattern led to."""

    def __init__(self) -> None:
        self._outcomes: dict[str, Counter[Kind]] = {}

    def learn(self, link: Link, kind: Kind, *, pattern: str) -> None:
        """Note what a link led to, for links of its pattern and for all of its shape."""
        for each in {shape_of(link.url), pattern}:
            self._outcomes.setdefault(each, Counter())[kind] += 1

    def promise(self, pattern: str) -> float:
        """Estimate how likely links of a pattern lead to a category (Laplace's rule of succession)."""
        seen = self._outcomes.get(pattern, Counter())
        return (seen[Kind.CATEGORY] + 1) / (seen.total() + 2)

    def is_barren(self, pattern: str, *, after: int = BARREN_AFTER) -> bool:
        """Say whether links of a pattern led nowhere so often that the rest of them is not worth asking for."""
        seen = self._outcomes.get(pattern)
        return seen is not None and seen.total() >= after and not seen[Kind.CATEGORY] and not seen[Kind.PRODUCT]


def pattern_of(link: Link) -> str:
    """Return what links share that are ranked, and given up, together: their shape, and where they were found."""
    shape = shape_of(link.url)
    if link.why == Why.LISTED:
        return f"listed {shape}"
    return f"{link.group} {shape}" if link.why == Why.LINK and link.group else shape
