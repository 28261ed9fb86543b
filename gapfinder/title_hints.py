"""Which product titles speak of a concept."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

import pandas as pd

from gapfinder.concepts import Concept, Concepts
from gapfinder.labels import ROMANCE, audience_terms, filler_terms, find_head
from gapfinder.languages import guess_language
from gapfinder.terms import name_alike, split_words, stem_words
from gapfinder.words import list_phrases, read_table

COLUMNS = ("site", "concept_id", "products", "example_title")
MOST_UNSURE = 2
"""So many titles at most are counted that share but one word with a concept: they raise doubt, and prove nothing."""
Title = tuple[str, tuple[str, ...], frozenset[str]]
"""A title, its terms, and those of them that it is about."""


def find_title_hints(concepts: Concepts, products: pd.DataFrame) -> pd.DataFrame:
    """Count for each site and concept the product titles that speak of it.

    A title speaks of a concept if it holds every telling word of one of its names, and a name of one word only where
    the title is about it: a book shelf is no book. Columns: site, concept_id, products, example_title.
    """
    names = _index_names(concepts)
    rows = []
    for site, titles in _group_titles(products).items():
        language = guess_language(titles)
        counts: Counter[str] = Counter()
        examples: dict[str, str] = {}
        for title in titles:
            for concept_id, is_sure in _list_spoken_of(read_title(title, language), names).items():
                counts[concept_id] += is_sure or counts[concept_id] < MOST_UNSURE
                examples.setdefault(concept_id, title)
        rows += [(site, concept_id, counts[concept_id], examples[concept_id]) for concept_id in sorted(counts)]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def read_title(title: str, language: str = "en") -> Title:
    """Return a title with its terms and those it is about: what ends a run of words, and every plural.

    >>> [sorted(read_title(title)[2]) for title in ("Cordless drill 18V", "Drill bit set, steel", "Gloves nitrile")]
    [['18v', 'drill'], ['bit', 'kit', 'steel'], ['glove', 'nitril']]
    """
    words = split_words(title, language, all_words=True)
    stems = stem_words(words, language)
    about: set[str] = set()
    for at, word in enumerate(words):
        after = words[at + 1] if at + 1 < len(words) else ""
        is_plural = word.endswith(("s", "en")) and word != stems[at] and len(word) > 3
        if is_plural or language in ROMANCE or not after or not after.isalpha() or after in _adjectives():
            about.update(name_alike((stems[at],), language))
    terms = name_alike(stems, language)
    return title, terms, frozenset(about) | {find_head(terms, language)}


def _group_titles(products: pd.DataFrame) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    if not products.empty:
        for site, title in zip(products["site"], products["title"], strict=True):
            if isinstance(title, str) and title:
                found[site].append(title)
    return dict(found)


def _index_names(concepts: Concepts) -> Mapping[str, Sequence[tuple[str, frozenset[str]]]]:
    """Return the concepts' names by their rarest word, each as the concept's id and all of its telling words."""
    names = {
        (concept.concept_id, telling) for concept in concepts.found for telling in _list_telling(concept) if telling
    }
    counts = Counter(term for _, telling in names for term in telling)
    found: dict[str, list[tuple[str, frozenset[str]]]] = defaultdict(list)
    for concept_id, telling in sorted(names, key=lambda name: (name[0], sorted(name[1]))):
        found[min(telling, key=lambda term: (counts[term], term))].append((concept_id, telling))
    return found


def _list_telling(concept: Concept) -> Iterator[frozenset[str]]:
    """Yield each name without the words that say little beside others, or for whom it is."""
    light = filler_terms() | audience_terms().keys()
    for key in concept.keys:
        telling = frozenset(term for term in key if term not in light)
        yield telling or frozenset(key) - filler_terms()


def _list_spoken_of(title: Title, names: Mapping[str, Sequence[tuple[str, frozenset[str]]]]) -> dict[str, bool]:
    """Return the concepts that a title speaks of, and whether more than one word says so."""
    _, terms, about = title
    said = set(terms)
    found: dict[str, bool] = {}
    for term in said:
        for concept_id, telling in names.get(term, ()):
            if telling <= said and (len(telling) > 1 or term in about):
                found[concept_id] = found.get(concept_id, False) or len(telling) > 1
    return found


def _adjectives() -> frozenset[str]:
    return frozenset(list_phrases(read_table("labels")["titles"]["after"]))
