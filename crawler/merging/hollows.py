"""Pages that list nothing but links, none of which leads to goods: help, questions, calendars, a page's own foot."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Set

from crawler.items import READ
from crawler.merging.aliases import Aliases
from crawler.planning.followups import listing_key
from crawler.planning.kept_answers import KeptAnswers

FEWEST_BELOW = 2
"""Links of a page that must lead nowhere for it to be hollow; a single one may be a category that was closed."""


def find_hollow(answers: KeptAnswers, aliases: Aliases, *, good: Set[str], is_whole: bool) -> set[str]:
    """Return the keys of pages that list links only, which lead to no page that is `good`, nor over further such pages.

    What could not be had may be good; so may what was not asked for, unless the crawl `is_whole`.
    """
    below: defaultdict[str, set[str]] = defaultdict(set)
    shows_goods: set[str] = set()
    unknown: set[str] = set()
    answered: set[str] = set()
    for answer in answers.structure():
        key = aliases.key_of(listing_key(answer))
        answered.add(key)
        sighting = answer.sighting if answer.visit.outcome in READ else None
        if sighting is None:
            unknown |= {key} if answer.visit.outcome != "missing" else set()
        elif sighting.lists_goods:
            shows_goods.add(key)
        elif sighting.listing:
            below[key] |= {aliases.key_of(crumb.url) for crumb in sighting.listing.subcategories if crumb.url}
    lists = {key: keys for key, keys in below.items() if keys and key not in shows_goods}
    reached = (good - lists.keys()) | shows_goods | unknown
    if not is_whole:
        reached |= {key for keys in lists.values() for key in keys} - answered
    hollow = lists.keys() - _climb(lists, reached)
    return {key for key in hollow if len(lists[key]) >= FEWEST_BELOW or lists[key] <= hollow}


def _climb(lists: Mapping[str, Set[str]], reached: set[str]) -> set[str]:
    """Return the pages that lead to one of those that were reached, over however many others."""
    above: defaultdict[str, set[str]] = defaultdict(set)
    for host, keys in lists.items():
        for key in keys:
            above[key].add(host)
    found, ends = set(reached), list(reached)
    while ends:
        fresh = above[ends.pop()] - found
        found |= fresh
        ends.extend(fresh)
    return found
