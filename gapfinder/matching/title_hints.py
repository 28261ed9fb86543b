"""Which product titles speak of a concept."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

import pandas as pd

from gapfinder.matching.concepts import Concept, Concepts
from gapfinder.matching.derivations import find_roots
from gapfinder.matching.labels import ROMANCE, audience_terms, belonging_terms, filler_terms, find_head
from gapfinder.matching.languages import list_likely
from gapfinder.matching.senses import list_senses
from gapfinder.matching.terms import name_alike, split_words, stem_words
from gapfinder.matching.whole_words import NO_WORDS, WholeWords, join_words
from gapfinder.words import list_phrases, read_table

COLUMNS = ("site", "concept_id", "products", "sure", "named", "example_title")
Title = tuple[str, tuple[str, ...], frozenset[str]]
"""A title, its terms, and those of them that it is about."""
Name = tuple[str, frozenset[str], frozenset[str], frozenset[str]]
"""A concept's id with the telling words of one of its names, their roots, and all words that say something."""
_PLURALS = {"de": ("s", "n")}
"""How plurals end, where a word that ends so and is longer than its stem may be one."""
Spoken = tuple[bool, bool]
"""Whether the very words of a name, and more than one, say so; and whether a whole name does, of one word or more."""


def find_title_hints(concepts: Concepts, products: pd.DataFrame) -> pd.DataFrame:
    """Count for each site and concept the product titles that speak of it.

    A title speaks of a concept if it holds every telling word of one of its names or a word made from the same root,
    and a name of one word only where the title is about it: a book shelf is no book, a watch no watch accessory. So
    does a title that is the more telling part of a name and nothing else: "Polo" may well be a polo shirt. `sure`
    counts those of `products` that hold the very words, and more than one; the others raise doubt, and prove nothing.
    `named` counts those that hold a whole name, of one word or more, unless it is one word of several meanings. Where
    one sign at most tells the language of a site's titles they are read in English, too. Columns: site, concept_id,
    products, sure, named, example_title.
    """
    names = _index_names(concepts)
    whole_words = WholeWords(frozenset(term for concept in concepts.found for key in concept.keys for term in key))
    rows = []
    for site, titles in _group_titles(products).items():
        languages = list_likely(titles)
        counts: Counter[str] = Counter()
        sure: Counter[str] = Counter()
        named: Counter[str] = Counter()
        examples: dict[str, str] = {}
        for title in titles:
            heard = {language: read_title(title, language, whole_words) for language in languages}
            for concept_id, (is_sure, is_named) in _hear(heard, names).items():
                counts[concept_id] += 1
                sure[concept_id] += is_sure
                named[concept_id] += is_named
                examples.setdefault(concept_id, title)
        rows += [(site, at, counts[at], sure[at], named[at], examples[at]) for at in sorted(counts)]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def read_title(title: str, language: str = "en", whole_words: WholeWords = NO_WORDS) -> Title:
    """Return a title with its terms and those it is about: what ends a run of words, and every plural.

    `whole_words` are those that it may write apart and names as one.

    >>> [sorted(read_title(title)[2]) for title in ("Cordless drill 18V", "Drill bit set, steel", "Gloves nitrile")]
    [['18v', 'drill'], ['bit', 'kit', 'steel'], ['glove', 'nitril']]
    >>> "windel" in read_title("Weiche Windeln Größe 3", "de")[2]
    True
    """
    words = split_words(join_words(title, language, whole_words), language, all_words=True)
    stems = stem_words(words, language)
    about: set[str] = set()
    for at, word in enumerate(words):
        after = words[at + 1] if at + 1 < len(words) else ""
        is_plural = word.endswith(_PLURALS.get(language, ("s", "en"))) and word != stems[at] and len(word) > 3
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


def _index_names(concepts: Concepts) -> Mapping[str, Sequence[Name]]:
    """Return the concepts' names by their rarest root."""
    names: set[Name] = {
        (concept.concept_id, telling, find_roots(telling, language), whole)
        for concept in concepts.found
        for language in {concepts.nodes[concepts.units[at].node].language for at in concept.units}
        for telling, whole in _list_telling(concept)
        if telling
    }
    counts = Counter(root for name in names for root in name[2])
    found: dict[str, list[Name]] = defaultdict(list)
    for name in sorted(names, key=lambda name: (name[0], *map(sorted, name[1:]))):
        found[min(name[2], key=lambda root: (counts[root], root))].append(name)
    return found


def _list_telling(concept: Concept) -> Iterator[tuple[frozenset[str], frozenset[str]]]:
    """Yield each name without the words that say little beside others, or for whom it is; and with the latter."""
    for key in concept.keys:
        whole = frozenset(key) - (filler_terms() - belonging_terms())
        telling = whole.difference(audience_terms())
        yield telling if telling - belonging_terms() else whole, whole


def _hear(titles: Mapping[str, Title], names: Mapping[str, Sequence[Name]]) -> dict[str, Spoken]:
    """Return the concepts that a title speaks of as it is read in any language, and how plainly."""
    found: dict[str, Spoken] = {}
    for language, title in titles.items():
        for concept_id, plain in _list_spoken_of(title, names, language).items():
            found[concept_id] = _add(found.get(concept_id), plain)
    return found


def _add(known: Spoken | None, more: Spoken) -> Spoken:
    return (known[0] or more[0], known[1] or more[1]) if known else more


def _list_spoken_of(title: Title, names: Mapping[str, Sequence[Name]], language: str) -> dict[str, Spoken]:
    """Return the concepts that a title speaks of, and how plainly."""
    _, terms, about = title
    said = set(terms)
    said_roots, about_roots = find_roots(said, language), find_roots(about, language)
    found: dict[str, Spoken] = {}
    for root in said_roots:
        for concept_id, telling, roots, whole in names.get(root, ()):
            holds = roots <= said_roots and (len(telling) > 1 or root in about_roots)
            if holds or said_roots < roots - _belonging_roots():
                is_plain = len(whole) > 1 or whole.isdisjoint(list_senses())
                plain = (len(telling) > 1 and telling <= said, holds and whole <= said and is_plain)
                found[concept_id] = _add(found.get(concept_id), plain)
    return found


@cache
def _belonging_roots() -> frozenset[str]:
    return find_roots(belonging_terms())


def _adjectives() -> frozenset[str]:
    return frozenset(list_phrases(read_table("labels")["titles"]["after"]))
