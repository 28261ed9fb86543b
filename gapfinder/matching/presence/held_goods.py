"""Goods that the titles of a concept's products name, where they do not say what it is called: nightwear of pyjamas."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from gapfinder.matching.catalogues.sold import Sold
from gapfinder.matching.catalogues.trees import Node
from gapfinder.matching.clustering.concepts import Concept, Concepts
from gapfinder.matching.names.compounds import names_goods
from gapfinder.matching.names.labels import audience_terms, filler_terms, light_terms, pack_terms
from gapfinder.matching.names.title_words import cut_title, read_title
from gapfinder.matching.presence.kin_below import list_below, list_uppers

SAID = 0.5
"""Where this share of the product titles says a word of a concept's name, that tells what it is."""
NAMED, SHARED = 2, 0.25
"""The number of a category's titles that are about goods that it holds, and the part of all shops' that say so."""


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Held:
    """Goods by their term, and the language of the titles that name them."""

    term: str
    language: str


def say_name(concept: Concept, sold: Sequence[Sold]) -> bool:
    """Tell whether product titles, if any, say what a concept is called."""
    keys = {term for key in concept.keys for term in key}
    named = sum(max((count for term, count in said.terms.items() if term in keys), default=0) for said in sold)
    return named >= SAID * sum(said.titles for said in sold)


def list_held(concepts: Concepts, sold: Mapping[int, Sold]) -> Mapping[str, frozenset[Held]]:
    """Return by the ids of concepts whose products are not titled like them the goods that these are, mostly theirs.

    `sold` is what products say by the position of their category. Goods of which a site has as much elsewhere are none.
    """
    nouns = frozenset(unit.head for unit in concepts.units)
    said: dict[str, Counter[str]] = defaultdict(Counter)
    for at, one in sold.items():
        said[concepts.nodes[at].place.site].update(one.terms)
    found = {}
    for concept in concepts.found:
        members = [member.node for member in concept.members if member.node in sold]
        if members and not say_name(concept, [sold[at] for at in members]):
            keys = {term for key in concept.keys for term in key}
            titles = sum(sold[at].titles for at in members)
            found[concept.concept_id] = frozenset(
                Held(term=term, language=concepts.nodes[at].language)
                for at in members
                for term in _list_own(concepts, at, nouns, sold, said[concepts.nodes[at].place.site])
                if term not in keys and sum(sold[one].terms.get(term, 0) for one in members) >= SHARED * titles
            )
    return found


def _count_goods(said: Sold, node: Node, nouns: frozenset[str]) -> Counter[str]:
    """Return how many of a category's examples are about each of some goods."""
    silent = filler_terms() | pack_terms() | light_terms() | audience_terms().keys()
    titles = (read_title(cut_title(title), node.language, nouns=nouns) for title in said.examples)
    about = (title.about | title.ends for title in titles)
    return Counter(term for terms in about for term in terms if term not in silent and names_goods(term, nouns))


def _list_own(
    concepts: Concepts, at: int, nouns: frozenset[str], sold: Mapping[int, Sold], said: Counter[str]
) -> Iterator[str]:
    """Yield goods that several titles of a category are about, and fewer elsewhere on its site `said`."""
    kin = {*list_below(concepts, at), *list_uppers(concepts, at)} & sold.keys()
    for term, count in _count_goods(sold[at], concepts.nodes[at], nouns).items():
        elsewhere = said[term] - sum(sold[one].terms.get(term, 0) for one in kin)
        if count >= NAMED and sold[at].terms.get(term, 0) > elsewhere:
            yield term
