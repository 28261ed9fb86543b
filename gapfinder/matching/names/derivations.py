"""What words share that are made from one another: cleaners and cleaning."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache

from gapfinder.words import list_phrases, read_table

SHORTEST_ROOT = 3
_SHORT = re.compile("[^aeiou][aeiou][^aeiouwxy]")
"""What is left of words such as baker and wiring."""
_SECOND = "en"
"""Names in other languages hold English terms, too, where a synonym stands for them."""


@lru_cache(maxsize=100_000)
def find_root(term: str, language: str = "en") -> str:
    """Return what a term shares with the words that are made from it; the term itself where nothing is.

    A short stem that lost its "e" has it back: baking is of bake, kites are no kits.

    >>> [find_root(term) for term in ("clean", "cleaner", "grind", "grinder", "cutter", "cut", "shower", "packag")]
    ['clean', 'clean', 'grind', 'grind', 'cut', 'cut', 'shower', 'pack']
    >>> [find_root(term) for term in ("kite", "kit", "bake", "baker", "tape", "tap", "storag", "store", "dryer")]
    ['kite', 'kit', 'bake', 'bake', 'tape', 'tap', 'stor', 'stor', 'dry']
    """
    if not term.isalpha() or term in _kept():
        return term
    if term in read_table("derivations")["roots"]:
        return str(read_table("derivations")["roots"][term])
    bare = next(
        (
            term.removesuffix(ending)
            for ending in _endings(language)
            if term.endswith(ending) and len(term) - len(ending) >= SHORTEST_ROOT
        ),
        term,
    )
    if bare != term and _SHORT.fullmatch(bare):
        return f"{bare}e"
    bare = bare.removesuffix("e") if len(bare) > SHORTEST_ROOT + 1 else bare
    bare = f"{bare[:-1]}y" if bare.endswith("i") else bare
    return bare[:-1] if len(bare) > SHORTEST_ROOT and bare[-1] == bare[-2] else bare


def find_roots(terms: Iterable[str], language: str = "en") -> frozenset[str]:
    """Return the roots of terms."""
    return frozenset(find_root(term, language) for term in terms)


@cache
def _endings(language: str) -> tuple[str, ...]:
    table = read_table("derivations")["endings"]
    endings = {*list_phrases(table.get(language, "")), *list_phrases(table[_SECOND])}
    return tuple(sorted(endings, key=lambda ending: (-len(ending), ending)))


@cache
def _kept() -> frozenset[str]:
    return frozenset(phrase for words in read_table("derivations")["kept"].values() for phrase in list_phrases(words))
