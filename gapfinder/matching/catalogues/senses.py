"""Which goods a word of several meanings names, told by the fields of goods that the names around it speak of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache, lru_cache
from itertools import chain

import numpy as np

from gapfinder.matching.catalogues.sold import Sold, share_fields, share_terms
from gapfinder.matching.catalogues.trees import Node
from gapfinder.matching.names.fields import find_fields, list_fields_called
from gapfinder.matching.names.labels import filler_terms
from gapfinder.matching.names.terms import read_terms, stem_phrase
from gapfinder.matching.vectors import Bag, Floats, Ints, Vectors
from gapfinder.words import list_phrases, read_table

Senses = tuple[frozenset[str], ...]
"""The fields of goods of each meaning of a word."""
CLEARLY, MOSTLY = 2.0, 10.0
"""How many times as much as of any other a name must speak of a meaning to tell it, and all names of a site."""
GOOD_PART, SEVERAL = 1 / 3, 1.5
"""The part of what all names of a site speak of that is of a meaning which it tells, or so many words at least."""


def tell_senses(nodes: Sequence[Node], titles: Mapping[int, Sold]) -> list[Node]:
    """Return the nodes, told what their words of several meanings mean; `titles` by the position of their category.

    A meaning is told by the nearest name on the path that speaks of fields of one of them clearly more than of
    others', else by the names below, else by what the product titles share, else by what they speak of, else by whom
    the node is for, else, at the top of a site, by what nearly all of that is about. Where nothing tells, a word of
    another language has no meaning of the English one that it never has: the pumps of an Italian are no shoes.
    """
    shared = share_terms(len(nodes), titles)
    sold = [(bag, share_fields(titles[at]) if at in titles else {}) for at, bag in enumerate(shared)]
    sum_trade = cache(lambda site: _sum_trade(node for node in nodes if node.place.site == site))
    meant = [dict(_tell_words(nodes, node, *told, sum_trade)) for node, told in zip(nodes, sold, strict=True)]
    # Most names have no such word, and a record costs more to make again than to compare.
    return [node if node.meant == told else replace(node, meant=told) for node, told in zip(nodes, meant, strict=True)]


def list_meant(node: Node, word: str) -> frozenset[str] | None:
    """Return the fields of goods that a word may mean in a node's name; None where it may mean anything."""
    meant = node.meant.get(word)
    return None if meant is None else frozenset().union(*(list_senses()[word][sense] for sense in meant))


def find_homonyms(source: Mapping[str, Vectors], target: Mapping[str, Vectors], rows: Ints, others: Ints) -> Floats:
    """Return 1 where all that two names share are words that mean other goods in each; views have weights of 1."""
    found = np.zeros(len(rows))
    both = np.flatnonzero((_count(source["homonyms"])[rows] > 0) & (_count(target["homonyms"])[others] > 0))
    rows, others = rows[both], others[both]
    shared = {view: source[view].dot(rows, target[view], others) for view in ("own", "homonyms", "senses")}
    is_other = (shared["homonyms"] > 0) & (shared["homonyms"] >= shared["own"]) & (shared["senses"] < 1)
    found[both] = is_other.astype(np.float64)
    return found


@cache
def list_senses() -> dict[str, Senses]:
    """Return the meanings of each term that has several; a foreign word that stands for an English one has those."""
    found: dict[str, Senses] = {}
    for language, words in read_table("homonyms")["senses"].items():
        for word, senses in words.items():
            terms = read_terms(word, language)
            if language == "en" or terms == stem_phrase(word, language):
                found.setdefault(terms[0], _read_senses(senses))
    return found


@cache
def _list_foreign(language: str) -> dict[str, tuple[str, frozenset[int]]]:
    """Return for stems of words that stand for English ones which term that is, and which of its meanings they have."""
    same = read_table("synonyms")["same"].get(language, {})
    translated = {word for others in same.values() for word in list_phrases(others)}
    found = {}
    for word, senses in read_table("homonyms")["senses"].get(language, {}).items():
        if language != "en" and word in translated:
            (stem,), (term,) = stem_phrase(word, language), read_terms(word, language)
            fields = frozenset().union(*_read_senses(senses))
            found[stem] = (
                term,
                frozenset(at for at, meaning in enumerate(list_senses().get(term, ())) if meaning & fields),
            )
    return found


def _list_own_meanings(node: Node, word: str) -> frozenset[int]:
    """Return the meanings of a term that the word of another language that stands for it in a name has."""
    foreign = _list_foreign(node.language)
    own = [foreign[stem] for stem in stem_phrase(node.label.name, node.language) if stem in foreign]
    return next((meant for term, meant in own if term == word), frozenset())


def _count(vectors: Vectors) -> Ints:
    return np.diff(vectors.starts)


