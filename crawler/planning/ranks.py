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
    """Return what links to one page share: the folded URL; an endpoint is asked for by its URL as it is.

    Where pages are counted from nought, a listing's second one is called what its first is called elsewhere.

    >>> key_of(Link(url="http://s.example/men?page=1", why=Why.LINK))
    '/men'
    >>> key_of(Link(url="http://s.example/men?page=1", why=Why.NEXT_PAGE, group="/men", name="2"))
    '/men#2'
    """
    if link.why == Why.PLATFORM:
        return link.url
    key = fold_url(link.url)
    return f"{key}#{link.name}" if link.why == Why.NEXT_PAGE and key == link.group else key


def comes_before(link: Link, known: Link) -> bool:
    """Say whether a link that was found again is to be asked for sooner than where it was known."""
    rank, other = RANK[link.why], RANK[known.why]
    return rank < other or (rank == other and len(link.chain) < len(known.chain))
