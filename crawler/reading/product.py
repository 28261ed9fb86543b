"""The one product that a page is about."""

from __future__ import annotations

from crawler.reading.document import Document
from crawler.sightings import Offer


def read_product(document: Document) -> Offer | None:
    """Return the product that the page is about; None where it is about none, or about many."""
    return None
