"""Names that say opposites of each other though neither is a negation: cordless and corded."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cache

import numpy as np

from gapfinder.matching.catalogues.sheets import Bools
from gapfinder.matching.catalogues.trees import Node
from gapfinder.matching.names.terms import read_terms
from gapfinder.matching.vectors import Ints
from gapfinder.words import list_phrases, read_table

SIDES = ("one", "other")
Sides = frozenset[tuple[str, str]]
"""Oppositions with the side that a name takes of each; a name that says both is about both and takes none."""


def find_sides(terms: Sequence[str], language: str = "en") -> Sides:
    """Return the sides that the terms of a name take.

    >>> find_sides(read_terms("Cordless drills")), find_sides(read_terms("Kabellose Bohrer", "de"), "de")
    (frozenset({('cord', 'one')}), frozenset({('cord', 'one')}))
    >>> find_sides(read_terms("Hot & cold drinks")), find_sides(read_terms("Gloves"))
    (frozenset(), frozenset())
    """
    sides_of = _sides_of(language)
    found = {side for term in terms for side in sides_of.get(term, ())}
    return frozenset((name, side) for name, side in found if not {(name, other) for other in SIDES} <= found)


def say_opposites(one: Iterable[str], other: Iterable[str], language: str = "en") -> bool:
    """Tell whether terms say the opposite of what others do.

    >>> say_opposites(read_terms("Corded drill"), read_terms("Cordless drills"))
    True
    """
    return _are_opposite(find_sides(tuple(one), language), find_sides(tuple(other), language))


def tell_opposites(source: Node, target: Node) -> tuple[str, str] | None:
    """Return in one English word each what two categories are opposites by, None where they are not."""
    for name, side in sorted(find_sides(source.own, source.language)):
        other = SIDES[1 - SIDES.index(side)]
        if (name, other) in find_sides(target.own, target.language):
            return _name_side(name, side), _name_side(name, other)
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
    return any((name, SIDES[1 - SIDES.index(side)]) in other for name, side in one)


def _name_side(name: str, side: str) -> str:
    return list_phrases(read_table("opposites")[name][side]["en"])[0]


@cache
def _sides_of(language: str) -> dict[str, Sides]:
    """Return the sides of each term that takes one in a language; English words are said in all of them."""
    found: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for name, sides in read_table("opposites").items():
        for side in SIDES:
            for spoken in dict.fromkeys(("en", language)):
                for phrase in list_phrases(sides[side].get(spoken, "")):
                    terms = read_terms(phrase, language)
                    if len(terms) == 1:
                        found[terms[0]].add((name, side))
    return {term: frozenset(sides) for term, sides in found.items()}
