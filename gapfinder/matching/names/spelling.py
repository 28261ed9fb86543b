"""How names spell what is compared of them: terms are stems, and synonyms by one word, that nobody reads."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from gapfinder.matching.names.compounds import list_cuts
from gapfinder.matching.names.labels import read_label
from gapfinder.matching.names.negations import unmark_negations
from gapfinder.matching.names.terms import fold_text, name_alike, name_phrases, split_words, stem_words
from gapfinder.matching.names.whole_words import WIDEST

_WHOLE, _WORD = re.compile(r"[^\W_]+(?:[./][^\W_]+)*\+?"), re.compile(r"[^\W_]+")


Path = tuple[Sequence[str], str]
"""Names from the top down, and their language."""


def spell_shared(terms: Sequence[str], source: Path, target: Path, *, between: str = " ") -> str:
    """Return terms as the path of a source spells them, and in brackets as that of a target does, if by other words.

    >>> spell_shared(("sofa", "bed"), (("Living room", "Sofa beds"), "en"), (("Couches & beds",), "en"))
    'Sofa beds (there Couches beds)'
    >>> spell_shared(("drill",), (("Drills",), "en"), (("Cordless drill",), "en"))
    'Drills'
    >>> spell_shared(("pant",), (("Lodenhosen",), "de"), (("Jagdhosen",), "de"))
    '…hosen'
    """
    spelled = [
        _spell_bits(term, source, target) or tuple(_spell_term(term, *path) for path in (source, target))
        for term in terms
    ]
    here, there = (list(dict.fromkeys(words)) for words in zip(*spelled, strict=True)) if spelled else ([], [])
    stems = [
        [_stem(word, language) for word in words]
        for words, (_, language) in zip((here, there), (source, target), strict=True)
    ]
    return between.join(here) + (f" (there {between.join(there)})" if stems[0] != stems[1] else "")


def spell_terms(terms: Iterable[str], path: Sequence[str], language: str) -> list[str]:
    """Return terms as the names of a path spell them, the nearest name first, each word once.

    What no name spells is left as it is.

    >>> spell_terms(("fragranc", "him", "3"), ("Perfumes", "Gifts", "Fragrances for Him"), "en")
    ['Fragrances', 'Him', '3']
    """
    return list(dict.fromkeys(_spell_term(term, path, language) for term in terms))


def _spell_term(term: str, path: Sequence[str], language: str) -> str:
    for spell in (_spell_plainly, _spell_closely):
        for name in reversed(path):
            if spelled := spell(name, language).get(term):
                return spelled
    return unmark_negations(term)


def _spell_bits(term: str, *paths: Path) -> tuple[str, ...]:
    """Return what says a term in other compounds of two paths, none where a name says it as a word, or in the same."""
    whole = [_spell_term(term, *path) for path in paths]
    if whole[0] == whole[1] or any(term in _spell_plainly(name, language) for path, language in paths for name in path):
        return ()
    bits = [_cut(word, language).get(term, "") for word, (_, language) in zip(whole, paths, strict=True)]
    return tuple(bits) if all(bits) else ()


def _cut(word: str, language: str) -> dict[str, str]:
    """Return the terms that the parts of a compound say, with these in its letters.

    >>> _cut("Lodenhosen", "de")["pant"]
    '…hosen'
    """
    found: dict[str, str] = {}
    folded = fold_text(word)
    for start, end in list_cuts(folded, language) if len(folded) == len(word) else ():
        for bit, shown in ((start, f"{word[: len(start)]}…"), (end, f"…{word[len(start) :]}")):
            for term in name_alike(stem_words((bit,), language), language):
                found.setdefault(term, shown)
    return found


@lru_cache(maxsize=100_000)
def _stem(spelled: str, language: str) -> tuple[str, ...]:
    return stem_words(split_words(spelled, language), language)


@lru_cache(maxsize=100_000)
def _spell_plainly(name: str, language: str) -> dict[str, str]:
    """Return how a name spells each of its terms."""
    return _spell(name, _list_phrases(split_words(name, language), language))


@lru_cache(maxsize=100_000)
def _spell_closely(name: str, language: str) -> dict[str, str]:
    """Return how a name spells the terms of its parts, of each word, of words that others write as one, and of what a
    compound is made of: most need none of these."""
    words = split_words(name, language)
    pieces = [split_words(piece, language) for piece in read_label(name, language).pieces]
    joined = (words[at : at + width] for width in range(2, WIDEST + 1) for at in range(len(words) - width + 1))
    phrases = [phrase for piece in pieces for phrase in _list_phrases(piece, language)]
    phrases += [(name_alike(stem_words(("".join(some),), language), language), some) for some in joined]
    stems = [stem_words((word,), language) for word in words]
    phrases += [(name_alike(stem, language), (word,)) for stem, word in zip(stems, words, strict=True)]
    phrases += [(stem, (word,)) for stem, word in zip(stems, words, strict=True)]
    bits = [(stem_words((bit,), language), word) for word in words for cut in list_cuts(word, language) for bit in cut]
    phrases += [(name_alike(stem, language), (word,)) for stem, word in bits]
    return _spell(name, phrases)


def _spell(name: str, phrases: Iterable[tuple[tuple[str, ...], tuple[str, ...]]]) -> dict[str, str]:
    """Return terms of phrases in the letters of a name; what stands for several words, by all of them."""
    letters = {fold_text(word): word for pattern in (_WHOLE, _WORD) for word in pattern.findall(name)}
    spelled: dict[str, str] = {}
    for terms, words in phrases:
        said = [unmark_negations(letters.get(word, word)) for word in words]
        each = said if len(said) == len(terms) else [" ".join(said)] * len(terms)
        for term, word in zip(terms, each, strict=True):
            spelled.setdefault(term, word)
    return spelled


def _list_phrases(words: tuple[str, ...], language: str) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Yield terms with the words that they are of."""
    at = 0
    for terms, width in name_phrases(stem_words(words, language), language):
        yield terms, words[at : at + width]
        at += width
