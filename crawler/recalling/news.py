"""What a page shows now beside what it showed before, as far as a catalogue is concerned."""

from __future__ import annotations

from crawler.sightings import Listing, Sighting
from crawler.urls import fold_url


def tells_news(old: Sighting, new: Sighting) -> bool:
    """Say whether a product's page tells anything else of its product; what it shows beside it changes all the time."""
    return (old.kind, old.product, old.breadcrumbs) != (new.kind, new.product, new.breadcrumbs)


def list_changed_tiles(old: Listing, new: Listing) -> list[str]:
    """Return the URLs of the products that a listing shows now with another title or price, or did not show before."""
    before = {fold_url(tile.url): (tile.title, tile.price) for tile in old.products if tile.url}
    return [
        tile.url for tile in new.products if tile.url and before.get(fold_url(tile.url)) != (tile.title, tile.price)
    ]
