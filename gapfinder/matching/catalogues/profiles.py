"""What a matcher compares of categories: vectors of their names, of the names around them, of what they sell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Self

import numpy as np
import numpy.typing as npt

from gapfinder.matching.catalogues.meanings import Meanings
from gapfinder.matching.catalogues.prices import Prices
from gapfinder.matching.catalogues.senses import tell_senses
from gapfinder.matching.catalogues.sold import Sold, list_prices
from gapfinder.matching.catalogues.title_examples import Examples
from gapfinder.matching.catalogues.trees import Node
from gapfinder.matching.catalogues.views import LONGEST_OWN, NAMED, VIEWS, count_terms, fill_bags, name_kind
from gapfinder.matching.summed_meanings import Encode
from gapfinder.matching.vectors import Bag, Ints, Vectors, Vocabulary, join_rows

MARKED = ("above", "homonyms", "senses")
BY_WORDS, BY_MEANING, ACROSS_LANGUAGES = "weights", "weights_semantic", "weights_languages"
DEEPEST = 50


@dataclass(frozen=True, kw_only=True, eq=False)
class Profile:
    """The nodes of one side with their vectors by view; all profiles of one comparison share the vocabularies."""

    nodes: Sequence[Node]
    vectors: Mapping[str, Vectors]
    sites: Ints
    """The number of each node's site among those of this side."""
    breadths: Ints
    """How many categories of goods each node's site has."""
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
    def named(self) -> Mapping[str, Vectors]:
        """What names say: a row a node, and as many again of names that may be read word by word, empty for others."""
        pairs = {view: (self.vectors[view], self.vectors[f"literal_{view}"]) for view in NAMED}
        return {view: join_rows(pair, width=pair[0].width) for view, pair in pairs.items()}

    @cached_property
    def readings(self) -> Ints:
        """The row of each node's name as it is read word by word, its own where that makes no difference."""
        rows = np.arange(len(self.nodes))
        return np.where(np.diff(self.vectors["literal_own"].starts) > 0, rows + len(rows), rows)

    @cached_property
    def tells(self) -> npt.NDArray[np.bool_]:
        """Tell of which nodes titles say more than those of others of their site."""
        terms, telling = (np.diff(self.vectors[view].starts) for view in ("titles", "telling"))
        told: npt.NDArray[np.bool_] = terms == telling
        return told

    def read(self, row: int) -> Node:
        """Return the node of a row, its name read word by word where the row is of that reading."""
        again, at = divmod(row, len(self.nodes))
        return (self.nodes[at].read_literally() if again else None) or self.nodes[at]

    @cached_property
    def marks(self) -> Mapping[str, Vectors]:
        """Views with every weight 1: whether a term stands in a name, in the names above it, in the whole path, or has
        several meanings."""
        return {view: _reweigh(vectors, 0) for view, vectors in self._list_marked()}

    def _list_marked(self) -> Iterator[tuple[str, Vectors]]:
        yield from ((view, self.named[view]) for view in ("own", "full"))
        yield from ((view, self.vectors[view]) for view in MARKED)

    @cached_property
    def masses(self) -> Mapping[str, Vectors]:
        """Views with their weights squared: how much of a name, or of what it adds to those above, each term is."""
        return {view: _reweigh(self.named[view], 2) for view in ("own", "rest")}

    @cached_property
    def texts(self) -> Sequence[str]:
        """What each row of a name says itself, to compare how it is spelled; nothing where it is no other reading."""
        own = [node.own for node in self.nodes]
        own += [self.read(row).own if row >= len(self.nodes) else () for row in self.readings.tolist()]
        return [" ".join(sorted(terms))[:LONGEST_OWN] for terms in own]

    @classmethod
    def of(
        cls,
        nodes: Sequence[Node],
        bags: Mapping[str, Sequence[Bag]],
        words: Mapping[str, Vocabulary],
        encode: Encode | None,
        sold: Mapping[int, Sold],
    ) -> Self:
        """Weigh the bags of some nodes by vocabularies of each kind, and ask a model for the vectors of their names and
        of what is sold."""
        parents = np.array([-1 if node.parent is None else node.parent for node in nodes], dtype=np.int64)
        depths, sites = count_above(parents), number_sites(nodes)
        is_goods = np.array([node.is_goods for node in nodes], dtype=bool)
        return cls(
            nodes=nodes,
            vectors={view: Vectors.of(bags[view], words[name_kind(view)]) for view in VIEWS},
            sites=sites,
            breadths=np.bincount(sites[is_goods], minlength=len(nodes))[sites],
            parents=parents,
            meanings=read_meanings(nodes, parents, encode, sold),
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
    words = count_terms(bags)
    weights = choose_weights((node.language for side in sides for node in side), by_meaning=encode is not None)
    return [
        replace(Profile.of(side, bag, words, encode, said), weights=weights, prices=price)
        for side, bag, price, said in zip(sides, bags, prices, sold, strict=True)
    ]


def choose_weights(languages: Iterable[str], *, by_meaning: bool) -> str:
    """Return the table of the weights for sites that speak some languages.

    >>> choose_weights(["en"], by_meaning=True), choose_weights(["en", "de"], by_meaning=False)
    ('weights_semantic', 'weights')
    """
    if not by_meaning:
        return BY_WORDS
    return BY_MEANING if set(languages) <= {"en"} else ACROSS_LANGUAGES


def read_meanings(
    nodes: Sequence[Node], parents: Ints, encode: Encode | None, sold: Mapping[int, Sold]
) -> Meanings | None:
    """Return what a model makes of nodes, None where none is at hand; `parents` are their positions, -1 at the top."""
    if encode is None:
        return None
    paths, parts = [node.place.path for node in nodes], [_list_parts(node) for node in nodes]
    return Meanings.of(paths, parts, parents, encode, Examples.of(nodes, sold))


def _list_parts(node: Node) -> Sequence[str]:
    """Return the parts of a composite name, a plain one as it is."""
    return node.label.pieces if len(node.label.pieces) > 1 else node.place.path[-1:]


def speak_alike(source: Profile, target: Profile, rows: Ints, others: Ints) -> npt.NDArray[np.bool_]:
    """Tell which pairs are in one language."""
    ours, theirs = (np.array([node.language for node in side.nodes]) for side in (source, target))
    alike: npt.NDArray[np.bool_] = ours[rows] == theirs[others]
    return alike


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
