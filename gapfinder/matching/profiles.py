"""What a matcher compares of categories: vectors of their names, of the names around them, of what they sell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Self

import numpy as np

from gapfinder.matching.fields import find_fields
from gapfinder.matching.labels import find_head
from gapfinder.matching.meanings import Encode, Meanings
from gapfinder.matching.prices import Prices
from gapfinder.matching.senses import tell_senses
from gapfinder.matching.sold import Sold, list_prices, tell_goods
from gapfinder.matching.trees import Node
from gapfinder.matching.vectors import Bag, Ints, Vectors, Vocabulary

VIEWS = (
    "own", "heads", "rest", "grams", "full", "above", "children", "fields", "trades", "titles", "sold", "sold_beside",
    "homonyms", "senses",
)  # fmt: skip
MARKED = ("own", "above", "full", "homonyms", "senses")
TOO_COMMON = {"grams": 0.08, "titles": 0.3}
"""Terms in a greater share of the categories than this weigh nothing in these vectors."""
BY_WORDS, BY_MEANING, ACROSS_LANGUAGES = "weights", "weights_semantic", "weights_languages"
LONGEST_OWN = 120
MOST_CHILDREN = 60
DEEPEST = 50


@dataclass(frozen=True, kw_only=True, eq=False)
class Profile:
    """The nodes of one side with their vectors by view; all profiles of one comparison share the vocabularies."""

    nodes: Sequence[Node]
    vectors: Mapping[str, Vectors]
    sites: Ints
    """The number of each node's site among those of this side."""
    parents: Ints
    """The position of each node's parent, -1 at the top."""
    meanings: Meanings | None
    """What a sentence model makes of the nodes, None where none is at hand."""
    weights: str = BY_WORDS
    """The table of the weights for what is known of the nodes of all sides."""
    prices: Prices | None = None
    """What products of the nodes cost, None where nothing is known of any."""
    depths: Ints
    tops: Ints
    seconds: Ints
    """The number of nodes above each, and the positions of the topmost of them and of the one below that; the node's
    own where it stands so high itself."""

    @cached_property
    def marks(self) -> Mapping[str, Vectors]:
        """Views with every weight 1: whether a term stands in a name, in the names above it, in the whole path, or has
        several meanings."""
        return {view: _reweigh(self.vectors[view], 0) for view in MARKED}

    @cached_property
    def masses(self) -> Mapping[str, Vectors]:
        """Views with their weights squared: how much of a name, or of what it adds to those above, each term is."""
        return {view: _reweigh(self.vectors[view], 2) for view in ("own", "rest")}

    @cached_property
    def texts(self) -> Sequence[str]:
        """What each node says itself, to compare how it is spelled."""
        return [" ".join(sorted(node.own))[:LONGEST_OWN] for node in self.nodes]

    @classmethod
    def of(
        cls,
        nodes: Sequence[Node],
        bags: Mapping[str, Sequence[Bag]],
        words: Mapping[str, Vocabulary],
        encode: Encode | None,
    ) -> Self:
        """Weigh the bags of some nodes by vocabularies, and ask a model for the vectors of their names."""
        parents = np.array([-1 if node.parent is None else node.parent for node in nodes], dtype=np.int64)
        depths = count_above(parents)
        return cls(
            nodes=nodes,
            vectors={view: Vectors.of(bags[view], words[view]) for view in VIEWS},
            sites=number_sites(nodes),
            parents=parents,
            meanings=read_meanings(nodes, parents, encode),
            depths=depths,
            tops=climb(parents, depths, 0),
            seconds=climb(parents, depths, 1),
        )


def profile_sides(
    sides: Sequence[Sequence[Node]], titles: Sequence[Mapping[int, Sold]] = (), *, encode: Encode | None = None
) -> list[Profile]:
    """Return a profile for each side, weighed by the rarity of terms over all of them.

    `titles` holds for each side what products say by the position of their category; `encode` returns the vectors of
    names, where a sentence model is at hand.
    """
    sold = titles or [{} for _ in sides]
    sides = [tell_senses(*side) for side in zip(sides, sold, strict=True)]
    bags = [fill_bags(*side) for side in zip(sides, sold, strict=True)]
    prices = [list_prices(*side) for side in zip(sides, sold, strict=True)]
    words = {
        view: Vocabulary.of((bag for side in bags for bag in side[view]), too_common=TOO_COMMON.get(view, 1.0))
        for view in VIEWS
    }
    # What a name is about is rare or common among names, wherever in a path it stands.
    for view in ("own", "heads", "rest", "above", "children", "homonyms"):
        words[view] = words["full"]
    words["trades"] = words["fields"]
    words["sold"] = words["sold_beside"] = words["titles"]
    weights = choose_weights((node.language for side in sides for node in side), by_meaning=encode is not None)
    return [
        replace(Profile.of(side, bag, words, encode), weights=weights, prices=price)
        for side, bag, price in zip(sides, bags, prices, strict=True)
    ]


