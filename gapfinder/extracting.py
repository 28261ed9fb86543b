"""What the readers see on a page, as plain JSON values. The keys are part of the contract."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from crawler.pages import Page
from crawler.reading.page import read_page
from crawler.sightings import Crumb, Listing, Offer

OFFER_KEYS = ("title", "price", "currency", "sku", "brand", "gtin", "availability")
TILE_KEYS = ("title", "url", "price", "currency")


def extract_page(page: Page, *, name: str) -> dict[str, Any]:
    """Read a page and return what was seen.

    Keys: file, url, kind, categories (the site's menu as this page shows it), breadcrumb (the trail trusted most),
    listing, product; the last two null where the page has none. A page that lists nothing, and is where its breadcrumb
    ends, has a listing of its title alone.
    """
    seen = read_page(page)
    listing = seen.listing
    if listing is None and seen.product is None and seen.breadcrumbs:
        listing = _list_nothing(seen.breadcrumbs[0], seen.url)
    return {
        "file": name,
        "url": page.url or None,
        "kind": seen.kind.value,
        "categories": [{"path": list(entry.path), "url": entry.url} for entry in seen.menu],
        "breadcrumb": _list_crumbs(seen.breadcrumbs[0] if seen.breadcrumbs else ()),
        "listing": _show_listing(listing),
        "product": _show_offer(seen.product),
    }


def _list_crumbs(crumbs: Iterable[Crumb]) -> list[dict[str, str | None]]:
    return [{"name": crumb.name, "url": crumb.url} for crumb in crumbs]


def _list_nothing(trail: tuple[Crumb, ...], url: str) -> Listing | None:
    *above, last = trail
    own = (None, url, url.partition("?")[0])
    ends_here = last.url is None or last.url.partition("?")[0] in own
    return Listing(title=last.name) if above and ends_here else None


def _show_listing(listing: Listing | None) -> dict[str, Any] | None:
    if listing is None:
        return None
    return {
        "title": listing.title,
        "products": [{key: getattr(tile, key) for key in TILE_KEYS} for tile in listing.products],
        "subcategories": _list_crumbs(listing.subcategories),
        "next_page": listing.next_page,
    }


def _show_offer(offer: Offer | None) -> dict[str, Any] | None:
    return None if offer is None else {key: getattr(offer, key) for key in OFFER_KEYS}
