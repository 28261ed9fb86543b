"""Which terms in product titles tell a category from others of its site: not the models that all parts there fit."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import replace

from gapfinder.matching.catalogues.sold import Sold
from gapfinder.matching.catalogues.trees import Node
from gapfinder.matching.names.title_words import is_model, says_what
from gapfinder.matching.vectors import Bag

MORE_OFTEN, SEVERAL = 3.0, 2
"""A term tells of a category though titles of others of its site hold it, where it stands in so many of its titles, and
so many times as often as in theirs."""
MOSTLY = 0.3
"""Where this part of what titles say tells of their category, the rest is no more than its makes and sizes. It was less
for one of a hundred categories of made-up shops that call goods by what they are, and for most of shops for parts that
call them by the models that these fit."""


def leave_repeated(nodes: Sequence[Node], sold: Mapping[int, Sold]) -> dict[int, Sold]:
    """Return what products say by the position of their category, without the terms that titles of others of its site
    say as often where its titles say little else.

    What stands above it or below it is no other; what some category of the site is called by always tells.
    """
    of_site: dict[str, list[int]] = defaultdict(list)
    for at, one in sold.items():
        if one.titles:
            of_site[nodes[at].place.site].append(at)
    named, found = list_named(nodes), dict(sold)
    for site, known in of_site.items():
        said, titles = _sum_up(sold[at] for at in known)
        kin = _list_kin(nodes, set(known))
        for at in known:
            own = sold[at]
            near, beside = _sum_up(sold[one] for one in kin[at])
            left = titles - beside
            telling = {
                term: count
                for term, count in own.terms.items()
                if not (others := said[term] - near[term])
                or (count >= SEVERAL and count * left >= MORE_OFTEN * others * own.titles)
                or term in named.get(site, ())
            }
            if _count_said(telling) < MOSTLY * _count_said(own.terms):
                found[at] = replace(own, terms=telling)
    return found


def list_named(nodes: Sequence[Node]) -> Mapping[str, Set[str]]:
    """Return for each site the terms that its categories of goods are called by."""
    named: dict[str, set[str]] = defaultdict(set)
    for node in nodes:
        if node.is_goods:
            named[node.place.site].update(node.own)
    return named


def _count_said(terms: Bag) -> float:
    """Return how often titles say a word or the code of a model."""
    return sum(count for term, count in terms.items() if says_what(term) or is_model(term))


def _sum_up(sold: Iterable[Sold]) -> tuple[Counter[str], int]:
    """Return in how many titles each term stands, of how many."""
    counts: Counter[str] = Counter()
    titles = 0
    for one in sold:
        counts.update(one.terms)
        titles += one.titles
    return counts, titles


def _list_kin(nodes: Sequence[Node], known: Set[int]) -> dict[int, set[int]]:
    """Return for each of some nodes itself, and which of them stand above it or below it."""
    kin = {at: {at} for at in known}
    for at in known:
        upper, seen = nodes[at].parent, {at}
        while upper is not None and upper not in seen:
            seen.add(upper)
            if upper in known:
                kin[at].add(upper)
                kin[upper].add(at)
            upper = nodes[upper].parent
    return kin
