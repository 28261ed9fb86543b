"""Which categories may be of a concept because they hold what it holds elsewhere, whatever it is called: machines."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass
from functools import cache
from itertools import chain
from typing import Self

from gapfinder.matching.catalogues.senses import list_senses
from gapfinder.matching.catalogues.sold import Sold
from gapfinder.matching.catalogues.trees import Node
from gapfinder.matching.catalogues.vicinity import may_touch
from gapfinder.matching.clustering.concepts import Concept, Concepts
from gapfinder.matching.names.compounds import find_end, find_end_of
from gapfinder.matching.names.fields import find_fields, is_wide, list_fields_called
from gapfinder.matching.names.labels import filler_terms, light_terms, pack_terms
from gapfinder.matching.names.terms import name_alike
from gapfinder.matching.presence.held_goods import say_name
from gapfinder.matching.presence.kin_below import Kin, list_below, map_nodes
from gapfinder.matching.presence.parted import Parted

SHARED = 0.2
"""Goods that this share of a category's titles name are what it holds, among others."""
OF_FIELD = 0.15
"""Goods are of each field that this part of them is of."""
Goods = Counter[tuple[str, frozenset[int]]]
"""How often terms that name goods stand for what something holds, with the meanings that each has there; with none
where it is no word of several, or that is not told."""


def doubt_umbrellas(
    parted: Parted, carrying: Mapping[str, Set[str]], sold: Mapping[int, Sold], *, score: float
) -> Iterator[Kin]:
    """Yield categories of sites without a concept that are of the goods, or the field, of what it holds elsewhere.

    That is asked of concepts that are divided further, or whose names say no goods, nor their products these: who
    sells hammers has tools. `carrying` are the sites of each concept, `sold` what products say by the position of their
    category; such a category counts `score`. None is `parted` from what the concept holds, or of quite other fields.
    """
    concepts, concept_of = parted.concepts, map_nodes(parted.concepts)
    named = _list_named(concepts)
    nouns = frozenset(term for goods in named.values() for term, _ in goods)
    told = {at: Counter(_read_titles(said, concepts.nodes[at], nouns)) for at, said in sold.items()}
    holders = _index_goods(concepts, named)
    fields_of = cache(lambda at: find_fields(_list_own(concepts.nodes[at]), concepts.nodes[at].above).keys())
    for concept in concepts.found:
        held: Goods = Counter()
        below = _list_telling(concepts, concept, sold)
        for node in below:
            held.update(named.get(node, {}))
            # What is divided is told by what stands below it, which titles say less well.
            held.update(told.get(node, {}) if len(below) == len(concept.members) else {})
        spoken = list(_list_said(held))
        fields = {said.field for said in spoken if said.field}.union(*(fields_of(one.node) for one in concept.members))
        called = (name for key in concept.keys for name in list_fields_called(key)) if below else ()
        ids = {one for node in below for one in concept_of.get(node, ())}
        of_site: dict[str, Kin] = {}
        for said in (*spoken, *map(_Said.in_name, called)):
            for site, node in holders.get(said, {}).items():
                if (
                    site not in of_site
                    and site not in carrying[concept.concept_id]
                    and may_touch(fields, fields_of(node))
                    and ids.isdisjoint(one for one, _ in parted.list_silent(node))
                ):
                    says = said.tell()
                    of_site[site] = Kin(concept_id=concept.concept_id, node=node, score=score, evidence=says)
        yield from (of_site[site] for site in sorted(of_site))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Said:
    """What a name says of goods: a term with the number of its meaning, where it has several, or a field that it is of.

    `by_all` tells that it is of the field by all its words, not by what it is about alone: safety shoes are of safety.
    """

    term: str = ""
    meaning: int = 0
    field: str = ""
    by_all: bool = False

    @classmethod
    def in_name(cls, field: str) -> Self:
        return cls(field=field, by_all=True)

    def tell(self) -> str:
        """Return in words why what says so may be of a concept that holds what says so."""
        if self.by_all:
            return f"of the field of {self.field}"
        of_field = f"of the field of {self.field}, as what it holds elsewhere"
        return of_field if self.field else "of goods that it holds elsewhere"


