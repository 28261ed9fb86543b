"""The words and signs that all formats of the report use alike."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from gapfinder.findings import SiteSeen

ROLES = {"prospect": "Prospect", "competitor": "Competitors", "reference": "Reference shops"}
"""Headings of groups of sites."""
SIGNS = {"present": "●", "absent": "○", "not observed": "?"}
SHELVES = {
    "white space": "White space",
    "assortment gap": "Assortment gaps",
    "exclusive": "Exclusives",
    "": "Carried by most, for contrast",
}
"""Headings of groups of findings."""
MEANINGS = {
    "white space": "Reference shops carry it; the prospect and every competitor that could be judged lack it.",
    "assortment gap": "At least one competitor carries it; the prospect lacks it.",
    "exclusive": "The prospect carries it; every competitor that could be judged lacks it.",
}
COVERAGES = {
    "complete": "the catalogue was read to its end: what it lacks can be called absent, unless the tree alone was",
    "capped": "the budget ended first: what was seen is present, nothing is called absent",
    "blocked": "the site answered with a challenge or refused: nothing is claimed about it",
    "disallowed": "its robots.txt forbids the crawl: nothing is claimed about it",
    "needs browser": "it shows nothing before its scripts run: nothing is claimed about it",
    "unreachable": "no answer, or none that could be read: nothing is claimed about it",
    "failed": "the crawl itself broke off: nothing is claimed about it",
    "never crawled": "not crawled yet: nothing is claimed about it",
}
CONFIDENCES = {
    "high": "at least three sites carry it, and at least three competitors could be judged",
    "medium": "at least two sites carry it, and at least two competitors could be judged",
    "low": "one site or one competitor is all that it rests on",
}
METHOD = (
    "Categories of different shops that speak of the same thing are one concept; how things are sold (kits, "
    "subscriptions, services …) is an offer model. Each is present, absent or not observed on each site.",
    "Absent is claimed only where a catalogue was read to its end and no category and no product title speaks of it. "
    "A site that was read in part proves what it holds and nothing else.",
    "The score is a weighted mean of four parts in 0 to 1. Adoption: the share of observed shops that carry it, as the "
    "lower bound of a 95 % interval (Wilson), so that few shops prove little. Absence: the same bound for competitors "
    "that lack it. Fit: how near it is to what the prospect sells. Strength: the share of their assortment that its "
    "carriers give it; 0.50 is usual.",
    "A crawl is a sample of one day. Presence says that something is offered, not that it sells. What is sold by "
    "telephone, after a login or in a PDF is not seen. The ranking orders evidence; it does not predict revenue.",
)


def join_words(words: Iterable[str], *, most: int = 4) -> str:
    """Return words as a list in a sentence, those beyond `most` as a number.

    >>> join_words(["a"]), join_words(["a", "b", "c"]), join_words("abcdefg", most=3)
    ('a', 'a, b and c', 'a, b, c and 4 more')
    """
    told = list(words)
    if len(told) > most:
        told = [*told[:most], f"{len(told) - most} more"]
    return " and ".join(filter(None, (", ".join(told[:-1]), *told[-1:])))


def tell_date(moment: datetime | None) -> str:
    """Return a day as people write it, the same in every locale.

    >>> tell_date(datetime(2026, 3, 1, 10)), tell_date(None)
    ('2026-03-01', '')
    """
    return f"{moment:%Y-%m-%d}" if moment else ""


def tell_time(moment: datetime | None) -> str | None:
    """Return a moment (UTC, without zone) in ISO 8601.

    >>> tell_time(datetime(2026, 3, 1, 10)), tell_time(None)
    ('2026-03-01T10:00:00Z', None)
    """
    return f"{moment:%Y-%m-%dT%H:%M:%SZ}" if moment else None


def tell_sites(sites: Iterable[SiteSeen]) -> str:
    """Return sites with what kept them from being observed."""
    return join_words(f"{site.site} ({site.coverage})" for site in sites)
