"""A sample shop: what it is, and the true catalogue that its pages show."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """A category. `promo` marks those that sell nothing of their own: sales, news.

    `lineage` holds the numbers of the path.
    """

    number: int
    path: tuple[str, ...]
    lineage: tuple[int, ...]
    promo: bool = False

    @property
    def name(self) -> str:
        """The last name of the path."""
        return self.path[-1]

    @property
    def slug(self) -> str:
        """The path's last name as part of an address."""
        return make_slug(self.name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """Something for sale. `shelves` are the paths it is assigned to, its own first."""

    number: int
    title: str
    brand: str
    sku: str
    gtin: str
    price: Decimal
    variants: tuple[tuple[str, Decimal], ...]
    in_stock: bool
    shelves: tuple[tuple[str, ...], ...]

    @property
    def slug(self) -> str:
        """The title as part of an address."""
        return make_slug(self.title)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shop:
    """A sample shop. `structure` names how its pages are built; `shelves` come parents first."""

    name: str
    title: str
    role: str
    industry: str
    structure: str
    tagline: str
    language: str = "en-US"
    currency: str = "USD"
    robots: str = ""
    sitemaps: tuple[str, ...] = ()
    shelves: tuple[Shelf, ...] = ()
    articles: tuple[Article, ...] = ()
    by_path: Mapping[tuple[str, ...], Shelf] = field(default_factory=dict)

    def children_of(self, path: tuple[str, ...]) -> tuple[Shelf, ...]:
        """Return the shelves right under a path; the top ones under the empty path. Promotions are not among them."""
        return tuple(shelf for shelf in self.shelves if shelf.path[:-1] == path and not shelf.promo)

    def articles_of(self, shelf: Shelf) -> tuple[Article, ...]:
        """Return what lies on a shelf or below it."""
        depth = len(shelf.path)
        return tuple(
            article for article in self.articles if any(path[:depth] == shelf.path for path in article.shelves)
        )

    def trail_of(self, path: tuple[str, ...]) -> tuple[Shelf, ...]:
        """Return the shelves from the top down to a path."""
        return tuple(self.by_path[path[:depth]] for depth in range(1, len(path) + 1))

    @property
    def promos(self) -> tuple[Shelf, ...]:
        """The shelves that sell nothing of their own."""
        return tuple(shelf for shelf in self.shelves if shelf.promo)


def make_slug(text: str) -> str:
    """Return text as part of an address.

    >>> make_slug("Pipettes & Tips, 0.5-10 µL"), make_slug("Café 1.5 °C")
    ('pipettes-tips-0-5-10-ul', 'cafe-1-5-c')
    """
    plain = unicodedata.normalize("NFKD", text.replace("µ", "u"))
    return re.sub(r"[^a-z0-9]+", "-", "".join(char for char in plain if char.isascii()).lower()).strip("-")
