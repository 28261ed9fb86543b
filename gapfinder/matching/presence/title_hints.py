"""Which product titles speak of a concept."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import pandas as pd

from gapfinder.matching.catalogues.senses import list_senses
from gapfinder.matching.catalogues.trees import Node
from gapfinder.matching.catalogues.units import Unit
from gapfinder.matching.clustering.concepts import Concept, Concepts
from gapfinder.matching.names.derivations import find_root, find_roots
from gapfinder.matching.names.fields import find_fields, is_goods_word, is_wide
from gapfinder.matching.names.labels import (
    audience_terms,
    belonging_terms,
    filler_terms,
    find_head,
    light_terms,
    modifier_terms,
    pack_terms,
)
from gapfinder.matching.names.terms import stem_joined, stem_phrase
from gapfinder.matching.names.title_words import Title, read_title
from gapfinder.matching.names.whole_words import WholeWords
from gapfinder.matching.pairs.opposites import say_opposites
from gapfinder.matching.presence.parted import Parted
from gapfinder.matching.presence.product_titles import group_titles, list_title_languages
from gapfinder.matching.presence.title_shelves import Shelf, find_shelves

COLUMNS = ("site", "concept_id", "products", "sure", "whole", "named", "example_title")
Spoken = tuple[bool, bool, bool]
"""Whether that is sure, by the very words of a name; whether a whole name does, of one word or more; and
whether that is no word of several meanings."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A way a concept is named: its telling words, their roots, and all words that say something.

    `needed` are the roots without which a title raises no doubt, `head` is the one that the name is about, or "".
    `fields` are those of goods in which it stands; `is_proof` tells whether titles about it prove that it is there.
    """

    concept_id: str
    terms: tuple[str, ...]
    language: str
    telling: frozenset[str]
    whole: frozenset[str]
    roots: frozenset[str]
    needed: frozenset[str]
    head: str
    fields: frozenset[str]
    is_proof: bool

    def is_plain(self) -> bool:
        return len(self.whole) > 1 or self.whole.isdisjoint(list_senses())

    def is_proved(self, title: Title, shelf: Shelf) -> bool:
        """Tell whether a title surely is of the concept: it says the words of its name, is about one of them, and does
        not stand among other goods, nor where another concept is called so."""
        says_more = len(self.telling) > 1
        about = title.about if says_more else title.heads
        if not self.is_proof or self.telling.isdisjoint(about) or not self.telling <= title.terms:
            return False
        if (self.concept_id, self.terms) in shelf.unsure:
            return False
        return not self.fields.isdisjoint(shelf.fields) or (says_more and not (self.fields and shelf.fields))


def find_title_hints(
    concepts: Concepts,
    products: pd.DataFrame,
    assigned: pd.DataFrame | None = None,
    parted: Parted | None = None,
) -> pd.DataFrame:
    """Count for each site and concept the product titles that speak of it.

    A title speaks of a concept if it holds every telling word of one of its names or a word made from the same root,
    and a name of one word only where the title is about it: a book shelf is no book, a watch no watch accessory. So
    does a title that is the more telling part of a name and nothing else: "Polo" may well be a polo shirt. Others may
    speak of it: those about what a name is about, whose other words make no other goods or stand in the names of the
    product's categories (steel toe boots, of safety boots), and compounds that end so. `sure` counts those of
    `products` that hold the very words, are about one of them and stand among no other goods; of one word only a plain
    one for goods will do, among those of its field. The others raise doubt, and prove nothing. `whole` counts
    those that hold a whole name, `named` those of which it is not one word of several meanings. Titles are read in all
    languages that they are likely in. Where a name means other goods, by what is `parted`, none speaks of it by that.

    `assigned` has site, product_id and category_id. Columns: site, concept_id, products, sure, whole, named,
    example_title.
    """
    names = _index_names(concepts)
    whole_words = WholeWords(frozenset(term for concept in concepts.found for key in concept.keys for term in key))
    nouns = frozenset(unit.head for unit in concepts.units)
    shelves = find_shelves(concepts, products, assigned, parted or Parted.of(concepts))
    by_site = group_titles(products)
    languages = list_title_languages(concepts, by_site)
    rows = []
    for site, titles in by_site.items():
        for title in titles:
            found: dict[str, Spoken] = {}
            for language in languages[site]:
                read = read_title(title, language, whole_words=whole_words, nouns=nouns)
                for concept_id, plain in _list_spoken_of(read, names, shelves.get((site, title), Shelf())):
                    found[concept_id] = _add(found.get(concept_id), plain)
            rows += [(site, concept_id, *plain, title) for concept_id, plain in found.items()]
    return _count(rows)


def _count(rows: list[tuple[str, str, bool, bool, bool, str]]) -> pd.DataFrame:
    """Return how many titles speak of each concept on each site, with one of those that do most plainly."""
    levels = ["sure", "whole", "named"]
    found = pd.DataFrame(rows, columns=["site", "concept_id", *levels, "example_title"])
    found = found.astype(dict.fromkeys(levels, int)).sort_values(levels, ascending=False, kind="stable")
    counts = found.groupby(["site", "concept_id"], as_index=False).agg(
        products=("example_title", "size"),
        sure=("sure", "sum"),
        whole=("whole", "sum"),
        named=("named", "sum"),
        example_title=("example_title", "first"),
    )
    return counts[list(COLUMNS)]


def _index_names(concepts: Concepts) -> Mapping[str, Sequence[Name]]:
    """Return the concepts' names by the rarest of the roots that they need."""
    names = {name for concept in concepts.found for name in _list_names(concepts, concept)}
    counts = Counter(root for name in names for root in name.roots)
    found: dict[str, list[Name]] = defaultdict(list)
    for name in sorted(names, key=lambda name: (name.concept_id, name.language, sorted(name.telling))):
        found[min(name.needed, key=lambda root: (counts[root], root))].append(name)
    return found


