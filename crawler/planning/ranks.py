"""In which order links are asked for by why they were found, and when two of them are one page's."""

from __future__ import annotations

from crawler.pages import Link, Why
from crawler.urls import fold_url

RANK = {
    Why.HOME: 0,
    Why.PLATFORM: 1,
    Why.SITEMAP: 2,
    Why.MENU: 3,
    Why.BREADCRUMB: 4,
    Why.SUBCATEGORY: 4,
    Why.NEXT_PAGE: 5,
    Why.LISTED: 6,
    Why.LINK: 7,
}
"""Lower is asked first, and a link that is found again with a lower rank moves up."""
STRUCTURE = RANK[Why.NEXT_PAGE]


def key_of(link: Link) -> str:
    """Return what links to one page share: the folded URL; an endpoint is asked for by its URL as it is."""
    return link.url if link.why == Why.PLATFORM else fold_url(link.url)
