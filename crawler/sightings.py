"""What readers saw on one page. Raw markup stops here; `crawler.merging` makes a catalogue of many sightings."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a page is, told by what is on it."""

    HOME = "home"
    CATEGORY = "category"
    """Lists products or sub-categories of one category."""
    PRODUCT = "product"
    BLOCKED = "blocked"
    """A challenge, captcha or access-denied page, whatever its status code."""
    SHELL = "shell"
    """Holds no content without a browser running its scripts."""
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Crumb:
    """A name with the page it links to, absolute; a breadcrumb's step or a sub-category's link."""

    name: str
    url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MenuEntry:
    """A category of the menu: `path` runs from the menu's top to this entry; `url` is absolute, None for a heading."""

    path: tuple[str, ...]
    url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Tile:
    """A product in a listing. `price` is a decimal number as text, `currency` ISO 4217 where the page tells it."""

    title: str
    url: str | None = None
    price: str | None = None
    currency: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """What a category page lists. `next_page` is absolute; `result_count` is what the page says of all its pages."""

    title: str | None = None
    products: tuple[Tile, ...] = ()
    subcategories: tuple[Crumb, ...] = ()
    next_page: str | None = None
    result_count: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """The product that a page is about.

    `gtin` is digits only; `availability` is the last word of schema.org's term (`InStock` …).
    """

    title: str
    url: str | None = None
    price: str | None = None
    currency: str | None = None
    sku: str | None = None
    brand: str | None = None
    gtin: str | None = None
    availability: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What the page says of itself to machines: URLs absolute, `language` as declared."""

    title: str | None = None
    canonical: str | None = None
    language: str | None = None
    alternates: tuple[tuple[str, str], ...] = ()
    """(hreflang, URL) pairs."""
    noindex: bool = False
    nofollow: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """All that the readers saw on one page."""

    url: str
    kind: Kind
    head: Head = Head()
    menu: tuple[MenuEntry, ...] = ()
    asides: tuple[Crumb, ...] = ()
    """What stands beside the menu's categories by the name of a promotion; some shops keep a category of that name."""
    breadcrumbs: tuple[tuple[Crumb, ...], ...] = ()
    """Trails in order of trust, each from the top down, home and the page's own title included where it shows them."""
    breadcrumb_reader: str | None = None
    """Which reader gave the first trail: `json-ld`, `microdata`, `rdfa`, `html`."""
    listing: Listing | None = None
    product: Offer | None = None
    links: tuple[Crumb, ...] = ()
    """Every followable link of the page's content, in page order, same site only, without rel=nofollow."""
    nofollow: frozenset[str] = frozenset()
    """Links that the page asks not to be followed, whatever they lead to."""
    skeleton: frozenset[str] = frozenset()
    """The page's template as a set of `tag.class` marks of its content, to tell pages of one template from others."""
    note: str | None = None
    """Why the page is BLOCKED or SHELL, in a few words."""

    @property
    def is_bare(self) -> bool:
        """Whether the page looks like a category's and lists links only."""
        below = self.listing.subcategories if self.listing and self.kind == Kind.CATEGORY else ()
        return bool(below) and not self.lists_goods

    @property
    def lists_goods(self) -> bool:
        """Whether the page lists products."""
        return bool(self.listing and self.listing.products)