def _list_names(concepts: Concepts, concept: Concept) -> Iterator[Name]:
    for at in concept.units:
        unit = concepts.units[at]
        node, fields = concepts.nodes[unit.node], _find_fields(concepts.nodes[unit.node])
        language = node.language
        for terms, head in _list_spellings(unit, language):
            whole = frozenset(terms) - (filler_terms() - belonging_terms())
            telling = whole.difference(audience_terms())
            telling = telling if telling - belonging_terms() else whole
            if telling:
                about = head if head in telling else ""
                needed = _leave_light(telling, about)
                yield Name(
                    concept_id=concept.concept_id,
                    terms=unit.key,
                    language=language,
                    telling=telling,
                    whole=whole,
                    roots=find_roots(telling, language),
                    needed=find_roots(needed, language),
                    head=find_root(about, language) if about in needed else "",
                    fields=fields,
                    is_proof=len(telling) > 1 or _is_proof(node, unit, whole),
                )


def _find_fields(node: Node) -> frozenset[str]:
    """Return the fields of goods in which a category stands, those of its own name where nothing above it tells."""
    return frozenset(find_fields((), node.above) or find_fields(node.own, {}))


def _is_proof(node: Node, unit: Unit, whole: frozenset[str]) -> bool:
    """Tell whether a whole category is named by a single plain word for goods of one kind, for whomever."""
    is_plain = len(whole) == 1 and whole.isdisjoint(list_senses()) and all(map(is_goods_word, whole))
    return is_plain and not (unit.is_part or node.audience or is_wide(tuple(whole)))


def _list_spellings(unit: Unit, language: str) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield the terms of a unit with its head, as synonyms and as its name is read by itself, and written as one.

    Titles put other words between those of a synonym: safety boots, and safety rigger boots.
    """
    yield unit.key, unit.head
    if stems := tuple(stem for stem in stem_phrase(unit.name, language) if stem.removeprefix("!").isalpha()):
        yield stems, find_head(stems, language)
    if joined := stem_joined(unit.name, language):
        yield joined, joined[0]


def _leave_light(telling: frozenset[str], head: str) -> frozenset[str]:
    """Return the words of a name that a title must say so that it may speak of the same goods.

    >>> sorted(_leave_light(frozenset({"cordless", "drill"}), "drill"))
    ['drill']
    >>> sorted(_leave_light(frozenset({"first", "aid", "kit"}), "kit"))
    ['aid', 'first']
    """
    if not head:
        return telling
    needed = telling - light_terms() - modifier_terms() | {head}
    return needed - pack_terms() if len(needed - pack_terms()) > 1 else needed


def _add(known: Spoken | None, more: Spoken) -> Spoken:
    return (known[0] or more[0], known[1] or more[1], known[2] or more[2]) if known else more


def _list_spoken_of(title: Title, names: Mapping[str, Sequence[Name]], shelf: Shelf) -> Iterator[tuple[str, Spoken]]:
    """Yield the concepts that a title speaks of, and how plainly."""
    for root in title.roots | title.end_roots | shelf.roots:
        for name in names.get(root, ()):
            if (name.concept_id, name.terms) in shelf.silent:
                continue
            holds = name.roots <= title.roots and (len(name.telling) > 1 or name.roots <= title.about_roots)
            if (
                holds
                or _may_speak(title, name, shelf.roots)
                or (root in title.roots and title.roots < name.roots - _belonging_roots())
            ):
                whole = holds and name.whole <= title.terms
                yield name.concept_id, (name.is_proved(title, shelf), whole, whole and name.is_plain())


def _may_speak(title: Title, name: Name, context: frozenset[str]) -> bool:
    """Tell whether a title is about what the name is about, and all else that matters is said around it."""
    said = title.roots | title.end_roots
    if name.head:
        is_about = name.head in title.about_roots | title.end_roots
    else:
        is_about = len(name.needed) > 1 and name.needed <= said
    return is_about and name.needed <= said | context and not say_opposites(title.terms, name.telling, name.language)


@cache
def _belonging_roots() -> frozenset[str]:
    return find_roots(belonging_terms())
