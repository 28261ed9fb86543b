"""How names spell what is compared of them: terms are stems, and synonyms by one word, that nobody reads."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from gapfinder.matching.labels import read_label
from gapfinder.matching.negations import unmark_negations
from gapfinder.matching.terms import fold_text, name_alike, name_phrases, split_words, stem_words
from gapfinder.matching.whole_words import WIDEST

_WHOLE, _WORD = re.compile(r"[^\W_]+(?:[./][^\W_]+)*\+?"), re.compile(r"[^\W_]+")


Path = tuple[Sequence[str], str]
"""Names from the top down, and their language."""


def spell_shared(terms: Sequence[str], source: Path, target: Path) -> str:
    """Return terms as the path of a source spells them, and in brackets as that of a target does, if by other words.

    >>> spell_shared(("sofa", "bed"), (("Living room", "Sofa beds"), "en"), (("Couches & beds",), "en"))
    'Sofa beds (there Couches beds)'
    >>> spell_shared(("drill",), (("Drills",), "en"), (("Cordless drill",), "en"))
    'Drills'
    """
    here, there = (spell_terms(terms, *path) for path in (source, target))
    stems = [
        stem_words(split_words(" ".join(words), language), language)
        for words, (_, language) in zip((here, there), (source, target), strict=True)
    ]
    return " ".join(here) + (f" (there {' '.join(there)})" if stems[0] != stems[1] else "")


def spell_terms(terms: Iterable[str], path: Sequence[str], language: str) -> list[str]:
    """Return terms as the names of a path spell them, the nearest name first, each word once.

    What no name spells is left as it is.

    >>> spell_terms(("fragranc", "him", "3"), ("Perfumes", "Gifts", "Fragrances for Him"), "en")
    ['Fragrances', 'Him', '3']
    """
    spelled = [_spell_name(name, language) for name in reversed(path)]
    found = (next((words[term] for words in spelled if term in words), unmark_negations(term)) for term in terms)
    return list(dict.fromkeys(found))


@lru_cache(maxsize=100_000)
def _spell_name(name: str, language: str) -> dict[str, str]:
    """Return how a name spells each of its terms; what stands for several words, by all of them."""
    letters = {fold_text(word): word for pattern in (_WHOLE, _WORD) for word in pattern.findall(name)}
    texts = (name, *read_label(name, language).pieces)
    phrases = (phrase for text in texts for phrase in _list_phrases(split_words(text, language), language))
    spelled: dict[str, str] = {}
    for terms, words in phrases:
        said = [unmark_negations(letters.get(word, word)) for word in words]
        each = said if len(said) == len(terms) else [" ".join(said)] * len(terms)
        for term, word in zip(terms, each, strict=True):
            spelled.setdefault(term, word)
    return spelled


def _list_phrases(words: tuple[str, ...], language: str) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Yield terms with the words that they are of: first as these stand, then such as others write as one."""
    at = 0
    for terms, width in name_phrases(stem_words(words, language), language):
        yield terms, words[at : at + width]
        at += width
    for width in range(2, WIDEST + 1):
        for at in range(len(words) - width + 1):
            joined = words[at : at + width]
            yield name_alike(stem_words(("".join(joined),), language), language), joined
