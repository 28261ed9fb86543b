"""Words that one name writes apart or with hyphens and another as one, written as one: wi-fi and wifi."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

from gapfinder.matching.names.compounds import COMPOUNDING, SHORTEST_END
from gapfinder.matching.names.terms import fold_text, is_phrase, is_stop_word, list_told_words, split_words, stem_words

WIDEST = 3
"""So many words written apart may be one."""
SHORTEST = 4
LONG_ENOUGH = 6
"""Letters from which a word is hardly made by chance of two that stand beside each other."""
SAYS_NOTHING = 2
"""Letters of words that say nothing by themselves: shorter wholes are made of such alone (hi fi), or of a letter."""
_RUN = re.compile(r"(?<![\w'])(?<!\d )[^\W\d_]+(?:[ -][^\W\d_]+)+(?![\w'])")


@dataclass(frozen=True, slots=True, eq=False)
class WholeWords:
    """Stems of words that names have, any of which another may write apart, and which German and Dutch compounds may
    have as `ends`. Two of these are never compared."""

    stems: frozenset[str] = frozenset()
    ends: frozenset[str] = frozenset()
    beginnings: frozenset[str] = field(init=False, repr=False)
    """How they begin: by it most words that stand beside each other are told not to be one."""

    def __post_init__(self) -> None:
        beginnings = frozenset(stem[:end] for stem in self.stems for end in range(2, len(stem) + 1))
        object.__setattr__(self, "beginnings", beginnings)  # the record is frozen, and this is part of its making

    @classmethod
    def of(cls, names: Iterable[tuple[str, str]]) -> WholeWords:
        """Return the words of names in a language.

        >>> sorted(WholeWords.of([("Wifi & TV", "en"), ("Wi-Fi routers", "en")]).stems)
        ['router', 'wifi']
        """
        folded = {(fold_text(name), language) for name, language in set(names)}
        words = {(word, language) for name, language in folded for word in split_words(name, language)}
        stems = {(*stem_words((word,), language), word, language) for word, language in words if word.isalpha()}
        return cls(
            stems=frozenset(stem for stem, _, _ in stems if len(stem) >= SHORTEST),
            ends=frozenset(stem for stem, word, said in stems if len(word) >= SHORTEST_END and said in COMPOUNDING),
        )

    def add(self, others: WholeWords) -> WholeWords:
        """Return these words with others; these themselves where they have them."""
        if others.stems <= self.stems and others.ends <= self.ends:
            return self
        return WholeWords(self.stems | others.stems, self.ends | others.ends)


NO_WORDS = WholeWords()


def join_words(text: str, language: str, known: WholeWords) -> str:
    """Return a text, folded, whose words are written as one where that is a known word or one of the synonyms.

    What has a hyphen may be joined however short it is, and with words that say nothing (in-line). A phrase that has a
    synonym stays as it is.

    >>> known = WholeWords(frozenset({"tbar", "gymmat", "inlin", "cargo", "cellphon"}))
    >>> join_words("T-Bars, Gym Mats", "en", known), join_words("Head Phones", "en", NO_WORDS)
    ('tbars, gymmats', 'headphones')
    >>> join_words("In-Line Skates", "en", known), join_words("Skates in line, car go, cell phones", "en", known)
    ('inline skates', 'skates in line, car go, cell phones')
    """
    return _RUN.sub(lambda run: "".join(_join_run(run[0], language, known)), fold_text(text))


def _join_run(run: str, language: str, known: WholeWords) -> Iterator[str]:
    """Yield the words of a run, and what stands between them."""
    bits = re.split("([ -])", run)
    at = 0
    while at < len(bits):
        widest = min(2 * WIDEST - 1, len(bits) - at)
        width = next((width for width in range(widest, 1, -2) if _is_whole(bits[at : at + width], language, known)), 1)
        yield "".join(bits[at : at + width : 2])
        yield from bits[at + width : at + width + 1]
        at += width + 1


def _is_whole(bits: Sequence[str], language: str, known: WholeWords) -> bool:
    """Tell whether words, with what stands between each two, are one."""
    words, whole, told = bits[::2], "".join(bits[::2]), _list_told(language)
    begun = whole[: len(words[0]) + 1]
    if begun not in known.beginnings and begun not in told.beginnings:
        return False
    if " " in bits and (_is_short(words) or any(is_stop_word(word, language) for word in words)):
        return False
    (stem,) = stem_words((whole,), language)
    return (stem in known.stems or stem in told.stems) and not is_phrase(stem_words(words, language), language)


def _is_short(words: Sequence[str]) -> bool:
    lengths = [len(word) for word in words]
    return sum(lengths) < LONG_ENOUGH and min(lengths) > 1 and max(lengths) > SAYS_NOTHING


@cache
def _list_told(language: str) -> WholeWords:
    return WholeWords(list_told_words(language))
