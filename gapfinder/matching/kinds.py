"""Which categories are a kind of a concept by their names, or by the field of goods that it is called like."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import replace
from itertools import chain

from gapfinder.matching.bearing import Bearing, is_for
from gapfinder.matching.concept_labels import LONGEST_NAME
from gapfinder.matching.concepts import Concept, Concepts
from gapfinder.matching.fields import find_fields, find_named_field
from gapfinder.matching.holders import list_names
from gapfinder.matching.kin_below import FAINT, Kin
from gapfinder.matching.labels import light_terms, modifier_terms, pack_terms
from gapfinder.matching.senses import list_meant, list_senses
from gapfinder.matching.terms import read_terms
from gapfinder.matching.title_words import is_aside
from gapfinder.matching.trees import Node
from gapfinder.matching.units import Unit
from gapfinder.words import read_table

CERTAIN = 0.5
"""The score from which on a category carries its concept."""


def find_kinds(concepts: Concepts) -> list[Kin]:
    """Return categories that are a kind of a concept: cordless drills are drills, screws are fasteners.

    A name alone says too little, for cling film is no film to watch; what it says is to be borne out by a category of
    the concept that is like it, among like goods and for the same people, or by both standing below what is called
    alike. What is not scores `FAINT`.
    """
    bearing = Bearing.of(concepts)
    own_of = {concept.concept_id: frozenset(member.node for member in concept.members) for concept in concepts.found}
    found: dict[tuple[str, int], Kin] = {}
    for said, is_sure in chain(_find_by_name(concepts), _find_by_field(concepts)):
        key = said.concept_id, said.node
        if key not in found or found[key].score < said.score:
            is_sure = is_sure or bearing.bear_out(said.node, own_of[said.concept_id])  # noqa: PLW2901
            found[key] = said if is_sure else found.get(key, replace(said, score=FAINT))
    return list(found.values())


def _find_by_name(concepts: Concepts) -> Iterator[tuple[Kin, bool]]:
    """Yield kinds by name, and whether they are sure by where both stand."""
    score = read_table("matching")["cutoffs"]["narrower"]
    by_head: dict[str, list[Unit]] = defaultdict(list)
    for unit in concepts.units:
        by_head[unit.head].append(unit)
    for concept, key, head in list_names(concepts):
        own = {member.node for member in concept.members}
        told = f'a kind of "{_call(concepts, concept, key)}"'
        is_plain = len(key) > 1 or key[0] not in list_senses()
        is_whole = key in _list_whole(concept, concepts)
        for unit in by_head.get(head, ()):
            if unit.node not in own and _is_kind_of(unit, concepts.nodes[unit.node], key, concept, concepts):
                said = score if _is_headed(unit, concepts.nodes[unit.node]) else FAINT
                kin = Kin(concept_id=concept.concept_id, node=unit.node, score=said, evidence=told)
                yield kin, is_whole and _stand_alike(concepts.nodes, unit.node, own, at_top=is_plain)


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


def _find_by_field(concepts: Concepts) -> Iterator[tuple[Kin, bool]]:
    """Yield what is of the field that a concept's name is, and whether that is sure: screws for fasteners.

    It is where the concept stands at the top, and it there, too, in plain words or beside more of that field, or among
    goods of that field alone. A word that means
    other goods there is of no such field: baby monitors are no computers. A part of a name is hardly a field:
    exercise and fitness monitors are not whatever is for exercise.
    """
    score = read_table("matching")["cutoffs"]["embraced"]
    of_field: dict[str, list[int]] = defaultdict(list)
    for unit in concepts.units:
        fields = find_fields((unit.head,), {})
        meant = list_meant(concepts.nodes[unit.node], unit.head)
        if len(fields) == 1 and (meant is None or fields.keys() <= meant) and not _is_pack(unit, fields.keys()):
            of_field[next(iter(fields))].append(unit.node)
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
                yield kin, is_for_any and (is_among or (is_top and is_clear))


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
