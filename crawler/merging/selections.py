"""Listings that are no part of the tree: promotions, brands and other selections of goods that stand elsewhere.

Shops sell the same goods on landing pages outside their menu. Such a page lists goods as a category does, but nothing
hangs on it: what it shows stands in other categories, too.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Set

from crawler.merging.claim import PLATFORM, TRUST, Claim
from crawler.merging.tree import Node

ELSEWHERE = 0.9
"""Share of a listing's goods that must stand in other categories for it to be a selection."""
ELSEWHERE_IN_PART = 0.67
"""The same where only the first pages of listings were read, so that not all of the others' goods are known."""
FEWEST_IN_MENU = 3
"""Top categories that a menu must show before absence from it says anything."""


def find_selections(
    nodes: Mapping[str, Node],
    places: Iterable[tuple[str, ...]],
    claims: Iterable[Claim],
    *,
    asides: Set[str] = frozenset(),
    elsewhere_share: float = ELSEWHERE,
) -> set[str]:
    """Return the keys of top categories that are selections: outside the menu, with nothing below and no own goods.

    `places` holds the keys of each product's categories; `asides` are keys of what the menu shows apart from its
    categories, yet is one.
    """
    shown = {claim.key for claim in claims if claim.trust in (PLATFORM, TRUST["menu"])}
    shown |= asides
    tops = {key for key, node in nodes.items() if node.parent is None}
    if len(tops & shown) < FEWEST_IN_MENU:
        return set()
    above = {node.parent for node in nodes.values()}
    suspects = tops - shown - above
    own, elsewhere = _count_goods(places, suspects, nodes)
    return {key for key in suspects if elsewhere[key] >= elsewhere_share * (own[key] + elsewhere[key])}


def _count_goods(
    places: Iterable[tuple[str, ...]], suspects: Set[str], nodes: Mapping[str, Node]
) -> tuple[Mapping[str, int], Mapping[str, int]]:
    """Count for each suspect the goods that stand in suspects only, and those that stand in other categories."""
    own: dict[str, int] = defaultdict(int)
    elsewhere: dict[str, int] = defaultdict(int)
    for keys in places:
        known = {key for key in keys if key in nodes}
        counts = elsewhere if known - suspects else own
        for key in known & suspects:
            counts[key] += 1
    return own, elsewhere
