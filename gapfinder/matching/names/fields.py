"""Which fields of goods a name belongs to, by a table of words; it relates names that share no word."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from functools import cache

from gapfinder.matching.names.terms import measure_phrases, read_terms, stem_joined
from gapfinder.words import list_phrases, read_table

MORE_TELLING = 1.5
"""What a phrase counts more with each of its words after the first."""


def find_fields(own: Sequence[str], above: Mapping[str, float], *, silent: Container[str] = ()) -> dict[str, float]:
    """Return the fields that terms speak of, weighted; the names above count as they are weighted.

    Terms that are `silent` count in phrases only.

    >>> find_fields(("thread", "rod"), {})
    {'fasteners': 1.5}
    """
    table, longest = _fields()
    found: dict[str, float] = {}
    spoken = tuple(own)
    for start in range(len(spoken)):
        for width in range(min(longest.get(spoken[start], 0), len(spoken) - start), 0, -1):
            fields = table.get(spoken[start : start + width])
            if fields and (width > 1 or spoken[start] not in silent):
                _add(found, fields, MORE_TELLING ** (width - 1))
                break
    for term, weight in above.items():
        _add(found, table.get((term,), ()), weight)
    return found


def find_named_field(terms: Sequence[str]) -> str:
    """Return the field whose name the terms are, in any order; "" where they are none's.

    >>> find_named_field(("fasten",))
    'fasteners'
    """
    return _named_fields().get(frozenset(terms), "")


def is_named_goods(field: str, terms: Container[str]) -> bool:
    """Tell whether what is called by terms, and of a field, is the goods that the field is called like.

    >>> [is_named_goods("cameras", {term}) for term in ("camcord", "drone")], is_named_goods("fasteners", {"screw"})
    ([True, False], True)
    """
    kinds = _specific_fields().get(field)
    return kinds is None or any(all(term in terms for term in kind) for kind in kinds)


def list_fields_called(terms: Sequence[str]) -> tuple[str, ...]:
    """Return the fields whose name, or a half of it, the terms are, in any order.

    >>> list_fields_called(("luggag",)), list_fields_called(("bag",))
    ((), ('bags and luggage',))
    """
    return _called_fields().get(frozenset(terms), ())


def is_wide(terms: Sequence[str]) -> bool:
    """Tell whether terms are what a field is called, or name goods of many kinds.

    >>> is_wide(("tool",)), is_wide(("beauti",)), is_wide(("hammer",)), is_wide(("camera",))
    (True, True, False, False)
    """
    called = list_fields_called(terms)
    return not _specific_fields().keys() >= set(called) or frozenset(terms) in _wide_names()


def is_goods_word(term: str) -> bool:
    """Tell whether a term is what a word or phrase of some field is about.

    >>> is_goods_word("bit"), is_goods_word("uvex")
    (True, False)
    """
    return term in _goods_words()


def is_field_word(term: str) -> bool:
    """Tell whether a term is a word of some field, whatever stands with it there.

    >>> is_field_word("saddl"), is_field_word("uvex")
    (True, False)
    """
    return term in _field_words()


def is_goods_phrase(terms: Sequence[str]) -> bool:
    """Tell whether terms are a phrase of some field.

    >>> is_goods_phrase(("swim", "pool")), is_goods_phrase(("fix", "kit"))
    (True, False)
    """
    return len(terms) > 1 and tuple(terms) in _fields()[0]


@cache
def _goods_words() -> frozenset[str]:
    return frozenset(terms[-1] for terms in _fields()[0])


@cache
def _field_words() -> frozenset[str]:
    return frozenset(term for terms in _fields()[0] for term in terms)


@cache
def _called_fields() -> dict[frozenset[str], tuple[str, ...]]:
    found: dict[frozenset[str], tuple[str, ...]] = {}
    for name in read_table("fields")["fields"]:
        for half in name.split(" and "):
            terms = frozenset(read_terms(half))
            found[terms] = (*found.get(terms, ()), name)
    return found


@cache
def _wide_names() -> frozenset[frozenset[str]]:
    return frozenset(frozenset(read_terms(name)) for name in list_phrases(read_table("fields")["wide"]["words"]))


@cache
def _named_fields() -> dict[frozenset[str], str]:
    return {frozenset(read_terms(name)): name for name in read_table("fields")["fields"]}


@cache
def _specific_fields() -> dict[str, tuple[tuple[str, ...], ...]]:
    """Return the names of kinds of goods of each field that is called like its goods."""
    return {
        field: tuple(read_terms(kind) for kind in (field, *list_phrases(kinds)))
        for field, kinds in read_table("fields")["specific"].items()
    }


def _add(found: dict[str, float], fields: Sequence[str], weight: float) -> None:
    for name in fields:
        found[name] = found.get(name, 0.0) + weight / len(fields)


@cache
def _fields() -> tuple[dict[tuple[str, ...], tuple[str, ...]], dict[str, int]]:
    """Return the fields of each phrase, and the length of the longest phrase by the term that it begins with."""
    table: dict[tuple[str, ...], tuple[str, ...]] = {}
    for name, words in read_table("fields")["fields"].items():
        for phrase in list_phrases(words):
            for terms in (read_terms(phrase), stem_joined(phrase)):
                if terms and name not in table.get(terms, ()):
                    table[terms] = (*table.get(terms, ()), name)
    return table, measure_phrases(table)
