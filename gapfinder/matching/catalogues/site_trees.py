"""A site's catalogue as it is given to be matched, and its nodes with the terms they are compared by."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field
from itertools import chain

from gapfinder.matching.catalogues.prices import Price
from gapfinder.matching.catalogues.senses import tell_senses
from gapfinder.matching.catalogues.sheets import Made, Sheet, make_sheet
from gapfinder.matching.catalogues.sold import Sold
from gapfinder.matching.catalogues.trees import Node, Place, plant_forest
from gapfinder.matching.catalogues.views import fill_bags
from gapfinder.matching.catalogues.yardstick import Yardstick
from gapfinder.matching.names.whole_words import WholeWords
from gapfinder.matching.summed_meanings import Encode
from gapfinder.matching.vectors import Bag


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteTree:
    """A site's catalogue: `brands` are folded names; `titles` and `prices` those of products by category id.

    `mark` is another whenever any of it is, but for the prices.
    """

    places: Sequence[Place]
    brands: Set[tuple[str, str]] = frozenset()
    titles: Mapping[str, Sequence[str]] = field(default_factory=dict)
    prices: Mapping[str, Price] = field(default_factory=dict)
    mark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Planted:
    """A site's nodes, the terms of each by view, and what their products say by position."""

    tree: SiteTree
    nodes: Sequence[Node]
    bags: Mapping[str, Sequence[Bag]]
    sold: Mapping[int, Sold]

    def measure(self, yardstick: Yardstick, arrival: int, encode: Encode | None) -> Sheet:
        """Return what the site is matched by; the yardstick is to know the terms."""
        made = Made(mark=self.tree.mark, sold=self.sold, encode=encode)
        return make_sheet(self.nodes, self.bags, yardstick, arrival, made)


def plant_site(tree: SiteTree, whole_words: WholeWords) -> Planted:
    """Read the names and the titles of a site; `whole_words` are those of all sites' names."""
    titles = {place.site: list(chain.from_iterable(tree.titles.values())) for place in tree.places[:1]}
    nodes = plant_forest(tree.places, brands=tree.brands, whole_words=whole_words, titles=titles)
    sold = {
        at: Sold.of(tree.titles.get(found, ()), node.language, tree.prices.get(found), whole_words)
        for at, node in enumerate(nodes)
        if (found := node.place.category_id) in tree.titles or found in tree.prices
    }
    told = tell_senses(nodes, sold)
    return Planted(tree=tree, nodes=told, bags=fill_bags(told, sold), sold=sold)
