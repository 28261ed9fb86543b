"""Titles of a category by which a sentence model tells what it sells, but for what much of the site says."""

from __future__ import annotations

import operator
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Self

from gapfinder.matching.catalogues.sold import Sold
from gapfinder.matching.catalogues.title_repeats import leave_repeated, list_named
from gapfinder.matching.catalogues.trees import Node
from gapfinder.matching.names.fields import find_fields, is_goods_word
from gapfinder.matching.names.measures import join_units
from gapfinder.matching.names.terms import fold_text, read_terms, split_words
from gapfinder.matching.names.title_words import says_what

COMMON, FEWEST_CATEGORIES = 0.1, 3
"""A word in titles of such a part of a site's categories, and of so many at least, is a make or a series: it tells
nothing of goods, unless some category of the site is called by it."""
_NUMBER = re.compile(r"\d")
SEVERAL = 2
"""Of fewer titles than this none is given: one may be of anything."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Examples:
    """Some titles of each node that say something of goods, and what they say `beside` its name, which it says itself;
    both again `bare` of sizes, which many goods have.

    `tells` is False where titles say hardly more than others of the site do, as what all its parts fit: what else they
    say may show that goods are the same, but not that they are others. `naming` is how many name goods, of some field
    or as a category of the site does: makes and codes alone are as far from each other as other goods are.
    """

    titles: Sequence[Sequence[str]]
    beside: Sequence[Sequence[str]]
    bare: Sequence[Sequence[str]]
    bare_beside: Sequence[Sequence[str]]
    tells: Sequence[bool]
    naming: Sequence[int]

    @classmethod
    def of_none(cls, count: int) -> Self:
        """Return that no titles are known of so many nodes."""
        none: Sequence[Sequence[str]] = [()] * count
        return cls(titles=none, beside=none, bare=none, bare_beside=none, tells=[True] * count, naming=[0] * count)

    @classmethod
    def of(cls, nodes: Sequence[Node], sold: Mapping[int, Sold]) -> Self:
        named = list_named(nodes)
        silent, left = _find_silent(nodes, sold, named), leave_repeated(nodes, sold)
        repeated = [sold[at].terms.keys() - left[at].terms.keys() if at in sold else set() for at in range(len(nodes))]
        known = [
            _read_titles(node, sold[at], silent.get(node.place.site, set()) | repeated[at]) if at in sold else ()
            for at, node in enumerate(nodes)
        ]
        kept = [titles if len(titles) >= SEVERAL else () for titles in known]
        beside = [tuple(_leave_words(node, titles, set(node.own))) for node, titles in zip(nodes, kept, strict=True)]
        bare, bare_beside = ([tuple(filter(None, map(_leave_sizes, some))) for some in side] for side in (kept, beside))
        return cls(
            titles=kept,
            beside=beside,
            bare=bare,
            bare_beside=bare_beside,
            tells=list(map(operator.not_, repeated)),
            naming=[
                sum(_names_goods(title, node, named) for title in titles)
                for node, titles in zip(nodes, kept, strict=True)
            ],
        )


def pick_goods(node: Node, terms: Iterable[str], named: Mapping[str, Set[str]]) -> Iterator[str]:
    """Yield those of some terms that name goods, of some field or as a category of the node's site does, of `named`."""
    called = named.get(node.place.site, frozenset())
    yield from (term for term in terms if term in called or is_goods_word(term) or find_fields((term,), {}))


def _names_goods(title: str, node: Node, named: Mapping[str, Set[str]]) -> bool:
    return any(pick_goods(node, read_terms(title, node.language), named))


def _find_silent(
    nodes: Sequence[Node], sold: Mapping[int, Sold], named: Mapping[str, Set[str]]
) -> Mapping[str, Set[str]]:
    """Return for each site the terms that stand in titles of many of its categories, and are not `named` there."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    sizes: Counter[str] = Counter()
    for at, one in sold.items():
        if one.titles:
            counts[nodes[at].place.site].update(one.terms.keys())
            sizes[nodes[at].place.site] += 1
    return {
        site: {term for term, count in found.items() if count >= max(FEWEST_CATEGORIES, COMMON * sizes[site])}
        - named.get(site, set())
        for site, found in counts.items()
    }


def _read_titles(node: Node, sold: Sold, silent: Set[str]) -> tuple[str, ...]:
    """Return examples of titles without silent words, of those that say something then."""
    left = _leave_words(node, sold.examples, silent)
    return tuple(title for title in left if any(map(says_what, split_words(fold_text(title)))))


def _leave_sizes(title: str) -> str:
    """Return a title without numbers and their units.

    >>> _leave_sizes("Flour Type 550, 2,5 kg Bag")
    'flour type bag'
    """
    return " ".join(word for word in join_units(fold_text(title)).split() if not _NUMBER.search(word))


def _leave_words(node: Node, titles: Iterable[str], words: Set[str]) -> Iterator[str]:
    """Yield what is left of titles without the words of some terms, if anything is."""
    for title in titles:
        left = " ".join(word for word in title.split() if words.isdisjoint(read_terms(word, node.language)))
        if left:
            yield left
