"""Which goods a word of several meanings names, told by the fields of goods that the names around it speak of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache

import numpy as np

from gapfinder.matching.fields import find_fields, list_fields_called
from gapfinder.matching.terms import read_terms, stem_phrase
from gapfinder.matching.trees import Node
from gapfinder.matching.vectors import Bag, Floats, Ints, Vectors
from gapfinder.words import list_phrases, read_table

Senses = tuple[frozenset[str], ...]
"""The fields of goods of each meaning of a word."""
CLEARLY = 2.0
"""How many times as much as of any other a name must speak of a meaning to tell it."""


def tell_senses(nodes: Sequence[Node], sold: Sequence[Bag]) -> tuple[list[Bag], list[Bag]]:
    """Return for each node those words of its own that have several meanings of which one is told, and these.

    `sold` are the terms that its product titles share. A meaning is told by the nearest name on the path that speaks
    of fields of one of them clearly more than of others', else by these.
    """
    told = [dict(_tell_words(nodes, *pair)) for pair in zip(nodes, sold, strict=True)]
    words: list[Bag] = [dict.fromkeys(found, 1.0) for found in told]
    senses: list[Bag] = [{f"{word}/{sense}": 1.0 for word, sense in found.items()} for found in told]
    return words, senses


def tell_sense(nodes: Sequence[Node], node: Node, word: str, sold: Iterable[str] = ()) -> int | None:
    """Return the number of the meaning that a word has in a node's name; None where it has one only or none is told.

    `sold` are terms that its product titles share.
    """
    senses = list_senses().get(word)
    if not senses:
        return None
    for terms in (*_climb(nodes, node), tuple(sold)):
        fields = _speak_of(terms, word)
        told = [sum(fields.get(field, 0.0) for field in sense) for sense in senses]
        first, second = sorted(told, reverse=True)[:2]
        if first > 0 and first >= CLEARLY * second:
            return told.index(first)
    return None


def list_meant(nodes: Sequence[Node], node: Node, word: str) -> frozenset[str] | None:
    """Return the fields of goods that a word means in a node's name; None where no one meaning is told."""
    sense = tell_sense(nodes, node, word)
    return None if sense is None else list_senses()[word][sense]


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
    """Return the meanings of each term that has several.

    A foreign word that stands for an English one is left out: of those with its other meanings nothing is known there.
    """
    found: dict[str, Senses] = {}
    for language, words in read_table("homonyms")["senses"].items():
        for word, senses in words.items():
            terms = read_terms(word, language)
            if language == "en" or terms == stem_phrase(word, language):
                found.setdefault(terms[0], _read_senses(senses))
    return found


def _count(vectors: Vectors) -> Ints:
    return np.diff(vectors.starts)


def _tell_words(nodes: Sequence[Node], node: Node, sold: Bag) -> Iterator[tuple[str, int]]:
    for word in node.own:
        sense = tell_sense(nodes, node, word, sold)
        if sense is not None:
            yield word, sense


def _climb(nodes: Sequence[Node], node: Node) -> Iterator[tuple[str, ...]]:
    """Yield the terms of a node and of those above it."""
    yield node.own
    parent = node.parent
    while parent is not None:
        yield nodes[parent].label.terms
        parent = nodes[parent].parent


@lru_cache(maxsize=100_000)
def _speak_of(terms: tuple[str, ...], word: str) -> Mapping[str, float]:
    """Return the fields of which terms speak, weighted, but for a word that is asked after."""
    called = () if word in terms else list_fields_called(terms)
    return dict.fromkeys(called, 1.0) | find_fields(terms, {}, silent=word)


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