def _sum_trade(nodes: Iterable[Node]) -> Mapping[str, float]:
    """Return of which fields names speak by words of one meaning."""
    found: Counter[str] = Counter()
    for node in nodes:
        found.update(find_fields(node.label.terms, {}, silent=list_senses()))
    return found


def _tell_words(
    nodes: Sequence[Node], node: Node, shared: Bag, spoken: Bag, sum_trade: Callable[[str], Mapping[str, float]]
) -> Iterator[tuple[str, frozenset[int]]]:
    for word in node.own:
        if senses := list_senses().get(word):
            own = () if _says_several(node, word) else (find_fields((word,), {}),)
            sense = _choose_sense(
                senses, chain(own, _list_spoken(nodes, node, word, shared), (spoken, list_suited(node.audience)))
            )
            meant = _list_own_meanings(node, word) if sense is None else frozenset({sense})
            if not meant and node.parent is None:
                sense = _choose_trade(senses, sum_trade(node.place.site))
                meant = frozenset() if sense is None else frozenset({sense})
            if meant:
                yield word, meant


def _says_several(node: Node, word: str) -> bool:
    """Tell whether a name says a word of several meanings, not another for one of them: flashlights are no torches."""
    said = _list_said(word)
    return node.language != "en" or not said or not said.isdisjoint(stem_phrase(node.label.name))


@cache
def _list_said(term: str) -> frozenset[str]:
    """Return the words of several meanings that a term stands for, none where it is one itself, or made of one."""
    words = [word for word in read_table("homonyms")["senses"]["en"] if read_terms(word) == (term,)]
    stems = frozenset(stem for word in words for stem in stem_phrase(word))
    return frozenset() if term.startswith(tuple(stems)) else stems


def _choose_sense(senses: Senses, spoken: Iterable[Mapping[str, float]], *, clearly: float = CLEARLY) -> int | None:
    """Return the number of the meaning that the first fields tell which tell one."""
    for fields in spoken:
        told = [sum(weight for field, weight in fields.items() if field in sense) for sense in senses]
        first, second = sorted(told, reverse=True)[:2]
        if first > 0 and first >= clearly * second:
            return told.index(first)
    return None


def _choose_trade(senses: Senses, trade: Mapping[str, float]) -> int | None:
    """Return the number of the meaning that is of what a good part of a site is about, and of hardly another is."""
    sense = _choose_sense(senses, (trade,), clearly=MOSTLY)
    about = 0.0 if sense is None else sum(weight for field, weight in trade.items() if field in senses[sense])
    return sense if about >= min(GOOD_PART * sum(trade.values()), SEVERAL) else None


def _list_spoken(nodes: Sequence[Node], node: Node, word: str, shared: Bag) -> Iterator[Mapping[str, float]]:
    """Yield the fields that are spoken of around a word, the surest source first."""
    below = tuple(term for child in node.children for term in nodes[child].label.terms)
    for terms in (*_climb(nodes, node), below, tuple(shared)):
        yield _speak_of(terms, word)


def _climb(nodes: Sequence[Node], node: Node) -> Iterator[tuple[str, ...]]:
    """Yield the terms of a node and of those above it."""
    yield node.own
    parent = node.parent
    while parent is not None:
        yield nodes[parent].label.terms
        parent = nodes[parent].parent


@cache
def list_suited(audience: frozenset[str]) -> Mapping[str, float]:
    """Return the fields of what shops have departments of for some people."""
    table = read_table("homonyms")
    families = [family for who in audience for family in list_phrases(table["audiences"].get(who, ""))]
    return {field: 1.0 for family in families for field in list_phrases(table["families"][family])}


@lru_cache(maxsize=100_000)
def _speak_of(terms: tuple[str, ...], word: str) -> Mapping[str, float]:
    """Return the fields of which terms speak, weighted, but for a word that is asked after.

    What only says that something goes with goods tells nothing of them: spare parts are of taps as of machines.
    """
    called = () if word in terms else list_fields_called(terms)
    telling = [term for term in terms if term not in filler_terms()]
    return find_fields(telling, {}, silent=(word,)) | dict.fromkeys(called, 1.0)


def _read_senses(text: str) -> Senses:
    """Return the fields of each meaning; one that is named for a meaning is of no family of another's."""
    named = [list_phrases(sense) for sense in text.split(";")]
    families = read_table("homonyms")["families"]
    of_one = [{field for field in fields if field not in families} for fields in named]
    return tuple(
        frozenset(
            of_one[at].union(
                field
                for family in fields
                for field in list_phrases(families.get(family, ""))
                if not any(field in others for place, others in enumerate(of_one) if place != at)
            )
        )
        for at, fields in enumerate(named)
    )
