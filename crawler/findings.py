"""What a platform's own endpoint says of its catalogue, and what a crawl remembers of the platform it met."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from crawler.pages import Link, Page
from crawler.sightings import Offer


@dataclass(frozen=True, slots=True, kw_only=True)
class Platform:
    """A shop software met on a site.

    `root` is where its endpoints begin, empty where it has none that are for everybody; `pages` where the shop's pages
    begin, if not there; `currency` is what the home page said.
    """

    name: str
    root: str = ""
    pages: str = ""
    currency: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedCategory:
    """A category as an endpoint lists it. `parent` is the parent's URL; None says top level, or that it is not told."""

    url: str
    name: str
    parent: str | None = None
    count: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedProduct:
    """A product as an endpoint lists it, with the URLs of the categories it is assigned to."""

    offer: Offer
    categories: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What one answer of an endpoint held.

    `closed` says that the endpoint is not for us, and why; `links` are then other ways to ask it. `cut` says that it
    has more than it gives out.
    """

    reader: str
    page_url: str
    categories: tuple[ListedCategory, ...] = ()
    products: tuple[ListedProduct, ...] = ()
    links: tuple[Link, ...] = ()
    complete_tree: bool = False
    """The categories are the whole tree with its parents, so no page need be asked for its structure."""
    closed: str | None = None
    cut: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One platform with endpoints for everybody: where a home page says they are, what to ask first, how to read them.

    All three are pure. `read` gets only answers to links that `start` or `read` itself gave.
    """

    name: str
    locate: Callable[[Page], Platform | None]
    start: Callable[[Platform], tuple[Link, ...]]
    read: Callable[[Platform, Page], Finding]