def _index_goods(concepts: Concepts, named: Mapping[int, Goods]) -> Mapping[_Said, Mapping[str, int]]:
    """Return for what names say of goods the sites that say so, with the category there that says least besides."""
    found: dict[_Said, dict[str, tuple[float, int, int]]] = defaultdict(dict)
    for node, goods in sorted(named.items()):
        place = concepts.nodes[node].place
        in_name = find_fields(_list_own(concepts.nodes[node]), {})
        said_by_all = [(_Said.in_name(name), weight / sum(in_name.values())) for name, weight in in_name.items()]
        for said, share in chain(_weigh_said(goods), said_by_all):
            rank = share, -len(place.path), -node
            found[said][place.site] = max(rank, found[said].get(place.site, rank))
    return {said: {site: -at for site, (_, _, at) in of_site.items()} for said, of_site in found.items()}


def _list_own(node: Node) -> tuple[str, ...]:
    return *node.own, *find_end_of(node.label.name, node.language)


def _list_said(goods: Goods) -> Iterator[_Said]:
    """Yield what goods say: their terms, what says most first, then their fields."""
    ranked = sorted(_weigh_said(goods), key=lambda one: (bool(one[0].field), -one[1], one[0].term, one[0].meaning))
    yield from (said for said, _ in ranked)


def _weigh_said(goods: Goods) -> Iterator[tuple[_Said, float]]:
    """Yield the terms of goods by their meanings, and the fields that a good part of them is of, with their shares."""
    weights: dict[str, float] = defaultdict(float)
    for (term, meant), count in goods.items():
        senses = list_senses().get(term, ())
        fields = frozenset[str]().union(*(senses[sense] for sense in meant))
        for name, weight in find_fields((term,), {}).items():
            weights[name] += weight * count if name in fields or not senses else 0.0
        for sense in meant or range(len(senses) or 1):
            yield _Said(term=term, meaning=sense), count / goods.total()
    for name, weight in weights.items():
        if weight >= OF_FIELD * goods.total():
            yield _Said(field=name), weight / goods.total()


def _list_telling(concepts: Concepts, concept: Concept, sold: Mapping[int, Sold]) -> set[int]:
    """Return the categories of a concept and all below them; none where its name tells more than what they hold."""
    members = {member.node for member in concept.members}
    below = {node for member in members for node in list_below(concepts, member)}
    if below != members:
        return below
    if all(map(is_wide, concept.keys)):
        return members
    called = (concepts.units[at] for at in concept.units)
    ends = (find_end_of(unit.name, concepts.nodes[unit.node].language) for unit in called)
    says_goods = any(find_fields(terms, {}) for terms in (*concept.keys, *ends))
    said = [sold[node] for node in members if node in sold]
    return set() if says_goods or say_name(concept, said) else members


def _list_named(concepts: Concepts) -> dict[int, Goods]:
    """Return the goods that each category is named for; what makes no other goods does not count beside others."""
    silent = filler_terms() | pack_terms()
    found: dict[int, Goods] = defaultdict(Counter)
    for unit in concepts.units:
        beside = light_terms() if len(unit.key) > 1 else frozenset()
        node = concepts.nodes[unit.node]
        said = dict.fromkeys((*name_alike((unit.head,)), *find_end_of(unit.name, node.language)))
        terms = (term for term in said if term and term not in silent | beside)
        found[unit.node].update((term, node.meant.get(term, frozenset())) for term in terms)
    return found


def _read_titles(said: Sold, node: Node, nouns: frozenset[str]) -> Iterator[tuple[str, frozenset[int]]]:
    """Yield the goods that a good part of a category's titles name, by the ends of compounds, too."""
    for term, count in said.terms.items():
        if count >= SHARED * said.titles:
            named = {term} & nouns or nouns.intersection(find_end(term, node.language, nouns))
            yield from ((name, node.meant.get(name, frozenset())) for name in named)