def choose_weights(languages: Iterable[str], *, by_meaning: bool) -> str:
    """Return the table of the weights for sites that speak some languages.

    >>> choose_weights(["en"], by_meaning=True), choose_weights(["en", "de"], by_meaning=False)
    ('weights_semantic', 'weights')
    """
    if not by_meaning:
        return BY_WORDS
    return BY_MEANING if set(languages) <= {"en"} else ACROSS_LANGUAGES


def read_meanings(nodes: Sequence[Node], parents: Ints, encode: Encode | None) -> Meanings | None:
    """Return what a model makes of nodes, None where none is at hand; `parents` are their positions, -1 at the top."""
    if encode is None:
        return None
    return Meanings.of([node.place.path for node in nodes], [_list_parts(node) for node in nodes], parents, encode)


def _list_heads(node: Node) -> list[str]:
    """Return the terms that a node is about, one for each part of a composite name."""
    parts = node.label.parts if node.own == node.label.terms else (node.own,)
    return [head for head in dict.fromkeys(find_head(part, node.language) for part in parts) if head]


def _list_parts(node: Node) -> Sequence[str]:
    """Return the parts of a composite name, a plain one as it is."""
    return node.label.pieces if len(node.label.pieces) > 1 else node.place.path[-1:]


def number_sites(nodes: Sequence[Node]) -> Ints:
    """Return for each node the number of its site."""
    numbers = {site: at for at, site in enumerate(dict.fromkeys(node.place.site for node in nodes))}
    return np.array([numbers[node.place.site] for node in nodes], dtype=np.int64)


def count_above(parents: Ints) -> Ints:
    """Return for each node how many stand above it; who goes round in a loop has as many as are counted at all.

    >>> count_above(np.array([-1, 0, 1, -1])).tolist(), count_above(np.array([1, 0])).tolist()
    ([0, 1, 2, 0], [50, 50])
    """
    depths, above = np.zeros_like(parents), parents
    for _ in range(DEEPEST):
        depths = depths + (above >= 0)
        above = np.where(above >= 0, parents[above], -1)
    return depths


def climb(parents: Ints, depths: Ints, depth: int) -> Ints:
    """Return for each node the one at a depth that it stands below, itself where it is no deeper.

    >>> parents = np.array([-1, 0, 1, 2, -1])
    >>> climb(parents, count_above(parents), 1).tolist()
    [0, 1, 1, 1, 4]
    """
    found = np.arange(len(parents))
    for _ in range(DEEPEST):
        found = np.where(depths[found] > depth, parents[found], found)
    return found


def _reweigh(vectors: Vectors, power: int) -> Vectors:
    """Return vectors with their weights raised to a power."""
    return replace(vectors, weights=vectors.weights**power)


def cut_grams(terms: Sequence[str]) -> Counter[str]:
    """Return the trigrams of each term, its ends marked.

    >>> sorted(cut_grams(("saw", "x")))
    [' sa', ' x ', 'aw ', 'saw']
    """
    return Counter(
        padded[at : at + 3]
        for term in terms
        for padded in (f" {term[:LONGEST_OWN]} ",)
        for at in range(len(padded) - 2)
    )


def fill_bags(nodes: Sequence[Node], titles: Mapping[int, Sold]) -> dict[str, list[Bag]]:
    """Return the terms of each node by view; the nodes are told what their words mean."""
    own: list[Bag] = [dict.fromkeys(node.own, 1.0) for node in nodes]
    sold = tell_goods(nodes, titles)
    return {
        "own": own,
        "heads": [dict.fromkeys(_list_heads(node), 1.0) for node in nodes],
        "rest": [
            {term: 1.0 for term in node.own if term not in node.above} or bag
            for node, bag in zip(nodes, own, strict=True)
        ],
        "grams": [cut_grams(node.own[:20]) for node in nodes],
        "full": [{**node.above, **bag} for node, bag in zip(nodes, own, strict=True)],
        "above": [node.above for node in nodes],
        "children": [Counter(t for child in node.children[:MOST_CHILDREN] for t in nodes[child].own) for node in nodes],
        "fields": [find_fields(node.own, node.above) for node in nodes],
        "trades": [find_fields(node.own, {}) for node in nodes],
        "titles": [titles[at].terms if at in titles else {} for at in range(len(nodes))],
        "sold": sold,
        "sold_beside": [
            {term: share for term, share in bag.items() if term not in node.own}
            for node, bag in zip(nodes, sold, strict=True)
        ],
        "homonyms": [{word: 1.0 for word in node.own if word in node.meant} for node in nodes],
        "senses": [
            {f"{word}/{sense}": 1.0 for word, senses in node.meant.items() for sense in sorted(senses)}
            for node in nodes
        ],
    }
