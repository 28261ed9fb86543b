"""Which goods a word of several meanings names, told by the fields of goods that the names around it speak of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache

import numpy as np

from gapfinder.matching.fields import find_fields, list_fields_called
from gapfinder.matching.terms import read_terms, stem_phrase
from gapfinder.matching.trees import Node
from gapfinder.matching.vectors import Bag, Floats, Ints, Vectors
from gapfinder.words import list_phrases, read_table

Senses = tuple[frozenset[str], ...]
"""The fields of goods of each meaning of a word."""


def tell_senses(nodes: Sequence[Node]) -> tuple[list[Bag], list[Bag]]:
    """Return for each node those words of its own that have several meanings of which one is told, and these.

    A meaning is told by the nearest name on the path that speaks of fields of one of them and of no other's.
    """
    told = [dict(_tell_words(nodes, node)) for node in nodes]
    words: list[Bag] = [dict.fromkeys(found, 1.0) for found in told]
    senses: list[Bag] = [{f"{word}/{sense}": 1.0 for word, sense in found.items()} for found in told]
    return words, senses


def tell_sense(nodes: Sequence[Node], node: Node, word: str) -> int | None:
    """Return the number of the meaning that a word has in a node's name; None where it has one only or none is told."""
    senses = list_senses().get(word)
    if not senses:
        return None
    for terms in _climb(nodes, node):
        fields = _speak_of(terms, word)
        meant = [at for at, sense in enumerate(senses) if not fields.isdisjoint(sense)]
        if len(meant) == 1:
            return meant[0]
    return None


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


def _tell_words(nodes: Sequence[Node], node: Node) -> Iterator[tuple[str, int]]:
    for word in node.own:
        sense = tell_sense(nodes, node, word)
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
def _speak_of(terms: tuple[str, ...], word: str) -> frozenset[str]:
    """Return the fields of which terms speak, but for a word that is asked after."""
    called = () if word in terms else list_fields_called(terms)
    return frozenset(find_fields(terms, {}, silent=word)).union(called)


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
