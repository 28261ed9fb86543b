"""The titles of sites' products, and which of them say what is sold."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterator, Mapping, Sequence, Set

import pandas as pd

from gapfinder.matching.compounds import names_goods
from gapfinder.matching.concepts import Concepts
from gapfinder.matching.languages import list_likely
from gapfinder.matching.site_brands import find_brands
from gapfinder.matching.terms import fold_text, split_words
from gapfinder.matching.title_words import is_aside, read_title

SHORTEST = 3
"""Letters of a word that says what something is; shorter ones are codes as a rule."""


def group_titles(products: pd.DataFrame) -> dict[str, list[str]]:
    """Return the titles of each site."""
    found: dict[str, list[str]] = defaultdict(list)
    for site, title in _list_titles(products):
        if title:
            found[site].append(title)
    return dict(found)


def list_title_languages(concepts: Concepts, titles: Mapping[str, Sequence[str]]) -> dict[str, tuple[str, ...]]:
    """Return the languages that the titles of each site are likely in."""
    spoken = {node.place.site: (node.language,) for node in concepts.nodes}
    return {site: list_likely(found, spoken.get(site, ())) for site, found in titles.items()}


def find_telling(products: pd.DataFrame) -> list[bool]:
    """Tell for each product whether its title says anything: brands, colours and the codes of models do not."""
    brands = find_brands(products) if "brand" in products.columns else frozenset()
    silent: dict[str, set[str]] = defaultdict(set)
    for site, brand in brands:
        silent[site].update(split_words(brand))
    return [_says_what(title, silent[site]) for site, title in _list_titles(products)]


def find_naming(products: pd.DataFrame, concepts: Concepts) -> list[bool]:
    """Tell for each product whether its title names goods: those of some field, or that any category is about.

    What names none, but a make and its series, may be anything that its shelf holds.
    """
    nouns = frozenset(unit.head for unit in concepts.units)
    languages = list_title_languages(concepts, group_titles(products))
    return [
        title != "" and any(_names_goods(title, language, nouns) for language in languages[site])
        for site, title in _list_titles(products)
    ]


def _names_goods(title: str, language: str, nouns: Set[str]) -> bool:
    read = read_title(title, language, nouns=nouns)
    return bool(read.end_roots) or any(names_goods(term, nouns) for term in read.terms)


def _list_titles(products: pd.DataFrame) -> Iterator[tuple[str, str]]:
    """Yield the site and the title of each product, "" where there is none."""
    if not products.empty:
        for site, title in zip(products["site"], products["title"], strict=True):
            yield site, title if isinstance(title, str) else ""


def _says_what(title: str, silent: Container[str]) -> bool:
    """Tell whether a title holds a plain word.

    >>> [_says_what(title, {"acme"}) for title in ("XT-200", "Acme ZR 90 black", "Tent 3", "")]
    [False, False, True, False]
    """
    words = split_words(fold_text(title))
    return any(word.isalpha() and len(word) >= SHORTEST and word not in silent and not is_aside(word) for word in words)
