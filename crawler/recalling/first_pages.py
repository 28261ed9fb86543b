"""The first pages of a crawl, kept as they came: the reader learns from them what surrounds a site's content."""

from __future__ import annotations

from typing import Any

from pydantic import TypeAdapter, ValidationError

from crawler.pages import Page

FIRST_PAGES = 80
"""Pages that are kept whole, and read again where they are taken from memory or the crawl is resumed."""
LONGEST_PAGE = 2_000_000
LONGEST_HEADER = 2_000
"""Characters; what is longer is not kept."""
_PAGE = TypeAdapter(Page)


def dump_page(page: Page) -> dict[str, Any] | None:
    """Return a page as plain JSON values; None for one that is too long to be kept."""
    if len(page.text) > LONGEST_PAGE:
        return None
    headers = {name: value for name, value in page.headers.items() if len(value) <= LONGEST_HEADER}
    return {
        "url": page.url,
        "text": page.text,
        "requested_url": page.requested_url,
        "status": page.status,
        "headers": headers,
    }


def load_page(plain: object) -> Page | None:
    """Return the page that `dump_page` wrote; None for anything else."""
    try:
        return _PAGE.validate_python(plain)
    except ValidationError:
        return None
