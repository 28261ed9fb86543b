"""What a crawl of one site found: frozen records whose fields are the columns of the spool files.

Ids are stable over crawls: they are made of the site's name and the record's folded URL (its path where it has none).
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Category:
    """A node of one site's catalogue tree. `path` runs from the top to the node itself."""

    site: str
    category_id: str
    parent_id: str | None
    path: tuple[str, ...]
    name: str
    depth: int
    url: str | None
    product_count: int | None
    seen_by: str
    page_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Product:
    """A product as sold, variants counted once. `price` is a decimal number as text, `currency` ISO 4217."""

    site: str
    product_id: str
    title: str
    brand: str | None
    sku: str | None
    gtin: str | None
    price: str | None
    currency: str | None
    availability: str | None
    url: str | None
    seen_by: str
    page_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProductCategory:
    """A product in a category, as the site itself assigns it."""

    site: str
    product_id: str
    category_id: str


FORBIDDEN = "robots.txt forbids it"
"""The note of a visit that never took place; where a redirect led to what is forbidden, the note says so instead."""

READ = frozenset({"read", "read in part"})
"""Outcomes of pages whose content counts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """A request and what came of it: the crawl's own account of what it looked at.

    `outcome` is `read`, `read in part` (the server broke off each time), `redirected`, `missing`, `refused`, `blocked`,
    `empty shell`, `disallowed`, `too large` or `failed`; `kind` the page's kind where it was read. A page that is known
    from the crawl before is `read` too: its status is 304 where the server said that it is unchanged, None where it was
    not asked, and the note says since when.
    """

    site: str
    url: str
    why: str
    status: int | None
    outcome: str
    kind: str | None
    bytes: int
    fetched_at: str
    note: str | None

    @property
    def is_unasked(self) -> bool:
        """Whether the page was taken as the crawl before saw it, without a request."""
        return self.outcome == "read" and self.status is None
