"""Which categories sell nothing that comes near what others do, by what their product titles mean."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from typing import Self

import numpy as np

from gapfinder.matching.catalogues.sold import Sold
from gapfinder.matching.catalogues.title_examples import Examples
from gapfinder.matching.catalogues.trees import Node
from gapfinder.matching.clustering.concepts import Concepts
from gapfinder.matching.pairs.meant_goods import ENOUGH, FAR
from gapfinder.matching.summed_meanings import Encode, Rows, lower_capitals
from gapfinder.matching.vectors import Ints

NEAREST = 3
"""So many categories of a site may sell what one of another does, the nearest by what titles mean, if it is as near to
them."""
FAR_BEHIND, FEWEST_NEARER = 1 / 3, 5
"""What comes after such a part of a site, from either side, and after so many at least, is other goods: of 166 pairs of
the same goods under other names in made-up shops of one trade none does, though some share next to no word."""
MEETING, MUCH = 0.5, 0.1
"""Two that are the nearest to each other, so near at least, are the same goods; what is so much farther is none."""
AT_ONCE = 1000
ROUNDING = 1e-6
"""By so much a cosine differs by how it is reckoned."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Nearest:
    """The nearest on another site to each row of one by what titles mean, the nearest first: which, and how near.

    `behind` is the likeness below which a row is far behind others; below that of everything where there are too few.
    """

    places: Ints
    alike: Rows
    behind: Rows

    @classmethod
    def of(cls, goods: Rows, others: Rows) -> Self:
        """Find them by vectors of unit length."""
        most, nearer = min(NEAREST, len(others)), max(int(np.ceil(FAR_BEHIND * len(others))), FEWEST_NEARER)
        places, alike, behind = [np.zeros((0, most), np.int64)], [np.zeros((0, most), np.float32)], [np.zeros(0)]
        for start in range(0, len(goods), AT_ONCE):
            cosines = goods[start : start + AT_ONCE] @ others.T
            some = np.argpartition(-cosines, most - 1, axis=1)[:, :most]
            order = np.argsort(-np.take_along_axis(cosines, some, axis=1), axis=1, kind="stable")
            found = np.take_along_axis(some, order, axis=1)
            places.append(found)
            alike.append(np.take_along_axis(cosines, found, axis=1))
            is_few = nearer > len(others)
            behind.append(
                np.full(len(found), -1.0) if is_few else -np.partition(-cosines, nearer - 1, axis=1)[:, nearer - 1]
            )
        return cls(
            places=np.concatenate(places), alike=np.concatenate(alike), behind=np.concatenate(behind).astype(np.float32)
        )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Nearness:
    """What enough titles of undivided categories mean, by site: `goods` of each of its `nodes`, which are at `places`
    there. `several` are nodes whose names have several parts, `said` is what single titles mean, with the node of each.

    `nearest` are those of two sites, and `speaking` the nodes of the second by those of the first that their titles
    speak of, as they were asked for.
    """

    site_of: Mapping[int, str] = field(default_factory=dict)
    places: Mapping[int, int] = field(default_factory=dict)
    nodes: Mapping[str, Sequence[int]] = field(default_factory=dict)
    goods: Mapping[str, Rows] = field(default_factory=dict)
    several: Set[int] = frozenset()
    said: Mapping[str, tuple[Sequence[int], Rows]] = field(default_factory=dict)
    nearest: dict[tuple[str, str], Nearest] = field(default_factory=dict)
    speaking: dict[tuple[str, str], Mapping[int, Set[int]]] = field(default_factory=dict)

    @classmethod
    def of(cls, concepts: Concepts, sold: Mapping[int, Sold], encode: Encode | None = None) -> Self:
        """Read what several titles of a category mean; nothing where no sentence model was at hand."""
        nodes: dict[str, list[int]] = defaultdict(list)
        examples = Examples.of(concepts.nodes, sold)
        titles = examples.titles
        for at in sorted(sold):
            if examples.tells[at] and len(titles[at]) >= ENOUGH and not _is_divided(concepts.nodes, at):
                nodes[concepts.nodes[at].place.site].append(at)
        goods = {site: concepts.matches.list_goods(np.array(found, dtype=np.int64)) for site, found in nodes.items()}
        known = {site: rows for site, rows in goods.items() if rows is not None}
        return cls(
            site_of={at: site for site in known for at in nodes[site]},
            places={at: place for site in known for place, at in enumerate(nodes[site])},
            nodes={site: nodes[site] for site in known},
            goods=known,
            several={at for site in known for at in nodes[site] if len(concepts.nodes[at].label.parts) > 1},
            said={site: _read_titles(nodes[site], titles, encode) for site in known} if encode else {},
        )

    def is_far(self, node: int, others: Iterable[int]) -> bool:
        """Tell whether a category sells other goods than all those of some of other sites of which that is known."""
        known = [other for other in others if other in self.places] if node in self.places else []
        return bool(known) and all(self._is_far(node, other) and not self.speaks_of(node, other) for other in known)

    def list_near(self, nodes: Iterable[int], site: str) -> Iterator[int]:
        """Yield the categories of a site that are among the nearest to some of others, as these are to them, or that
        are near and the nearest.
        """
        for node in (at for at in nodes if at in self.places and site in self.goods):
            nearest = self._find_nearest(self.site_of[node], site)
            for place, other in enumerate(self.nodes[site][at] for at in nearest.places[self.places[node]].tolist()):
                alike = self._measure(node, other)
                is_near = alike >= max(FAR, self._find_least(other, node, NEAREST))
                is_nearest = place == 0 and alike >= MEETING
                if (is_near or is_nearest) and not self._is_elsewhere(node, other, alike):
                    yield other

    def list_speaking(self, nodes: Iterable[int], site: str) -> Iterator[int]:
        """Yield the categories of a site of which some title is nearer to one of others than to what else is sold
        there: they may hold it, whatever they sell besides.
        """
        for node in (at for at in nodes if at in self.places and site in self.said):
            yield from sorted(self._find_speaking(self.site_of[node], site).get(node, ()))

    def is_met(self, node: int, sites: Set[str], but: Set[int]) -> bool:
        """Tell whether some site sells what a category does, other than as some of its categories."""
        if node not in self.places:
            return False
        found = (self._find_meeting(node, site) for site in sorted(sites & self.goods.keys() - {self.site_of[node]}))
        return any(other is not None and other not in but for other in found)

    def _is_far(self, node: int, other: int) -> bool:
        """Tell whether much is nearer to both of two, or one of them is on the other site as what is nearer to it."""
        alike = self._measure(node, other)
        is_behind = (alike < self._find_behind(*pair) for pair in ((node, other), (other, node)))
        return all(is_behind) or self._is_elsewhere(node, other, alike)

    def speaks_of(self, node: int, other: int) -> bool:
        """Tell whether a title of either of two speaks of the other."""
        return self.places.keys() >= {node, other} and any(
            self.site_of[one] in self.said
            and one in self._find_speaking(self.site_of[there], self.site_of[one]).get(there, ())
            for one, there in ((node, other), (other, node))
        )

    def _find_speaking(self, here: str, there: str) -> Mapping[int, Set[int]]:
        if (here, there) not in self.speaking:
            owners, said = self.said[there]
            found: dict[int, set[int]] = defaultdict(set)
            for start in range(0, len(said), AT_ONCE):
                alike = said[start : start + AT_ONCE] @ self.goods[here].T
                for owner, place, cosine in zip(owners[start:], alike.argmax(axis=1), alike.max(axis=1), strict=False):
                    if cosine >= MEETING:
                        found[self.nodes[here][int(place)]].add(owner)
            self.speaking[here, there] = found
        return self.speaking[here, there]

    def _is_elsewhere(self, node: int, other: int, alike: float) -> bool:
        """Tell whether either of two is on the site of the other, too, as what is much nearer to it.

        What has several parts may hold more than that.
        """
        return any(
            self._find_meeting(one, self.site_of[there]) is not None and alike < self._find_least(one, there, 1) - MUCH
            for one, there in ((node, other), (other, node))
            if one not in self.several
        )

    def _find_meeting(self, node: int, site: str) -> int | None:
        """Return the category of another site that sells the nearest to what one does, and it to that, near enough."""
        nearest = self._find_nearest(self.site_of[node], site)
        place = self.places[node]
        other = int(nearest.places[place][0])
        back = self._find_nearest(site, self.site_of[node]).places[other][0]
        return self.nodes[site][other] if back == place and nearest.alike[place][0] >= MEETING else None

    def _measure(self, *pair: int) -> float:
        one, other = (self.goods[self.site_of[at]][self.places[at]] for at in pair)
        return float(one @ other)

    def _find_least(self, node: int, other: int, count: int) -> float:
        """Return how near what the site of another sells has to be to be among so many that are nearest to a node."""
        alike = self._find_nearest(self.site_of[node], self.site_of[other]).alike[self.places[node]]
        return float(alike[min(count, len(alike)) - 1]) - ROUNDING

    def _find_behind(self, node: int, other: int) -> float:
        """Return the likeness below which what the site of another sells is far behind others for a node."""
        nearest = self._find_nearest(self.site_of[node], self.site_of[other])
        return float(nearest.behind[self.places[node]]) - ROUNDING

    def _find_nearest(self, here: str, there: str) -> Nearest:
        if (here, there) not in self.nearest:
            self.nearest[here, there] = Nearest.of(self.goods[here], self.goods[there])
        return self.nearest[here, there]


def _read_titles(nodes: Sequence[int], titles: Sequence[Sequence[str]], encode: Encode) -> tuple[Sequence[int], Rows]:
    """Return what each title of some nodes means, and of which node it is."""
    return [at for at in nodes for _ in titles[at]], encode(
        [lower_capitals(title) for at in nodes for title in titles[at]]
    )


def _is_divided(nodes: Sequence[Node], at: int) -> bool:
    return any(nodes[child].is_goods for child in nodes[at].children)
