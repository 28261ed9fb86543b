"""Breadcrumbs that a visitor sees, told by names of their container."""

from __future__ import annotations

from crawler.reading.breadcrumb_markup import Trail
from crawler.reading.document import Document


def visible_trails(document: Document) -> list[Trail]:
    """Return the trails that the page shows, the likeliest first."""
    return []
