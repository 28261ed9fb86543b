"""Category names made comparable: what they are, their parts, and the terms of each part."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache

from gapfinder.matching.names.asides import GENERIC, GOODS, tell_kind
from gapfinder.matching.names.composites import Part, list_modifiers, read_parts
from gapfinder.matching.names.compounds import part_compounds
from gapfinder.matching.names.dashes import find_untold, join_dashed
from gapfinder.matching.names.fronts import part_fronts
from gapfinder.matching.names.literal import read_literally
from gapfinder.matching.names.negations import unmark_negations
from gapfinder.matching.names.terms import (
    count_told,
    fold_text,
    name_alike,
    read_terms,
    split_words,
    stem_phrase,
    stem_words,
)
from gapfinder.matching.names.whole_words import NO_WORDS, WholeWords, join_words
from gapfinder.words import list_phrases, read_table

MOST_PARTS = 8
ROMANCE = frozenset({"fr", "es", "it"})
"""Languages in which what a name is about stands first, not last."""
MARK = "\x1f"
"""Stands between two parts; white space to Python, so no folded name holds it."""
_BRACKET = re.compile(r"\(([^()]*)\)")
_SIGNS = re.compile(
    r"(?<!\d)\s*[,;|](?!\d)\s*|\s*&\s*(?=\w{2})|\s+[/+]\s+|(?<=[^\W\d_]{2})/(?=[^\W\d_]{2})|\s+[-–—·•]\s+"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """A name as it compares. `kind` is `goods`, `generic`, `navigation` or `promotion`.

    `parts` are the terms of each part of a composite, one for a plain name; none where nothing is left to compare.
    `pieces` are the words of each part, folded but not stemmed. `untold` are those of the parts of which it cannot be
    told whether they are goods by themselves: the last word may be of them as well, or they of what stands before.
    `literal` are the terms of each part read word by word, none where that makes no difference.
    """

    name: str
    kind: str
    parts: tuple[tuple[str, ...], ...]
    pieces: tuple[str, ...]
    untold: frozenset[tuple[str, ...]] = frozenset()
    literal: tuple[tuple[str, ...], ...] = ()
    terms: tuple[str, ...] = field(init=False)
    """The terms of all parts, each once, those of the last part in its order."""
    audience: frozenset[str] = field(init=False)
    """For whom the terms say that the goods are."""

    def __post_init__(self) -> None:
        last = self.parts[-1] if self.parts else ()
        others = (term for part in self.parts[:-1] for term in part if term not in last)
        terms = tuple(dict.fromkeys((*others, *last)))
        object.__setattr__(self, "terms", terms)  # the record is frozen, and this is part of its making
        object.__setattr__(self, "audience", frozenset(map(audience_terms().get, terms)) - {None})

    @property
    def says_goods(self) -> bool:
        """Tell whether the name is of goods, by itself or with the name above it."""
        return self.kind in (GOODS, GENERIC) and bool(self.parts)


@lru_cache(maxsize=200_000)
def read_label(name: str, language: str = "en", whole_words: WholeWords = NO_WORDS) -> Label:
    """Read a category name; `whole_words` are those that it may write apart and others as one.

    >>> read_label("Shoes & Boots").parts, read_label("Hand & Power Tools").parts, read_label("Arts & Crafts").parts
    ((('footwear',), ('boot',)), (('hand', 'tool'), ('power', 'tool')), (('craft',),))
    >>> read_label("Shop all shoes").kind, read_label("Schuhe und Stiefel", "de").parts
    ('navigation', (('footwear',), ('boot',)))
    """
    kind, told = tell_kind(name)
    about = join_dashed(told, language, audience_words())
    dashed = find_untold(about, language)
    pieces = _split_pieces(about, language)
    said = _read_pieces(pieces, about, language)
    whole = [join_words(piece, language, whole_words) for piece in pieces]
    joined = said if whole == [fold_text(piece) for piece in pieces] else _read_pieces(whole, about, language)
    parts: dict[tuple[str, ...], str] = {}
    literal: dict[tuple[str, ...], tuple[str, ...]] = {}
    untold = set()
    for part, words in zip(joined, said if len(said) == len(joined) else joined, strict=True):
        stems = stem_words(part.words, language)
        terms = name_alike(stems, language)
        parts.setdefault(terms, unmark_negations(" ".join(words.words)))
        spoken = part_compounds(part.words, language, whole_words.ends)
        literal.setdefault(terms, read_literally(stem_words(spoken, language), language))
        if part.is_untold or part.words == dashed:
            untold.add(terms)
    return Label(
        name=name,
        kind=kind,
        parts=tuple(parts),
        pieces=tuple(parts.values()),
        untold=frozenset(untold),
        literal=() if literal == dict(zip(parts, parts, strict=True)) else tuple(literal.values()),
    )


def find_head(terms: tuple[str, ...], language: str = "en") -> str:
    """Return the term that a name is about, "" where there is none.

    Where that stands first, and English terms stand for a phrase there, it is the last of these.

    >>> find_head(("drill", "bit")), find_head(("forêt", "bois"), "fr"), find_head(("glove", "10mm"))
    ('bit', 'forêt', 'glove')
    >>> find_head(read_terms("Chaussures de sécurité femme", "fr"), "fr")
    'footwear'
    """
    if language in ROMANCE:
        told = terms[: max(count_told(terms, language), 1)]
        spoken = [term for term in terms[len(told) - 1 :] if term.isalpha()]
        return spoken[0] if spoken else ""
    spoken = [term for term in terms if term.isalpha()]
    return spoken[-1] if spoken else ""


@cache
def audience_terms() -> dict[str, str]:
    """Return terms that say for whom goods are, with the audience each names."""
    table = {key: words for key, words in read_table("labels")["audience"].items() if isinstance(words, str)}
    return {
        stem: audience
        for audience, words in table.items()
        for word in list_phrases(words)
        for stem in stem_phrase(word)
    }


@cache
def audience_words() -> frozenset[str]:
    """Return folded words that say for whom goods are."""
    tables = read_table("labels")["audience"].values()
    return frozenset(word for words in tables if isinstance(words, str) for word in list_phrases(words))


@cache
def filler_terms() -> frozenset[str]:
    """Return terms that say nothing unless something else is said with them."""
    return frozenset(list_phrases(read_table("labels")["generic"]["fillers"]))


@cache
def belonging_terms() -> frozenset[str]:
    """Return those of the filler terms that make other goods of what they stand with: watch accessories."""
    return frozenset(list_phrases(read_table("labels")["generic"]["belongings"]))


@cache
def vague_terms() -> frozenset[str]:
    """Return terms that name goods and do not tell which: units, machines."""
    return frozenset(
        term for word in list_phrases(read_table("labels")["generic"]["vague"]) for term in read_terms(word)
    )


@cache
def light_terms() -> frozenset[str]:
    """Return terms that make no other goods of what they stand with."""
    words = list_phrases(read_table("labels")["modifiers"]["light"])
    return frozenset(stem for word in words for stem in stem_phrase(word))


def _read_pieces(pieces: Iterable[str], about: str, language: str) -> list[Part]:
    words = [part for piece in pieces if (part := part_fronts(split_words(piece, language), language))]
    plain = language in ROMANCE
    return _share_audience([Part(words=part) for part in words] if plain else read_parts(words, about, language))


@cache
def modifier_terms() -> frozenset[str]:
    """Return terms that tell kinds of the same goods apart: cordless, portable."""
    return frozenset(stem for word in list_modifiers() for stem in stem_phrase(word))


@cache
def pack_terms() -> frozenset[str]:
    """Return terms that only say that several things are sold as one."""
    return frozenset(
        stem for word in list_phrases(read_table("labels")["titles"]["packs"]) for stem in read_terms(word)
    )


def _split_pieces(about: str, language: str) -> list[str]:
    if _wholes().search(about) or about in list_phrases(read_table("labels")["wholes"]["alone"]):
        return [_joiners(language).sub(" ", about.replace("&", " "))]
    marked = _joiners(language).sub(MARK, _SIGNS.sub(MARK, _BRACKET.sub(_keep_whole, about)))
    return [piece for piece in marked.split(MARK) if piece.strip()][:MOST_PARTS]


def _keep_whole(bracket: re.Match[str]) -> str:
    """Return what stands in a bracket without anything that would part it."""
    return " " + re.sub(r"[^\w.'-]+", " ", bracket[1].replace(" and ", " ")) + " "


def _share_audience(parts: list[Part]) -> list[Part]:
    """Give the audience that the first part names to the others: women's shoes & boots."""
    if len(parts) < 2 or len(parts[0].words) < 2:
        return parts
    audience = tuple(word for word in parts[0].words if word in audience_words())
    if not audience:
        return parts
    return [
        part if set(part.words) & audience_words() else replace(part, words=(*audience, *part.words)) for part in parts
    ]


@cache
def _wholes() -> re.Pattern[str]:
    phrases = sorted(list_phrases(read_table("labels")["wholes"]["phrases"]), key=len, reverse=True)
    return re.compile(r"\b(?:" + "|".join(map(re.escape, phrases)) + r")\b")


@cache
def _joiners(language: str) -> re.Pattern[str]:
    words = sorted(list_phrases(read_table("labels")["joiners"].get(language, "and")), key=len, reverse=True)
    return re.compile(r"(?<=\S)[- ]+(?:" + "|".join(map(re.escape, words)) + r")\s+(?=\S)")
