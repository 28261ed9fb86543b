"""Compounds that begin with whom they are for, read apart as other shops write them: Damenhosen, and Damen > Hosen."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from gapfinder.matching.names.compounds import COMPOUNDING, SHORTEST_END, find_end
from gapfinder.matching.names.fields import is_goods_word
from gapfinder.matching.names.terms import is_phrase, name_alike, stem_words
from gapfinder.words import list_phrases, read_table


def part_fronts(words: Iterable[str], language: str) -> tuple[str, ...]:
    """Return folded words, those of German and Dutch parted that name goods after whom these are for.

    A word that has a synonym as a whole stays as it is.

    >>> part_fronts(("damenhosen", "hundezubehor"), "de"), part_fronts(("damast", "kindergarten"), "de")
    (('damen', 'hosen', 'hunde', 'zubehor'), ('damast', 'kindergarten'))
    """
    if language not in COMPOUNDING:
        return tuple(words)
    return tuple(part for word in words for part in _part(word, language))


@lru_cache(maxsize=50_000)
def _part(word: str, language: str) -> tuple[str, ...]:
    table = read_table("labels")["fronts"]
    fronts = [front for front in list_phrases(table[language]) if word.startswith(front)]
    if not fronts or word in list_phrases(table["wholes"]) or is_phrase(stem_words((word,), language), language):
        return (word,)
    front = max(fronts, key=len)
    rest = word.removeprefix(front).removeprefix("-")
    return (front, rest) if len(rest) >= SHORTEST_END and _is_known(rest, language) else (word,)


def _is_known(word: str, language: str) -> bool:
    terms = name_alike(stem_words((word,), language), language)
    fillers = list_phrases(read_table("labels")["generic"]["fillers"])
    return any(is_goods_word(term) or term in fillers for term in terms) or bool(find_end(word, language))
