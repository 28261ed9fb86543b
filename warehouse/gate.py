"""Decides whether a crawl becomes a site's catalogue by itself, or is held back until a person accepts it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from warehouse.incoming import Counts

COUNTS = "counts"
ACCEPTED = "accepted"
HELD_BACK = "held back"
IMPORT = "import"
"""What stands in place of the shop software of a catalogue that was given as a file."""
MAX_SHRINK = 0.5
"""Share of a site's categories, or of its products, that a complete crawl may lack of what is known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Crawl:
    """A crawl to be judged. `moment` orders the crawls of a site (UTC, without zone); `is_given` says that it was
    imported from a file."""

    crawl_id: str
    site: str
    moment: datetime
    coverage: str
    structure_only: bool
    is_given: bool = False
    is_accepted: bool = False

    @property
    def values(self) -> dict[str, Any]:
        """What the statements want to know of it, by the names of their parameters."""
        names = ("crawl_id", "site", "moment", "structure_only")
        return {name: getattr(self, name) for name in names}

    @property
    def adds_categories(self) -> bool:
        """Whether it adds to the categories that are known, where another would take their place."""
        return self.coverage != "complete"

    @property
    def adds_products(self) -> bool:
        """Whether it adds to the products that are known, where another would take their place."""
        return self.structure_only or self.coverage != "complete"

    @property
    def misses_products(self) -> bool:
        """Whether a product that it did not see counts as not seen; a crawl of the structure does not look for any."""
        return self.adds_products and not self.structure_only


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What was known of a site before a crawl.

    `previous` is the moment of the latest crawl that counts, `coverage` its coverage, `previous_goods` and
    `goods_coverage` are those of the latest one that looked for products, all None where there was none; `tree_known`
    and `goods_known` tell whether a complete crawl saw them ever; the rest counts the catalogue.
    """

    previous: datetime | None
    previous_goods: datetime | None
    coverage: str | None
    goods_coverage: str | None
    tree_known: bool
    goods_known: bool
    categories: int
    products: int

    def find_previous(self, kind: str) -> datetime | None:
        """Return the moment of the latest crawl that looked for a kind of record."""
        return self.previous if kind == "categories" else self.previous_goods


def judge_crawl(crawl: Crawl, seen: Counts, standing: Standing, *, max_shrink: float) -> str:
    """Return in a few words why a crawl is held back, empty where it counts."""
    if crawl.coverage == "complete":
        return _judge_shrinking(crawl, seen, standing, max_shrink)
    if crawl.coverage != "capped":
        return f"is {crawl.coverage}"
    if crawl.is_given:
        # who gives a part means it to be added to what is known
        return ""
    known = standing.coverage if crawl.structure_only else standing.goods_coverage
    return "is capped, where a complete crawl is current" if known == "complete" else ""


def _judge_shrinking(crawl: Crawl, seen: Counts, standing: Standing, max_shrink: float) -> str:
    if _is_shrunk(seen.categories, standing.categories, max_shrink):
        return f"shrank from {standing.categories} to {seen.categories} categories"
    if not crawl.structure_only and _is_shrunk(seen.products, standing.products, max_shrink):
        return f"shrank from {standing.products} to {seen.products} products"
    return ""


def _is_shrunk(now: int, before: int, max_shrink: float) -> bool:
    """Say whether more than the share is gone.

    >>> [_is_shrunk(now, 10, 0.5) for now in (4, 5, 11)], _is_shrunk(0, 10, 1.0), _is_shrunk(0, 0, 0.5)
    ([True, False, False], False, False)
    """
    return before - now > max_shrink * before
