"""Composite names: which parts the last words are of as well, and of which parts that cannot be told."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from gapfinder.matching.names.fields import find_fields, find_named_field, is_goods_phrase
from gapfinder.matching.names.terms import is_phrase, read_terms, stem_words
from gapfinder.words import list_phrases, read_table

Words = tuple[str, ...]
OWN, SHARED, UNTOLD = "own", "shared", "untold"
"""A part is named by its own words, by the last words of the name as well, or it may be either."""
_LOOSELY = re.compile(r"(?<!\d)\s*[,;|](?!\d|\s*(?:&|and\b))\s*|\s+[-–—·•]\s+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """The folded words of a part; `is_untold` tells that they may be no goods by themselves."""

    words: Words
    is_untold: bool = False


def read_parts(parts: Sequence[Words], about: str, language: str) -> list[Part]:
    """Return the parts of a name, with its last words where those are of them as well: hand & power tools.

    `about` is the whole name, folded, in a language in which what a name is about stands last.

    >>> def read(*parts):
    ...     return [(*part.words, part.is_untold) for part in read_parts(parts, " & ".join(map(" ".join, parts)), "en")]
    >>> read(("oven",), ("hob", "door", "seals")), read(("bags",), ("luggage", "tags"))
    ([('oven', 'door', 'seals', False), ('hob', 'door', 'seals', False)], [('bags', False), ('luggage', 'tags', False)])
    >>> read(("jewelry",), ("music", "boxes")), read(("cabinet", "hardware"), ("furniture",))
    ([('jewelry', True), ('music', 'boxes', False)], [('cabinet', 'hardware', False), ('furniture', True)])
    """
    if len(parts) < 2:
        return [Part(words=part) for part in parts]
    *others, tail = parts
    if len(tail) < 2:
        is_lent = language == "en" and _may_be_lent(parts[-2], tail[0])
        return [*(Part(words=part) for part in others), Part(words=tail, is_untold=is_lent)]
    negated = {word[1:] if word.startswith("!") else f"!{word}" for word in tail}
    is_tied = language == "en" and _is_tied(about)
    found = []
    for part in others:
        way = SHARED if set(part) <= list_modifiers() | negated else _read_way(part, tail) if is_tied else OWN
        lent = tail[_count_own(part, tail, about) :] if way == SHARED else ()
        found.append(Part(words=(*part, *lent), is_untold=way == UNTOLD))
    return [*found, Part(words=tail)]


def _count_own(part: Words, tail: Words, about: str) -> int:
    """Return how many words the last part has before those that it shares with another one.

    That is its first word: the food of frozen and refrigerated dog food is a dog's. It is two that a hyphen ties, that
    say again what the other part says (grand & baby grand pianos), or that are a name where the other part makes none
    with the second (kitchen & dining room tables, but patio & garden furniture sets).
    """
    first = tail[:2]
    is_name = _is_known(first) and not _is_known((part[-1], tail[1]))
    is_pair = "-".join(first) in about or is_name or not set(first).isdisjoint(part)
    return 2 if is_pair and len(tail) > 2 else 1


def _is_tied(about: str) -> bool:
    """Tell whether the last two parts of a name are tied by "and": parts that a comma ends stand for themselves."""
    last = _LOOSELY.split(about)[-1]
    return re.search(r"\S\s*(?:[&+/]|\band\b)\s*\S", last) is not None


def _read_way(part: Words, tail: Words) -> str:
    """Return how a part is named that "and" ties to the last one.

    Shops name goods that can be counted by words of many, so that one of one thing only tells whose the last word is.
    What cannot be counted may be goods by itself: it is where the last word is of its field (furniture & coffee
    tables), and not where that which stands beside it is (coffee & tea makers).
    """
    word, head = part[-1], tail[-1]
    if word == head or _is_plural(word) or _says_field(word, head):
        return OWN
    if word in _list_words("places"):
        return OWN if _is_known(tail) and not _is_known((word, head)) else SHARED
    if word not in _list_words("uncounted"):
        return SHARED
    if len(part) > 1 or _is_known(tail):
        return OWN
    is_of_kind, is_beside = _shares_field(word, (head,)), _shares_field(word, tail[:-1])
    return UNTOLD if is_of_kind == is_beside else OWN if is_of_kind else SHARED


def _shares_field(word: str, others: Words) -> bool:
    fields = find_fields(read_terms(word), {}).keys()
    return any(fields & find_fields(read_terms(other), {}).keys() for other in others)


def _says_field(word: str, head: str) -> bool:
    """Tell whether a word names a whole field beside a last word that says nothing: camping & hiking equipment."""
    return head in _list_words("wide") and (word.endswith("ing") or word in _list_words("uncounted"))


def _may_be_lent(part: Words, last: str) -> bool:
    """Tell whether a last word may be of what the part before it is of: the furniture of cabinets, that of homes."""
    if len(part) < 2 or last not in _list_words("lent") or find_named_field(read_terms(" ".join(part))):
        return False
    return not set(part[:-1]) <= list_modifiers() | _list_words("light")


def _is_plural(word: str) -> bool:
    """Tell whether an English word is one of many.

    >>> [word for word in ("boots", "glass", "knives", "women", "gas", "optics") if _is_plural(word)]
    ['boots', 'knives', 'optics']
    """
    return word.endswith("s") and not word.endswith(("ss", "us", "is")) and word not in _list_words("single")


def is_goods_by_itself(word: str) -> bool:
    """Tell whether an English word is of goods by itself: of many, or of what cannot be counted.

    >>> [word for word in ("boots", "bread", "textile") if is_goods_by_itself(word)]
    ['boots', 'bread']
    """
    return _is_plural(word) or word in _list_words("uncounted")


def _is_known(words: Words) -> bool:
    """Tell whether the last words of a part are a name that the tables know."""
    stems = stem_words(words[-2:])
    return is_phrase(stems) or is_goods_phrase(read_terms(" ".join(words[-2:])))


def list_modifiers() -> frozenset[str]:
    """Return folded words that by themselves are no goods."""
    return _list_words("words")


def list_places() -> frozenset[str]:
    """Return folded words of the places that departments are named for."""
    return _list_words("places")


@cache
def _list_words(kind: str) -> frozenset[str]:
    return frozenset(list_phrases(read_table("labels")["modifiers"][kind].replace("-", " ")))
