"""Which categories are a kind of a concept by their names, or by the field of goods that it is called like."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import replace
from itertools import chain

from gapfinder.matching.concept_labels import LONGEST_NAME
from gapfinder.matching.concepts import Concept, Concepts
from gapfinder.matching.fields import find_fields, find_named_field
from gapfinder.matching.holders import find_like, list_names
from gapfinder.matching.kin_below import Kin
from gapfinder.matching.senses import list_meant, list_senses
from gapfinder.matching.trees import Node
from gapfinder.matching.units import Unit
from gapfinder.words import read_table

CERTAIN = 0.5
"""The score from which on a category carries its concept."""
FAINT = 0.1
"""The score of one whose name says so and nothing else: it may be of the concept."""
LIKE, LIKE_THERE = 0.8, 0.2
"""How like some category of the concept a kind by name is, and one that stands among goods of the same field.

Of what eight shops have that is so, seven of ten are kinds; of what is less like, one of ten.
"""


def find_kinds(concepts: Concepts) -> list[Kin]:
    """Return categories that are a kind of a concept: cordless drills are drills, screws are fasteners.

    A name alone says too little, for cling film is no film to watch; what it says is to be borne out by how like both
    are, or by where they stand. What is not scores `FAINT`.
    """
    like = find_like(concepts)
    found: dict[tuple[str, int], Kin] = {}
    for said, least in chain(_find_by_name(concepts), _find_by_field(concepts)):
        key = said.concept_id, said.node
        kin = said if like.get(key, 0.0) >= least else replace(said, score=FAINT)
        if key not in found or found[key].score < kin.score:
            found[key] = kin
    return list(found.values())


def _find_by_name(concepts: Concepts) -> Iterator[tuple[Kin, float]]:
    """Yield kinds by name, and how like they are to be; what says little, as accessories, has none."""
    score = read_table("matching")["cutoffs"]["narrower"]
    by_head: dict[str, list[Unit]] = defaultdict(list)
    for unit in concepts.units:
        by_head[unit.head].append(unit)
    for concept, key, head in list_names(concepts):
        own = {member.node for member in concept.members}
        told = f'a kind of "{_call(concepts, concept, key)}"'
        for unit in by_head.get(head, ()):
            if unit.node not in own and _is_kind_of(unit, concepts.nodes[unit.node], key, concept, concepts):
                kin = Kin(concept_id=concept.concept_id, node=unit.node, score=score, evidence=told)
                yield kin, _ask_likeness(concepts.nodes, unit.node, own, key)


def _call(concepts: Concepts, concept: Concept, key: tuple[str, ...]) -> str:
    """Return the shortest name that a concept has by some terms."""
    names = (concepts.units[at].name for at in concept.units if concepts.units[at].key == key)
    return min(names, key=lambda name: (len(name), name))[:LONGEST_NAME]


def _ask_likeness(nodes: Sequence[Node], at: int, others: Iterable[int], key: Sequence[str]) -> float:
    """Return how like one of some nodes another is to be; nothing is asked where both are plain names at the top."""
    here = _read_above(nodes[at])
    there = [_read_above(nodes[other]) for other in others]
    if any(here & fields for fields in there):
        return LIKE_THERE
    is_plain = len(key) > 1 or key[0] not in list_senses()
    is_bare = nodes[at].parent is None and any(nodes[other].parent is None for other in others)
    return 0.0 if is_plain and is_bare else LIKE


def _is_kind_of(unit: Unit, node: Node, key: tuple[str, ...], concept: Concept, concepts: Concepts) -> bool:
    more = set(unit.key) - set(key)
    if not more or not set(key) <= set(unit.key) or any(term.startswith("!") for term in more):
        return False
    if any(_means_other_goods(word, node, concept, concepts) for word in key):
        return False
    audiences = [concepts.nodes[member.node].audience for member in concept.members]
    return not node.audience or any(not audience or audience & node.audience for audience in audiences)


def _means_other_goods(word: str, node: Node, concept: Concept, concepts: Concepts) -> bool:
    """Tell whether a word names other goods in a node than in all of a concept: baby monitors are no screens."""
    meant = node.meant.get(word)
    if meant is None:
        return False
    others = [concepts.nodes[member.node] for member in concept.members]
    return all(meant.isdisjoint(one.meant.get(word, meant)) for one in others if word in one.own)


def _find_by_field(concepts: Concepts) -> Iterator[tuple[Kin, float]]:
    """Yield what is of the field that a concept's name is, and how like it is to be: screws for fasteners.

    It may be quite unlike where both stand in that field, or at the top. A word that means other goods there is of no
    such field: baby monitors are no computers.
    """
    score = read_table("matching")["cutoffs"]["embraced"]
    of_field: dict[str, list[int]] = defaultdict(list)
    for unit in concepts.units:
        fields = find_fields((unit.head,), {})
        meant = list_meant(concepts.nodes[unit.node], unit.head)
        if len(fields) == 1 and (meant is None or fields.keys() <= meant):
            of_field[next(iter(fields))].append(unit.node)
    for concept in concepts.found:
        own = {member.node for member in concept.members}
        named = {field for key in concept.keys if (field := find_named_field(key))}
        for field in sorted(named):
            is_apt = any(_stands_in(concepts.nodes[node], field) for node in own)
            told = f"of the field of {field}"
            for node in of_field[field]:
                if node not in own:
                    kin = Kin(concept_id=concept.concept_id, node=node, score=score, evidence=told)
                    yield kin, 0.0 if is_apt and _stands_in(concepts.nodes[node], field) else LIKE


def _stands_in(node: Node, field: str) -> bool:
    """Tell whether the names above a node speak of a field of goods, or there are none."""
    return node.parent is None or field in _read_above(node)


def _read_above(node: Node) -> Set[str]:
    """Return the fields of goods that the names above a node speak of."""
    return find_fields((), node.above).keys()
