"""What categories of many sites are measured by: how rare terms are, and which are written as one, as once counted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import log
from typing import Self

import numpy as np

from gapfinder.matching.catalogues.views import VIEWS, count_terms, name_kind
from gapfinder.matching.names.whole_words import WholeWords
from gapfinder.matching.vectors import Bag, Floats, Vocabulary


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Yardstick:
    """The rarity of terms by kind, as counted over `categories` categories, and terms that some site writes as one.

    It stays as it is while sites come and go, so that what was measured by it stays comparable; what it has not seen is
    as rare as what it saw once.
    """

    categories: int
    words: Mapping[str, Vocabulary]
    whole_words: WholeWords

    @classmethod
    def of(cls, bags: Sequence[Mapping[str, Sequence[Bag]]], whole_words: WholeWords) -> Self:
        """Count the terms of all sites' bags."""
        total = sum(len(site[VIEWS[0]]) for site in bags)
        return cls(categories=total, words=count_terms(bags), whole_words=whole_words)

    def learn(self, bags: Mapping[str, Sequence[Bag]]) -> Self:
        """Return the same yardstick with columns for the terms that it has not seen."""
        rarity = log((self.categories + 1) / 1.5)
        words = {kind: _extend(known, _list_terms(bags, kind), rarity) for kind, known in self.words.items()}
        return type(self)(categories=self.categories, words=words, whole_words=self.whole_words)

    def count(self, kind: str) -> Floats:
        """Return in about how many categories each term is; those too common to weigh anything are in none."""
        rarity = self.words[kind].rarity
        found: Floats = np.where(rarity > 0, (self.categories + 1) / np.exp(rarity), 0.0)
        return found


def _list_terms(bags: Mapping[str, Sequence[Bag]], kind: str) -> Iterator[str]:
    return (term for view in VIEWS if name_kind(view) == kind for bag in bags[view] for term in bag)


def _extend(known: Vocabulary, terms: Iterable[str], rarity: float) -> Vocabulary:
    new = sorted({term for term in terms if term not in known.columns})
    if not new:
        return known
    columns = {**known.columns, **{term: len(known.columns) + at for at, term in enumerate(new)}}
    return Vocabulary(columns=columns, rarity=np.concatenate([known.rarity, np.full(len(new), rarity)]))
