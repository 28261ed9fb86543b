"""Names that say opposites of each other though neither is a negation: cordless and corded, M6 and M8."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cache

import numpy as np

from gapfinder.matching.catalogues.sheets import Bools
from gapfinder.matching.catalogues.trees import Node
from gapfinder.matching.names.measures import list_sizes
from gapfinder.matching.names.terms import read_terms
from gapfinder.matching.vectors import Ints
from gapfinder.words import list_phrases, read_table

SIDES = ("one", "other")
SIZES = "sizes"
Sides = frozenset[tuple[str, str]]
"""Oppositions with the sides that a name takes of each, and kinds of size with those that it says; who takes both sides
is the opposite of nothing, and so is who says a size that another says."""
_NUMBER = re.compile(r"\d+(?:[.,/]\d+)*")


def find_sides(terms: Sequence[str], language: str = "en") -> Sides:
    """Return the sides that the terms of a name take, and the sizes that they say.

    >>> find_sides(read_terms("Cordless drills")), find_sides(read_terms("Kabellose Bohrer", "de"), "de")
    (frozenset({('cord', 'one')}), frozenset({('cord', 'one')}))
    >>> find_sides(read_terms("M6 bolts")), find_sides(read_terms("AAA batteries")), find_sides(read_terms("Gloves"))
    (frozenset({('m#', 'm6')}), frozenset({('battery', 'aaa')}), frozenset())
    """
    sides_of = _sides_of(language)
    said = {side for term in terms for side in sides_of.get(term, ())}
    return frozenset(said | {(_NUMBER.sub("#", size), size) for term in terms for size in list_sizes(term)})


def say_opposites(one: Iterable[str], other: Iterable[str], language: str = "en") -> bool:
    """Tell whether terms say the opposite of what others do.

    >>> say_opposites(read_terms("Corded drill"), read_terms("Cordless drills"))
    True
    """
    return _are_opposite(find_sides(tuple(one), language), find_sides(tuple(other), language))


def tell_opposites(source: Node, target: Node) -> tuple[str, str] | None:
    """Return in one word each what two categories are opposites by, None where they are not."""
    ours, theirs = (_group(find_sides(node.own, node.language)) for node in (source, target))
    for kind in sorted(ours.keys() & theirs.keys()):
        if ours[kind].isdisjoint(theirs[kind]):
            return _name_side(kind, min(ours[kind])), _name_side(kind, min(theirs[kind]))
    return None


def find_opposites(source: Sequence[Node], target: Sequence[Node], rows: Ints, others: Ints) -> Bools:
    """Tell for each pair of a source row and a target row whether their names are opposites."""
    left, right = ([find_sides(node.own, node.language) for node in side] for side in (source, target))
    numbers = {sides: at for at, sides in enumerate(dict.fromkeys([*left, *right]))}
    kinds = list(numbers)
    ours, theirs = (np.array([numbers[sides] for sides in side], dtype=np.int64) for side in (left, right))
    keys, which = np.unique(ours[rows] * len(kinds) + theirs[others], return_inverse=True)
    apart = [_are_opposite(kinds[key // len(kinds)], kinds[key % len(kinds)]) for key in keys.tolist()]
    return np.array(apart, dtype=bool)[which]


def _are_opposite(one: Sides, other: Sides) -> bool:
    ours, theirs = _group(one), _group(other)
    return any(ours[kind].isdisjoint(theirs[kind]) for kind in ours.keys() & theirs.keys())


def _group(sides: Sides) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for kind, side in sides:
        found[kind].add(side)
    return found


def _name_side(kind: str, side: str) -> str:
    """Return in English what a name says, sizes as they are."""
    table = read_table("opposites")
    return list_phrases(table[kind][side]["en"])[0] if side in SIDES else side.upper()


@cache
def _sides_of(language: str) -> dict[str, Sides]:
    """Return the sides of each term that takes one in a language; English words are said in all of them."""
    found: dict[str, set[tuple[str, str]]] = defaultdict(set)
    table = read_table("opposites")
    for kind, sizes in table[SIZES].items():
        for size in list_phrases(sizes):
            found[size].add((kind, size))
    for name, sides in table.items():
        for side in SIDES if name != SIZES else ():
            for spoken in dict.fromkeys(("en", language)):
                for phrase in list_phrases(sides[side].get(spoken, "")):
                    terms = read_terms(phrase, language)
                    if len(terms) == 1:
                        found[terms[0]].add((name, side))
    return {term: frozenset(sides) for term, sides in found.items()}
