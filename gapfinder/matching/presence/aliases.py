"""Which categories may be a concept under a name that nothing at hand knows: ballpoints, for who looks for pens."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from itertools import chain
from typing import Self

from gapfinder.matching.catalogues.sold import Sold, list_mixes
from gapfinder.matching.catalogues.title_repeats import leave_repeated
from gapfinder.matching.catalogues.trades import Trades
from gapfinder.matching.catalogues.vicinity import may_touch
from gapfinder.matching.clustering.concepts import Concept, Concepts
from gapfinder.matching.pairs.goods import FEWEST_KINDS
from gapfinder.matching.pairs.likenesses import Likenesses
from gapfinder.matching.presence.holders import list_sites
from gapfinder.matching.presence.kin_below import FAINT, Kin, list_below
from gapfinder.matching.presence.mates import Mates
from gapfinder.matching.presence.nearness import Nearness
from gapfinder.matching.presence.parted import Parted
from gapfinder.matching.presence.ruled_kin import drop_denied
from gapfinder.matching.presence.shop_floors import About, Floor, list_floors, read_nodes
from gapfinder.matching.vectors import Bag

TOLD = 0.3
"""So like one of another site a category is that this tells what it is."""
PARTS = 0.5
"""So do as many of the categories below it as are told, …"""
NAMED, FEWEST = 0.8, 3
"""… and as many of its product titles, of so many at least, as name goods that the other site has."""
STRANGE, FEWEST_NAMES = 0.5, 5
"""Where nothing tells what so great a part of a site's categories is, of so many at least, its names have too little in
common with those of others to say what is missing: any of them may be anything. …"""
UNKNOWN = 0.4
"""… That is so where the tables know as little of the goods of one of the two: else they differ in what they sell."""
LIKE = 0.1
"""So like a category has to be to be called what may be meant; another only shows that there are such."""
UNTOLD, HARDLY_TOLD = "perhaps another name for it", "hardly anything there is called as where that is"
CALLED, UNNAMED = "shops call it so, too", ""


def find_aliases(
    concepts: Concepts, sold: Mapping[int, Sold], parted: Parted, trades: Trades, nearness: Nearness
) -> list[Kin]:
    """Return for each concept a category of each other site that may be it whatever its name says.

    On a site of the same trade that is one which no site with the concept has besides it, as far as is known, of no
    other field of goods, or of any where most of its categories are such; or one whose products are called like what
    the concept is about. Elsewhere it is only one that is called like that itself and of the same field: disposable
    gloves may be examination gloves. Nothing `parted` from the concept is it; nor is there one on a site that speaks
    another language, where names tell nothing anyway. `sold` is what products say by the position of their category,
    `nearness` what their titles mean beside others.
    """
    search = _Search.of(concepts, sold, parted, nearness)
    return list(drop_denied(concepts, _list_aliases(search, trades)))


def _list_aliases(search: _Search, trades: Trades) -> Iterator[Kin]:
    for concept in search.concepts.found:
        sought = search.seek(concept)
        alike = trades.list_alike(sought.sites)
        for site in sorted(trades.sites - sought.sites):
            if site in alike:
                likest, evidence = search.find_likest(sought, search.list_aliases(sought, site)), UNTOLD
                if likest is None:
                    others = search.list_any(sought, site, trades.alike[site] & sought.sites)
                    likest, evidence = search.find_likest(sought, others), HARDLY_TOLD
            else:
                likest, evidence = search.find_likest(sought, search.list_called(sought, site)), CALLED
            if likest is not None:
                node, score = likest
                told = evidence if evidence == CALLED or score >= LIKE else UNNAMED
                yield Kin(concept_id=concept.concept_id, node=node, score=FAINT, evidence=told)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sought:
    """A concept with its categories, all that stands below them, they among it, what they are about, and its sites."""

    concept: Concept
    members: Sequence[int]
    below: Set[int]
    about: About
    sites: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Search:
    """All that is known of categories: `mates` have the concepts of each, `telling` what tells what it is.

    `unknown` is the part of each site's categories of which the tables do not know what goods they are, `mixes` are the
    terms that several product titles of each say.
    `untold` are the floors of a site without what some sites tell, as they were asked for.
    """

    concepts: Concepts
    parted: Parted
    sold: Mapping[int, Sold]
    carrying: Mapping[str, Set[str]]
    about: Sequence[About]
    floors: Mapping[str, Floor]
    unknown: Mapping[str, float]
    mates: Mates
    like: Likenesses
    telling: Likenesses
    mixes: Sequence[Bag]
    nearness: Nearness
    untold: dict[tuple[str, frozenset[str]], Floor] = field(default_factory=dict)

    @classmethod
    def of(cls, concepts: Concepts, sold: Mapping[int, Sold], parted: Parted, nearness: Nearness) -> Self:
        about = read_nodes(concepts, sold)
        floors = list_floors(concepts.nodes, about, sold)
        carrying = list_sites(concepts)
        return cls(
            concepts=concepts,
            parted=parted,
            sold=sold,
            carrying=carrying,
            about=about,
            floors=floors,
            unknown={site: _measure_unknown(floor, about) for site, floor in floors.items()},
            mates=Mates.of(concepts),
            like=Likenesses.of(concepts.matches, len(concepts.nodes)),
            telling=Likenesses.of(concepts.matches, len(concepts.nodes), least=TOLD),
            mixes=list_mixes(len(concepts.nodes), leave_repeated(concepts.nodes, sold)),
            nearness=nearness,
        )

    def seek(self, concept: Concept) -> _Sought:
        members = [member.node for member in concept.members]
        below = {node for member in members for node in list_below(self.concepts, member)}
        about = About.sum_up([self.about[node] for node in members], [self.about[node] for node in below])
        sites = frozenset(self.carrying[concept.concept_id])
        return _Sought(concept=concept, members=members, below=below, about=about, sites=sites)

    def list_aliases(self, sought: _Sought, site: str) -> list[int]:
        """Return the categories of a site of the same trade that may be what is sought, or hold it by their titles.

        Where titles of either name no goods, other names tell nothing.
        """
        floor, about = self.floors[site], sought.about
        untold = self.list_untold(sought, site)
        codes = untold.list_all() if about.is_silent else untold.silent
        near = chain(codes, untold.list_near(about), self._list_told_by(sought, site))
        named = (node for node in near if about.may_be(self.about[node]))
        return [*named, *self._list_sold_near(sought, site)] or [
            node for node in floor.list_called(about) if self.about[node].heads.isdisjoint(about.heads)
        ]

    def list_any(self, sought: _Sought, site: str, others: Set[str]) -> list[int]:
        """Return what is untold on a site where most is, of names in a language of what is sought.

        `others` are sites of its trade that have what is sought.
        """
        untold = self.list_untold(sought, site).list_all()
        if max(self.unknown[one] for one in (site, *others)) < UNKNOWN:
            return []
        if len(untold) < STRANGE * max(len(self.floors[site].list_all()), FEWEST_NAMES):
            return []
        return [node for node in untold if not self.about[node].languages.isdisjoint(sought.about.languages)]

    def list_untold(self, sought: _Sought, site: str) -> Floor:
        """Return the categories of a site of which no site with what is sought tells what they are."""
        key = site, sought.sites
        if key not in self.untold:
            self.untold[key] = self.floors[site].leave_out(lambda node: self._is_told(node, sought.sites, frozenset()))
        return self.untold[key]

    def list_called(self, sought: _Sought, site: str) -> list[int]:
        """Return the categories of a site that are about what is sought by their names, or near it, and may be it."""
        floor, about = self.floors[site], sought.about
        same = (node for node in floor.list_namesakes(about) if not about.fields.isdisjoint(self.about[node].fields))
        near = (node for node in floor.list_near_names(about) if may_touch(about.named, self.about[node].named))
        return [
            node
            for node in chain(same, near)
            if about.may_be(self.about[node]) and not self._is_told(node, sought.sites, sought.below)
        ]

    def find_likest(self, sought: _Sought, found: Sequence[int]) -> tuple[int, float] | None:
        """Return the one of some categories, not parted from what is sought, that is likest it, and how like it is."""
        scores = {other: score for member in sought.members if found for other, score in self.like.list_of(member)}
        ranked = sorted(((node, scores.get(node, 0.0)) for node in found), key=lambda one: (-one[1], one[0]))
        silent = (one for one in ranked if not self.parted.is_apart(sought.concept.concept_id, one[0]))
        return next((one for one in silent if not self._sells_otherwise(one[0], sought)), None)

    def _sells_otherwise(self, node: int, sought: _Sought) -> bool:
        """Tell whether nothing that several titles of a category say is said by several of what is sought, or means
        anything near it.
        """
        ours, theirs = self.mixes[node].keys(), {term for other in sought.below for term in self.mixes[other]}
        shares_nothing = min(len(ours), len(theirs)) >= FEWEST_KINDS and ours.isdisjoint(theirs)
        if shares_nothing and not any(self.nearness.speaks_of(node, other) for other in sought.below):
            return True
        return self.nearness.is_far(node, sought.below)

    def _list_told_by(self, sought: _Sought, site: str) -> Iterator[int]:
        """Yield the categories of a site of which what is sought tells what they are, and nothing else of its sites."""
        for node in sought.below:
            for other, _ in self.telling.list_of(node):
                is_there = self.concepts.nodes[other].place.site == site
                if is_there and not self._is_told(other, sought.sites, sought.below):
                    yield other

    def _list_sold_near(self, sought: _Sought, site: str) -> Iterator[int]:
        """Yield what sells on a site what comes near what is sought, and is of no concept of the sites of that, or
        has a title that speaks of it.
        """
        near = self.nearness.list_near(sought.below, site)
        yield from (node for node in near if not self.mates.is_elsewhere(node, sought.sites, sought.below))
        yield from self.nearness.list_speaking(sought.below, site)

    def _is_told(self, node: int, sites: Set[str], but: Set[int]) -> bool:
        """Tell whether any of some sites tells what a category is, or most of what stands below it."""
        below = [child for child in self.concepts.nodes[node].children if self.concepts.nodes[child].is_goods]
        return self._is_answered(node, sites, but) or (
            bool(below) and sum(self._is_answered(child, sites, but) for child in below) >= PARTS * len(below)
        )

    def _is_answered(self, node: int, sites: Set[str], but: Set[int]) -> bool:
        """Tell whether any of some sites has what a category is, too, other than as some of its categories.

        What is divided further tells of something in its midst where that may stand, not what it is.
        """
        nodes, is_divided = self.concepts.nodes, self.about[node].is_divided
        return (
            self.mates.is_elsewhere(node, sites, but)
            or any(
                other not in but and nodes[other].place.site in sites and self.about[other].is_divided <= is_divided
                for other, _ in self.telling.list_of(node)
            )
            or self._is_named(node, sites)
        )

    def _is_named(self, node: int, sites: Set[str]) -> bool:
        """Tell whether the products of a category are called like goods that some sites have."""
        said = self.sold.get(node)
        if said is None or said.titles < FEWEST:
            return False
        known = [self.floors[site].by_head for site in sites]
        named = (count for term, count in said.terms.items() if any(term in heads for heads in known))
        return sum(named) >= NAMED * said.titles


def _measure_unknown(floor: Floor, about: Sequence[About]) -> float:
    nodes = floor.list_all()
    return sum(not about[node].is_known for node in nodes) / max(len(nodes), 1)
