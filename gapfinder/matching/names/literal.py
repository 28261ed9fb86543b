"""Names read word by word, whatever stands for phrases of theirs: safety goggles are goggles, too."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from gapfinder.matching.names.fields import find_fields
from gapfinder.matching.names.terms import name_alike, name_phrases

Terms = tuple[str, ...]


@lru_cache(maxsize=50_000)
def read_literally(stems: Terms, language: str = "en") -> Terms:
    """Return stems with every word that has a synonym replaced by it, but no phrase that has one.

    A word of such a phrase is told by its own synonym where that is of a field of goods that the phrase is of: sports
    shoes are footwear, taps and dies no faucets. What only means something as a phrase is one.

    >>> read_literally(("safeti", "goggl")), read_literally(("sport", "shoe"))
    (('safeti', 'goggl'), ('sport', 'footwear'))
    >>> read_literally(("tap", "die")), read_literally(("jumper", "wire"))
    (('tap', 'die'), ('jumper', 'wire'))
    """
    return tuple(term for terms in _read_phrases(stems, language) for term in terms)


def _read_phrases(stems: Terms, language: str) -> Iterator[Terms]:
    at = 0
    for terms, width in name_phrases(stems, language):
        words = stems[at : at + width]
        at += width
        if width == 1 or terms == words:
            yield terms
        else:
            yield from (_read_word(word, terms, language) for word in words)


def _read_word(word: str, phrase: Terms, language: str) -> Terms:
    terms = name_alike((word,), language)
    return terms if find_fields(terms, {}).keys() & find_fields(phrase, {}).keys() else (word,)
