"""What a product title says: its terms, those that it is about, and those that its compounds end in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from dataclasses import dataclass
from functools import cache

from gapfinder.matching.names.compounds import COMPOUNDING, find_end, names_goods
from gapfinder.matching.names.derivations import find_roots
from gapfinder.matching.names.labels import ROMANCE, find_head
from gapfinder.matching.names.measures import is_measure, list_sizes
from gapfinder.matching.names.terms import fold_text, name_alike, split_words, stem_words
from gapfinder.matching.names.whole_words import NO_WORDS, WholeWords, join_words
from gapfinder.words import list_phrases, read_table

SHORTEST = 3
"""Letters of a word that says what something is; shorter ones are codes as a rule."""
SHORTEST_PLURAL = 4
"""Letters of words that may be plurals."""

_BREAK = re.compile(r"[,;|(]|\s[-–—]\s")
_MODEL = re.compile(r"(?=[a-z]*\d)(?=\d*[a-z]|\d{5})[a-z\d]{4,}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Title:
    """A title's terms, its heads by each reading, what it is about, what its compounds end in; the roots of its terms
    and bare words, of what it is about, of what its compounds end in.

    Safety goggles are goggles, too, whatever one word stands for both.
    """

    terms: frozenset[str]
    heads: frozenset[str]
    about: frozenset[str]
    ends: frozenset[str]
    roots: frozenset[str]
    about_roots: frozenset[str]
    end_roots: frozenset[str]


def read_title(
    title: str, language: str = "en", *, whole_words: WholeWords = NO_WORDS, nouns: Set[str] = frozenset()
) -> Title:
    """Read a title.

    It is about every word that no name of goods follows: in English one that does makes it a word beside the point, as
    in "book shelf". It is read as it stands, and with `whole_words` as one that it writes apart. `nouns` are terms that
    name goods, besides those that the fields of goods have.

    >>> [sorted(read_title(title).about) for title in ("Drill bit set, steel", "Helmet Uvex", "Nappy bucket")]
    [['bit', 'kit', 'steel'], ['helmet', 'uvex'], ['bucket']]
    >>> "diaper" in read_title("Weiche Windeln Größe 3", "de").about
    True
    >>> sorted(read_title("Radsocken rot", "de", nouns={"sock"}).end_roots)
    ['sock']
    """
    readings = dict.fromkeys(
        split_words(spelled, language, all_words=True)
        for spelled in (join_words(title, language, whole_words), fold_text(title))
    )
    terms: set[str] = set()
    said: set[str] = set()
    about: set[str] = set()
    heads: set[str] = set()
    for words in readings:
        stems = stem_words(words, language)
        said.update(stems)
        terms.update(alike := name_alike(stems, language))
        heads.add(find_head(alike, language))
        about.update(heads - {""}, _list_about(words, stems, language, nouns))
    terms.update(size for term in tuple(terms) for size in list_sizes(term))
    ends = [term for words in readings for word in words for term in find_end(word, language, nouns)]
    return Title(
        terms=frozenset(terms),
        heads=frozenset(heads - {""}),
        about=frozenset(about),
        ends=frozenset(ends),
        roots=find_roots(terms | said, language),
        about_roots=find_roots(about, language),
        end_roots=find_roots(ends, language),
    )


def _list_about(words: tuple[str, ...], stems: tuple[str, ...], language: str, nouns: Set[str]) -> Iterator[str]:
    """Yield the terms that a title is about besides its head, by one of its readings."""
    for at, stem in enumerate(stems):
        if language in ROMANCE | COMPOUNDING or not _is_beside_the_point(words, stems, at, nouns):
            yield from name_alike((stem,), language)


def cut_title(title: str) -> str:
    """Return a title to its first comma or the like, behind which stands how it is packed, or what it is of.

    >>> cut_title("Filter Tips, Rack of 96"), cut_title("Dino pyjamas 5-6")
    ('Filter Tips', 'Dino pyjamas 5-6')
    """
    return _BREAK.split(title, maxsplit=1)[0] or title


def says_what(word: str) -> bool:
    """Tell whether a folded word may say what goods are: no number or code, no size, colour or material.

    >>> [says_what(word) for word in ("tent", "zr", "90", "black")]
    [True, False, False, False]
    """
    return word.isalpha() and len(word) >= SHORTEST and not is_aside(word)


def is_model(word: str) -> bool:
    """Tell whether a folded word is a code that two shops give to one product: no measure, no size, no count.

    >>> [is_model(word) for word in ("p3245", "2cd2143g2", "25096", "4000k", "250ml", "m10", "90")]
    [True, True, True, False, False, False, False]
    """
    return _MODEL.fullmatch(word) is not None and not is_measure(word)


def is_aside(word: str) -> bool:
    """Tell whether a folded word says in titles of what make goods are, not what they are."""
    return word in _asides()


def _is_beside_the_point(words: tuple[str, ...], stems: tuple[str, ...], at: int, nouns: Set[str]) -> bool:
    """Tell whether an English word only tells more of the one that follows."""
    if at + 1 == len(words) or not words[at + 1].isalpha() or is_aside(words[at + 1]):
        return False
    is_plural = words[at].endswith("s") and words[at] != stems[at] and len(words[at]) >= SHORTEST_PLURAL
    return not is_plural and any(names_goods(term, nouns) for term in name_alike((stems[at + 1],)))


@cache
def _asides() -> frozenset[str]:
    return frozenset(list_phrases(read_table("labels")["titles"]["after"]))
