"""Pages that list the whole tree in one place, such as a site map: they tell of no parent."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence, Set
from urllib.parse import urljoin

from crawler.merging.claim import TRUST, Claim
from crawler.planning.traps import Fence
from crawler.urls import fold_url

FEWEST = 3
"""Links that must belong elsewhere for a page to be an index."""


def find_indexes(claims: Sequence[Claim]) -> set[str]:
    """Return the keys of pages more than half of whose sub-categories stand elsewhere by the word of better readers."""
    told: dict[str, set[str | None]] = {}
    for claim in claims:
        if claim.trust < TRUST["subcategory"] and claim.tells_parent:
            told.setdefault(claim.key, set()).add(claim.parent)
    listed: Counter[str] = Counter()
    elsewhere: Counter[str] = Counter()
    for host, key in {(claim.parent, claim.key) for claim in claims if claim.reader == "subcategory"}:
        if host is not None:
            listed[host] += 1
            elsewhere[host] += key in told and host not in told[key]
    return {host for host, count in elsewhere.items() if count >= FEWEST and count * 2 > listed[host]}


def drop_indexes(claims: Sequence[Claim]) -> list[Claim]:
    """Return the claims without what indexes say, and without the indexes themselves."""
    indexes = find_indexes(claims)
    return [
        claim
        for claim in claims
        if claim.key not in indexes and not (claim.reader == "subcategory" and claim.parent in indexes)
    ]


def drop_shelved(claims: Sequence[Claim], shelved: Set[str]) -> list[Claim]:
    """Return the claims without those that make sub-categories of products. `shelved` holds folded URLs."""
    return [
        claim
        for claim in claims
        if claim.reader != "subcategory" or not claim.url or fold_url(claim.url) not in shelved
    ]


def drop_views(claims: Sequence[Claim], fence: Fence) -> list[Claim]:
    """Return the claims without those of filters and other views, unless the home page's menu or an endpoint has
    them."""
    named = {claim.key for claim in claims if claim.trust in (0, TRUST["menu"])}
    return [claim for claim in claims if not claim.url or claim.key in named or not _is_view(claim, claim.url, fence)]


def _is_view(claim: Claim, url: str, fence: Fence) -> bool:
    """Tell a folder that the site uses for views, or a sub-category that only adds parameters to its page's address."""
    if fence.views.filters.is_view(url):
        return True
    if claim.reader != "subcategory" or "?" not in url or claim.parent in (None, "/"):
        return False
    # the page may be a copy of the one that its sub-categories belong to
    return fence.adds_view(urljoin(claim.page_url, claim.parent), url)
