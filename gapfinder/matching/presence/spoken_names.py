"""What concepts are called, and what they hold, as product titles may speak of it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass

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
from gapfinder.matching.names.measures import list_sizes
from gapfinder.matching.names.terms import stem_joined, stem_phrase
from gapfinder.matching.names.title_words import Title
from gapfinder.matching.presence.held_goods import Held
from gapfinder.matching.presence.title_shelves import Shelf


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A way a concept is named: its telling words, their roots, and all words that say something.

    `needed` are the roots without which a title raises no doubt, where it does not say them its shelf. It has to be
    about `head`, or where that is "" to say `itself` some of them. `fields` are those of goods in which it stands;
    `is_proof` tells whether titles about it prove that it is there.
    """

    concept_id: str
    terms: tuple[str, ...]
    language: str
    telling: frozenset[str]
    whole: frozenset[str]
    roots: frozenset[str]
    needed: frozenset[str]
    head: str
    itself: frozenset[str]
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


def index_names(concepts: Concepts) -> Mapping[str, Sequence[Name]]:
    """Return the concepts' names by the rarest of the roots that they need."""
    return _index({name for concept in concepts.found for name in _list_names(concepts, concept)})


def index_held(held: Mapping[str, frozenset[Held]]) -> Mapping[str, Sequence[Name]]:
    """Return what concepts hold as names that prove nothing, by their roots."""
    return _index(
        _doubt_only(concept_id, (goods.term,), frozenset({goods.term}), goods.language)
        for concept_id, held_there in held.items()
        for goods in held_there
    )


def _index(names: Iterable[Name]) -> Mapping[str, Sequence[Name]]:
    known = sorted(set(names), key=lambda name: (name.concept_id, name.language, sorted(name.telling)))
    counts = Counter(root for name in known for root in name.roots)
    found: dict[str, list[Name]] = defaultdict(list)
    for name in known:
        found[min(name.needed, key=lambda root: (counts[root], root))].append(name)
    return found


def _list_names(concepts: Concepts, concept: Concept) -> Iterator[Name]:
    for at in concept.units:
        unit = concepts.units[at]
        node, fields = concepts.nodes[unit.node], _find_fields(concepts.nodes[unit.node])
        language = node.language
        sizes = {size for term in unit.key for size in list_sizes(term)}
        for terms, spoken in _list_spellings(unit, language, sizes):
            whole = frozenset(terms) - (filler_terms() - belonging_terms())
            telling = whole.difference(audience_terms())
            telling = telling if telling - belonging_terms() else whole
            if telling:
                about = spoken if spoken in telling else ""
                needed = find_roots(_leave_light(telling - sizes or telling, about), language)
                head = find_root(about, language) if about else ""
                yield Name(
                    concept_id=concept.concept_id,
                    terms=unit.key,
                    language=language,
                    telling=telling,
                    whole=whole,
                    roots=find_roots(telling, language),
                    needed=needed,
                    head=head if head in needed else "",
                    itself=needed,
                    fields=fields,
                    is_proof=len(telling) > 1 or _is_proof(node, unit, whole),
                )
        for telling in _list_in_place(concepts, unit):
            leaf = find_roots(unit.key, language)
            yield _doubt_only(concept.concept_id, unit.key, telling, language, itself=leaf)


def _list_in_place(concepts: Concepts, unit: Unit) -> Iterator[frozenset[str]]:
    """Yield a name of one word with each part of the name above it: alkaline, below batteries."""
    parent = concepts.nodes[unit.node].parent
    if parent is not None and len(unit.key) == 1:
        for part in concepts.nodes[parent].label.parts:
            terms = {*unit.key, *part} - filler_terms() - audience_terms().keys()
            if len(terms) > 1:
                yield frozenset(terms)


def _doubt_only(
    concept_id: str,
    key: tuple[str, ...],
    telling: frozenset[str],
    language: str,
    *,
    itself: frozenset[str] = frozenset(),
) -> Name:
    """Return a name that proves nothing: a word that a title is about, or what it says `itself` on a shelf."""
    roots = find_roots(telling, language)
    return Name(
        concept_id=concept_id,
        terms=key,
        language=language,
        telling=telling,
        whole=telling | {""},  # no title says that
        roots=roots,
        needed=roots,
        head="" if itself else find_root(key[0], language),
        itself=itself,
        fields=frozenset(),
        is_proof=False,
    )


def _find_fields(node: Node) -> frozenset[str]:
    """Return the fields of goods in which a category stands, those of its own name where nothing above it tells."""
    return frozenset(find_fields((), node.above) or find_fields(node.own, {}))


def _is_proof(node: Node, unit: Unit, whole: frozenset[str]) -> bool:
    """Tell whether a whole category is named by a single plain word for goods of one kind, for whomever."""
    is_plain = len(whole) == 1 and whole.isdisjoint(list_senses()) and all(map(is_goods_word, whole))
    return is_plain and not (unit.is_part or node.audience or is_wide(tuple(whole)))


def _list_spellings(unit: Unit, language: str, sizes: Set[str]) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield the terms of a unit with its head, as synonyms and as its name is read by itself, and written as one.

    Titles put other words between those of a synonym: safety boots, and safety rigger boots.
    """
    yield unit.key, unit.head
    said = stem_phrase(unit.name, language)
    if stems := tuple(stem for stem in said if stem in sizes or stem.removeprefix("!").isalpha()):
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
