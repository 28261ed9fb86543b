"""Words of names made comparable: folded, in their stems, synonyms told by one word."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache

import Stemmer

from gapfinder.matching.names.measures import join_units
from gapfinder.matching.names.negations import mark_negations
from gapfinder.matching.names.plurals import make_single
from gapfinder.words import list_phrases, read_table

LONGEST = 200
"""Characters of a name that are read; who names a category at greater length has other aims."""
STEMMERS = {"en": "english", "de": "german", "fr": "french", "es": "spanish", "it": "italian", "nl": "dutch"}
_ELISION = re.compile(r"\b(?:l|d|qu|j|n|s|un|dell|nell|all|dall|sull)'(?=\w\w)")
_POSSESSIVE = re.compile(r"(?<=\w)'s?\b|(?<=s)'")
_APOSTROPHES = str.maketrans(dict.fromkeys("’‘ʼ´`′＇", "'") | dict.fromkeys("‐‑‒–—−", "-") | {"ß": "ss"})
_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae"})
_TOKEN = re.compile(r"!?[^\W_]+(?:[./][^\W_]+)*\+?")


@lru_cache(maxsize=100_000)
def fold_text(text: str) -> str:
    """Return a text in one spelling: compatible characters alike, no case, no accents, white space single.

    >>> fold_text("  Ｍen’s  Großes\\tCAFÉ ½ ")
    "men's grosses cafe 1/2"
    """
    if text.isascii():
        return " ".join(text[:LONGEST].translate(_APOSTROPHES).lower().split())
    wide = unicodedata.normalize("NFKC", text[:LONGEST]).replace("⁄", "/").translate(_APOSTROPHES).casefold()
    bare = "".join(mark for mark in unicodedata.normalize("NFKD", wide) if not unicodedata.combining(mark))
    return " ".join(unicodedata.normalize("NFC", bare.translate(_LIGATURES)).split())[: 2 * LONGEST]


@lru_cache(maxsize=100_000)
def read_terms(text: str, language: str = "en") -> tuple[str, ...]:
    """Return the comparable terms of a name or title, in its order; words that say nothing are left out.

    >>> read_terms("Women's Running Shoes"), read_terms("Couches for 3 kids"), read_terms("Non-Alcoholic Drinks")
    (('women', 'run', 'footwear'), ('sofa', '3', 'kid'), ('!alcohol', 'drink'))
    >>> read_terms("Bohrmaschinen 10 mm", "de"), read_terms("Sugar free sweets, 1/2 Inch"), read_terms("!?")
    (('drill', '10mm'), ('!sugar', 'candi', '1/2in'), ())
    """
    return name_alike(stem_words(split_words(text, language), language), language)


@lru_cache(maxsize=100_000)
def split_words(text: str, language: str = "en", *, all_words: bool = False) -> tuple[str, ...]:
    """Return the words of a text, folded: units with their numbers, negations with what they negate.

    Words that say nothing are left out unless `all_words`.

    >>> split_words("Kids' 2,5 L non-stick pans without lids")
    ('kids', '2.5l', 'nonstick', 'pans', '!lids')
    """
    folded = _ELISION.sub("", fold_text(text)) if language in ("fr", "it") else fold_text(text)
    folded = mark_negations(join_units(_POSSESSIVE.sub("", folded)), language)
    stop = frozenset() if all_words else _stop_words(language)
    return tuple(word for word in _TOKEN.findall(folded.replace("-", " ")) if word not in stop)


def stem_words(words: Iterable[str], language: str = "en") -> tuple[str, ...]:
    """Return the stems of folded words, the same for one and for many; numbers and units are left as they are.

    >>> stem_words(("knives", "batteries", "!lids", "organic", "10mm"))
    ('knife', 'batteri', '!lid', 'organic', '10mm')
    """
    return tuple(_stem(word, language) for word in words)


def name_alike(stems: tuple[str, ...], language: str = "en") -> tuple[str, ...]:
    """Return stems with every phrase that has a synonym replaced by the one that stands for all.

    >>> name_alike(("cell", "phone", "case")), name_alike(("waistcoat",))
    (('mobil', 'phone', 'case'), ('vest',))
    """
    return tuple(term for terms, _ in name_phrases(stems, language) for term in terms)


def name_phrases(stems: tuple[str, ...], language: str = "en") -> Iterator[tuple[tuple[str, ...], int]]:
    """Yield the terms for each stem, or phrase that has a synonym, with how many stems it is of.

    >>> list(name_phrases(("cell", "phone", "case"))), list(name_phrases(("!zuck",), "de"))
    ([(('mobil', 'phone'), 2), (('case',), 1)], [(('!sugar',), 1)])
    """
    (table, longest), at = _synonyms(language), 0
    while at < len(stems):
        for width in range(min(longest.get(stems[at], 0), len(stems) - at), 0, -1):
            found = table.get(stems[at : at + width])
            if found is not None:
                yield found, width
                at += width
                break
        else:
            lacked = table.get((stems[at][1:],), ()) if stems[at].startswith("!") else ()
            yield (f"!{lacked[0]}",) if len(lacked) == 1 else stems[at : at + 1], 1
            at += 1


def measure_phrases(phrases: Iterable[tuple[str, ...]]) -> dict[str, int]:
    """Return the length of the longest phrase by the stem that it begins with.

    >>> measure_phrases([("cell", "phone"), ("cell",), ("vest",)])
    {'cell': 2, 'vest': 1}
    """
    longest: dict[str, int] = {}
    for phrase in phrases:
        longest[phrase[0]] = max(len(phrase), longest.get(phrase[0], 0))
    return longest


def stem_phrase(phrase: str, language: str = "en") -> tuple[str, ...]:
    """Return the stems of a phrase from a word list, synonyms as they stand."""
    return stem_words(split_words(phrase, language), language)


def is_stop_word(word: str, language: str = "en") -> bool:
    """Tell whether a folded word says nothing."""
    return word in _stop_words(language)


def is_phrase(stems: tuple[str, ...], language: str = "en") -> bool:
    """Tell whether stems are a phrase that has a synonym, or is one."""
    return stems in _synonyms(language)[0]


def count_told(terms: tuple[str, ...], language: str) -> int:
    """Return how many terms at the beginning are what stands for a word or phrase, 0 where there are none such.

    >>> count_told(("safeti", "footwear", "femm"), "fr"), count_told(("bois",), "fr")
    (2, 0)
    """
    targets, longest = _list_targets(language)
    widths = range(min(longest, len(terms)), 0, -1)
    return next((width for width in widths if terms[:width] in targets), 0)


@cache
def _list_targets(language: str) -> tuple[frozenset[tuple[str, ...]], int]:
    """Return the terms that stand for something, and how many the most are."""
    targets = frozenset(_synonyms(language)[0].values())
    return targets, max(map(len, targets), default=0)


@cache
def list_told_words(language: str = "en") -> frozenset[str]:
    """Return the stems of single words that are synonyms, or that stand for some."""
    table, _ = _synonyms(language)
    return frozenset(phrase[0] for phrase in (*table, *table.values()) if len(phrase) == 1)


def stem_joined(phrase: str, language: str = "en") -> tuple[str, ...]:
    """Return the stem of a phrase of several words written as one, none where it is no such phrase.

    >>> stem_joined("car seats"), stem_joined("cat 5"), stem_joined("seats")
    (('carseat',), (), ())
    """
    words = split_words(phrase, language)
    return stem_words(("".join(words),), language) if len(words) > 1 and "".join(words).isalpha() else ()


@cache
def _stemmer(language: str) -> Stemmer.Stemmer:
    return Stemmer.Stemmer(STEMMERS.get(language, "english"))


@lru_cache(maxsize=200_000)
def _stem(word: str, language: str) -> str:
    if word.startswith("!"):
        return "!" + _stem(word[1:], language)
    if not word.isalpha():
        return word
    if word in _irregular(language):
        return _irregular(language)[word]
    single = make_single(word, language)
    if language == "de" and single.endswith(tuple(_kept(language))):
        return single  # a compound ends like what it is of: Bilderrahmen, Rahmen
    return _kept(language).get(single) or str(_stemmer(language).stemWord(single))


@cache
def _irregular(language: str) -> dict[str, str]:
    return dict(read_table("synonyms")["irregular"].get(language, {}))


@cache
def _kept(language: str) -> dict[str, str]:
    """Return words that have no other stem by their forms; other languages' plurals `make_single` knows."""
    words = list_phrases(read_table("synonyms")["kept"].get(language, ""))
    plurals = {_make_plural(word): word for word in words} if language == "en" else {}
    return plurals | {word: word for word in words}


