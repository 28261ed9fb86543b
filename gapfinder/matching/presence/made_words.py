"""Which categories may be of a concept because their names are made from the same words: cleaning, cleaners."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Container, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cache

from gapfinder.matching.catalogues.senses import list_meant, list_senses
from gapfinder.matching.catalogues.trees import Node
from gapfinder.matching.catalogues.units import Unit
from gapfinder.matching.catalogues.vicinity import may_touch
from gapfinder.matching.clustering.concepts import Concepts
from gapfinder.matching.names.compounds import COMPOUNDING, find_end_of
from gapfinder.matching.names.derivations import find_root, find_roots
from gapfinder.matching.names.fields import find_fields
from gapfinder.matching.names.labels import filler_terms, find_head, light_terms
from gapfinder.matching.names.terms import stem_phrase
from gapfinder.matching.presence.kin_below import Kin


@dataclass(frozen=True, slots=True, kw_only=True)
class Roots:
    """The roots of a name's telling words, and of the one that it is about; "" where it is about nothing telling.

    `is_cut` tells that this is only how a word ends that may be no compound: what necklaces have of laces.
    """

    all: frozenset[str]
    head: str
    is_cut: bool = False

    def may_be(self, other: Roots) -> bool:
        """Tell whether what is named so may be of what the other names: the same, or a kind of it.

        >>> grinder, angle = Roots(all=frozenset({"grind"}), head="grind"), Roots(all=frozenset({"angl"}), head="angl")
        >>> grinder.may_be(grinder), angle.may_be(grinder)
        (True, False)
        """
        return self.all == other.all or (self.head == other.head != "" and self.all > other.all)

    def may_hold(self, other: Roots) -> bool:
        """Tell whether what is named so may hold what the other names.

        >>> knife, oyster_knife = (Roots(all=frozenset({*words}), head="b") for words in ("b", "ab"))
        >>> knife.may_hold(oyster_knife), oyster_knife.may_hold(knife)
        (True, False)
        """
        is_wider = self.head == other.head != "" and self.all < other.all
        return is_wider and (len(other.all - self.all) == 1 or len(self.all) == 1)


def doubt_made_words(concepts: Concepts, carrying: Mapping[str, Container[str]], *, score: float) -> Iterator[Kin]:
    """Yield categories of sites without a concept whose names are made from the words of one of its names.

    Those with fewer words are among them only where a synonym may hide that it is the same: mowers beside lawn mowers.
    `carrying` are the sites of each concept, `score` is what such a category counts.
    """
    return _list_made_words(concepts, carrying, _may_be_hidden, score)


def hold_made_words(concepts: Concepts, carrying: Mapping[str, Container[str]], *, score: float) -> Iterator[Kin]:
    """Yield those whose names are made from fewer of the words of one of its names, so that they may hold it."""
    return _list_made_words(concepts, carrying, _may_plainly_hold, score)


def _may_be_hidden(here: Roots, there: Roots, is_plain: bool) -> bool:
    return here.may_be(there) or (not is_plain and here.may_hold(there))


def _may_plainly_hold(here: Roots, there: Roots, is_plain: bool) -> bool:
    return is_plain and here.may_hold(there)


def _list_made_words(
    concepts: Concepts,
    carrying: Mapping[str, Container[str]],
    suits: Callable[[Roots, Roots, bool], bool],
    score: float,
) -> Iterator[Kin]:
    """Yield what is about the same as a concept by a root, where the roots of both suit.

    It is told with these whether both are read in plain words, so that no synonym has a say.
    """
    by_root: dict[str, list[tuple[Unit, Roots, bool]]] = defaultdict(list)
    fields_of = cache(lambda at: _read_fields(concepts.nodes[at]))
    nouns = frozenset(unit.head for unit in concepts.units)
    roots_of = [_list_roots(unit, concepts.nodes[unit.node].language, nouns) for unit in concepts.units]
    for unit, own in zip(concepts.units, roots_of, strict=True):
        for said in dict.fromkeys(own):
            if said.head:
                by_root[said.head].append((unit, said, own[0] == own[1]))
    for concept in concepts.found:
        names = {one for at in concept.units for one in _list_named(*roots_of[at])}
        fields = frozenset[str]().union(*(fields_of(concepts.units[at].node) for at in concept.units))
        for name, is_plain in sorted(names, key=lambda one: (one[0].head, sorted(one[0].all), one[1])):
            for unit, roots, is_read_so in by_root[name.head]:
                away = concepts.nodes[unit.node].place.site not in carrying[concept.concept_id]
                is_sure = not (roots.is_cut or name.is_cut) or may_touch(fields, fields_of(unit.node))
                if away and is_sure and suits(roots, name, is_plain and is_read_so):
                    told = f"called {unit.name[:80]}, made from the same words"
                    yield Kin(concept_id=concept.concept_id, node=unit.node, score=score, evidence=told)


def _list_named(told: Roots, bare: Roots, compound: Roots) -> Iterator[tuple[Roots, bool]]:
    """Yield the roots of a name, and whether it is read in plain words; a compound names its end only where it is."""
    is_plain = told == bare
    for roots in (told, bare, *([compound] if is_plain else [])):
        if roots.head:
            yield roots, is_plain


def _list_roots(unit: Unit, language: str, nouns: Set[str]) -> tuple[Roots, Roots, Roots]:
    """Return the roots of a name with synonyms told by one word, as it is, "safety boots" may be among boots, and with
    what the compound that it is about names at its end."""
    stems = stem_phrase(unit.name, language)
    told = _read_roots(unit.key, unit.head, language)
    return told, _read_roots(stems, find_head(stems, language), language), _read_compound(unit, told, language, nouns)


def _read_roots(terms: Sequence[str], about: str, language: str) -> Roots:
    light = filler_terms() | light_terms()
    telling = [term for term in terms if term not in light]
    if about in telling:
        head = find_root(about, language)
    else:
        head = find_root(telling[0], language) if len(telling) == 1 else ""
    return Roots(all=find_roots(telling, language), head=head)


def _read_compound(unit: Unit, roots: Roots, language: str, nouns: Set[str]) -> Roots:
    """Return the roots of a name with what the compound that it is about names at its end: Gartenhandschuhe."""
    ends = find_end_of(unit.name, language, nouns, whole=False)
    end = find_root(ends[-1], language) if ends else ""
    return Roots(all=roots.all | {end}, head=end, is_cut=language not in COMPOUNDING)


def _read_fields(node: Node) -> frozenset[str]:
    """Return the fields of goods that a category is of, none where a word of its name may mean anything."""
    meant = [list_meant(node, term) for term in node.own if term in list_senses()]
    if None in meant:
        return frozenset()
    return frozenset(find_fields(node.own, node.above)).union(*(fields for fields in meant if fields))
