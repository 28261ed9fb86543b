"""Which categories are a kind of a concept by their names, or by the field of goods that it is called like."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, replace
from itertools import chain

from gapfinder.matching.catalogues.senses import list_meant, list_senses
from gapfinder.matching.catalogues.trees import Node
from gapfinder.matching.catalogues.units import Unit
from gapfinder.matching.clustering.concept_labels import LONGEST_NAME
from gapfinder.matching.clustering.concepts import Concept, Concepts
from gapfinder.matching.names.compounds import COMPOUNDING
from gapfinder.matching.names.fields import find_fields, find_named_field, is_goods_word, is_named_goods, is_wide
from gapfinder.matching.names.labels import find_head, light_terms, modifier_terms, pack_terms, vague_terms
from gapfinder.matching.names.terms import fold_text, read_terms
from gapfinder.matching.names.title_words import is_aside
from gapfinder.matching.presence.bearing import Bearing, is_for
from gapfinder.matching.presence.holders import list_names
from gapfinder.matching.presence.kin_below import FAINT, Kin, map_members
from gapfinder.words import read_table

DOING = {"en", "er"}
"""How German and Dutch words end that say what is done, and what does it."""
CERTAIN = 0.5
"""The score from which on a category carries its concept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Said:
    """What names say of a category; it is sure by where it stands, `fields` are of what is plainly called goods."""

    kin: Kin
    is_sure: bool
    fields: frozenset[str] = frozenset()

    def is_borne_out(self, bearing: Bearing, own: Set[int]) -> bool:
        """Tell whether it is sure, or a category of the concept bears it out."""
        at = self.kin.node
        return self.is_sure or bearing.bear_out(at, own) or bearing.bear_out_plainly(at, own, self.fields)


def find_kinds(concepts: Concepts) -> list[Kin]:
    """Return categories that are a kind of a concept: cordless drills are drills, screws are fasteners.

    A name alone says too little, for cling film is no film to watch; what it says is to be borne out by a category of
    the concept that is like it, among like goods and for the same people, or by both standing below what is called
    alike. Less likeness will do for a kind of what is plainly called goods: work gloves are gloves. What is not borne
    out scores `FAINT`.
    """
    bearing = Bearing.of(concepts)
    own_of = map_members(concepts)
    found: dict[tuple[str, int], Kin] = {}
    for said in chain(_find_by_name(concepts), _find_by_field(concepts)):
        kin = said.kin
        key = kin.concept_id, kin.node
        if key not in found or found[key].score < kin.score:
            is_sure = said.is_borne_out(bearing, own_of[kin.concept_id])
            found[key] = kin if is_sure else found.get(key, replace(kin, score=FAINT))
    return list(found.values())


def _find_by_name(concepts: Concepts) -> Iterator[_Said]:
    """Yield kinds by name."""
    score = read_table("matching")["cutoffs"]["narrower"]
    by_head: dict[str, list[Unit]] = defaultdict(list)
    for unit in concepts.units:
        for read in _list_readings(unit, concepts.nodes[unit.node]):
            by_head[read.head].append(read)
    called = Counter(key for concept in concepts.found for key in concept.keys)
    for concept, key, head in list_names(concepts):
        own = {member.node for member in concept.members}
        name = _call(concepts, concept, key)
        told = f'a kind of "{name}"'
        is_plain = len(key) > 1 or key[0] not in list_senses()
        is_whole = key in _list_whole(concept, concepts)
        for unit in by_head.get(head, ()):
            node = concepts.nodes[unit.node]
            is_other = unit.node not in own and not _is_doer(unit.name, name, node.language)
            if is_other and _is_kind_of(unit, node, key, concept, concepts):
                said = score if _is_headed(unit, node) and not vague_terms().issuperset(key) else FAINT
                kin = Kin(concept_id=concept.concept_id, node=unit.node, score=said, evidence=told)
                is_sure = is_whole and _stand_alike(concepts.nodes, unit.node, own, at_top=is_plain)
                is_only = is_whole and called[key] == 1
                fields = (
                    _list_plain_fields(node, key, [concepts.nodes[at] for at in own]) if is_only else frozenset[str]()
                )
                yield _Said(kin=kin, is_sure=is_sure, fields=fields)


def _list_readings(unit: Unit, node: Node) -> Iterator[Unit]:
    """Yield a unit as it is, and a whole one with its name read word by word: Gartenscheren are Scheren."""
    yield unit
    literally = None if unit.is_part else node.read_literally()
    if literally is not None and len(literally.label.parts) == 1:
        yield replace(unit, key=tuple(sorted(set(literally.own))), head=find_head(literally.own, node.language))


def _is_doer(name: str, other: str, language: str) -> bool:
    """Tell whether a German or Dutch name is of who does what another is of, or that of this: Schneider, Schneiden.

    Both have one stem, and are no forms of one word.
    """
    return language in COMPOUNDING and {fold_text(name)[-2:], fold_text(other)[-2:]} == DOING


def _list_plain_fields(node: Node, key: tuple[str, ...], others: Sequence[Node]) -> frozenset[str]:
    """Return the fields of a name that is one word for goods, where a node is of any and means what another does."""
    if len(key) > 1 or not is_goods_word(key[0]) or is_wide(key) or key[0] in light_terms() | pack_terms():
        return frozenset()
    if key[0] in list_senses():
        here, *there = [list_meant(one, key[0]) or frozenset[str]() for one in (node, *others)]
        return frozenset() if here.isdisjoint(frozenset[str]().union(*there)) else here
    literally = node.read_literally()
    own = *node.own, *(literally.own if literally else ())
    fields = frozenset(find_fields(key, {}))
    return frozenset() if fields.isdisjoint(find_fields(own, {})) else fields