def _make_plural(word: str) -> str:
    """Return the plural of an English word.

    >>> _make_plural("condenser"), _make_plural("activity")
    ('condensers', 'activities')
    """
    return f"{word[:-1]}ies" if word.endswith("y") else f"{word}s"


@cache
def _stop_words(language: str) -> frozenset[str]:
    return frozenset(list_phrases(read_table("labels")["stop"].get(language, "")))


@cache
def _synonyms(language: str) -> tuple[dict[tuple[str, ...], tuple[str, ...]], dict[str, int]]:
    """Return phrases of stems with what stands for each, and the length of the longest by the stem that it begins with.

    Foreign names lead to the English ones, and those to what stands for them.
    """
    english = _read_synonyms("en")
    table = english if language == "en" else _read_loanwords(language) | english | _read_synonyms(language)
    return table, measure_phrases(table)


def _read_synonyms(language: str) -> dict[tuple[str, ...], tuple[str, ...]]:
    table, joined = {}, {}
    for phrase, target in _list_synonyms(language):
        stems = stem_phrase(phrase, language)
        if stems and (stems != target or len(stems) > 1):
            table[stems] = target
        joined[stem_joined(phrase, language)] = target
    joined.pop((), None)
    return joined | table


def _read_loanwords(language: str) -> dict[tuple[str, ...], tuple[str, ...]]:
    """Return the English words that a language's stemmer leaves as they are, with their English terms: baby, beauty."""
    lists = (*read_table("fields")["fields"].values(), *read_table("labels")["audience"].values())
    words = {phrase for text in lists if isinstance(text, str) for phrase in list_phrases(text) if phrase.isalpha()}
    return {(word,): read_terms(word) for word in sorted(words) if _stem(word, language) == word}


def _list_synonyms(language: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield phrases with what stands for each: phrases that have no synonym themselves."""
    for phrase in list_phrases(read_table("synonyms")["phrases"].get(language, "")):
        yield phrase, stem_phrase(phrase, language)
    for chosen, others in read_table("synonyms")["same"].get(language, {}).items():
        target = stem_phrase(chosen) if language == "en" else read_terms(chosen)
        for phrase in ([chosen] if language == "en" else []) + [*list_phrases(others)]:
            yield phrase, target