def _call(concepts: Concepts, concept: Concept, key: tuple[str, ...]) -> str:
    """Return the shortest name that a concept has by some terms."""
    names = (concepts.units[at].name for at in concept.units if concepts.units[at].key == key)
    return min(names, key=lambda name: (len(name), name))[:LONGEST_NAME]


def _stand_alike(nodes: Sequence[Node], at: int, others: Iterable[int], *, at_top: bool) -> bool:
    """Tell whether a node stands below what is called like that which some of others for its people stand below.

    With `at_top` both may stand at the top.
    """
    parent = _read_parent(nodes, at)
    return (at_top or bool(parent)) and any(
        _read_parent(nodes, other) == parent and is_for(nodes[at], nodes[other]) for other in others
    )


def _read_parent(nodes: Sequence[Node], at: int) -> frozenset[str]:
    parent = nodes[at].parent
    return frozenset() if parent is None else frozenset(nodes[parent].label.terms)


def _is_headed(unit: Unit, node: Node) -> bool:
    """Tell whether a unit is about what it is headed by, and not what it says of that in brackets at its end."""
    bare, opened, _ = unit.name.rpartition("(")
    return not opened or not bare.strip() or unit.head in read_terms(bare, node.language)


def _is_kind_of(unit: Unit, node: Node, key: tuple[str, ...], concept: Concept, concepts: Concepts) -> bool:
    more = set(unit.key) - set(key)
    if not more or not set(key) <= set(unit.key):
        return False
    if any(term.startswith("!") for term in more):
        return False
    if any(_means_other_goods(word, node, concept, concepts) for word in key):
        return False
    audiences = [concepts.nodes[member.node].audience for member in concept.members]
    return not node.audience or any(not audience or audience & node.audience for audience in audiences)


def _means_other_goods(word: str, node: Node, concept: Concept, concepts: Concepts) -> bool:
    """Tell whether a word names other goods in a node than in whatever of a concept tells: monitors of babies."""
    meant = node.meant.get(word)
    if meant is None:
        return False
    told = [concepts.nodes[member.node].meant.get(word) for member in concept.members]
    return any(told) and all(meant.isdisjoint(others) for others in told if others)


def _find_by_field(concepts: Concepts) -> Iterator[_Said]:
    """Yield what is of the field that a concept's name is: screws for fasteners.

    It is sure where the concept stands at the top, and it there, too, in plain words or beside more of that field, or
    among goods of that field alone. A word that means other goods there is of no such field: baby monitors are no
    computers. A part of a name is hardly a field: exercise and fitness monitors are not whatever is for exercise.
    """
    score = read_table("matching")["cutoffs"]["embraced"]
    of_field: dict[str, list[int]] = defaultdict(list)
    for unit in concepts.units:
        fields = find_fields((unit.head,), {})
        meant = list_meant(concepts.nodes[unit.node], unit.head)
        if len(fields) == 1 and (meant is None or fields.keys() <= meant) and not _is_pack(unit, fields.keys()):
            field = next(iter(fields))
            of_field[field] += [unit.node] if is_named_goods(field, unit.key) else []
    counts = Counter((concepts.nodes[at].place.site, field) for field, found in of_field.items() for at in set(found))
    for concept in concepts.found:
        own = {member.node for member in concept.members}
        whole = _list_whole(concept, concepts)
        for field, key in sorted((field, key) for key in concept.keys if (field := find_named_field(key))):
            told = f"of the field of {field}"
            tops = [node for node in own if concepts.nodes[node].parent is None]
            for node in sorted(set(of_field[field]) - own):
                said = score if key in whole else FAINT
                kin = Kin(concept_id=concept.concept_id, node=node, score=said, evidence=told)
                is_for_any = any(is_for(concepts.nodes[node], concepts.nodes[top]) for top in tops)
                is_among = find_fields((), concepts.nodes[node].above).keys() == {field}
                is_top = concepts.nodes[node].parent is None
                is_clear = counts[concepts.nodes[node].place.site, field] > 1 or _is_plain(concepts.nodes[node])
                yield _Said(kin=kin, is_sure=is_for_any and (is_among or (is_top and is_clear)))


def _is_pack(unit: Unit, fields: Set[str]) -> bool:
    """Tell whether a unit is called a pack of goods of none of some fields: flour boxes are for nobody's storage."""
    beside = (term for term in unit.key if term != unit.head and not is_aside(term))
    packed = {field for term in beside for field in find_fields((term,), {})}
    return unit.head in pack_terms() and bool(packed) and packed.isdisjoint(fields)


def _is_plain(node: Node) -> bool:
    """Tell whether all words of a name are known: bimini tops may be no clothing."""
    return all(find_fields((term,), {}) or term in modifier_terms() | light_terms() for term in node.own)


def _list_whole(concept: Concept, concepts: Concepts) -> set[tuple[str, ...]]:
    """Return the names of a concept that are no parts of names: paint and grout pens are no paint."""
    return {concepts.units[at].key for at in concept.units if not concepts.units[at].is_part}
