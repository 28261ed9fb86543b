"""Which product titles speak of a concept."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache, partial

import pandas as pd

from gapfinder.matching.clustering.concepts import Concepts
from gapfinder.matching.names.derivations import find_roots
from gapfinder.matching.names.labels import belonging_terms
from gapfinder.matching.names.title_words import Title, cut_title, read_title
from gapfinder.matching.names.whole_words import WholeWords
from gapfinder.matching.pairs.opposites import say_opposites
from gapfinder.matching.presence.held_goods import Held
from gapfinder.matching.presence.parted import ANY_NAME, Parted
from gapfinder.matching.presence.product_titles import group_titles, list_title_languages
from gapfinder.matching.presence.spoken_names import Name, index_held, index_names
from gapfinder.matching.presence.title_shelves import Shelf, find_shelves

COLUMNS = ("site", "concept_id", "products", "sure", "whole", "named", "example_title")
Spoken = tuple[bool, bool, bool]
"""Whether that is sure, by the very words of a name; whether a whole name does, of one word or more; and
whether that is no word of several meanings."""


def find_title_hints(
    concepts: Concepts,
    products: pd.DataFrame,
    assigned: pd.DataFrame | None = None,
    parted: Parted | None = None,
    held: Mapping[str, frozenset[Held]] | None = None,
) -> pd.DataFrame:
    """Count for each site and concept the product titles that speak of it.

    A title speaks of a concept if it holds every telling word of one of its names or a word made from the same root,
    and a name of one word only where the title is about it: a book shelf is no book, a watch no watch accessory. So
    does a title that is the more telling part of a name and nothing else: "Polo" may well be a polo shirt. Others may
    speak of it: those about what a name is about, whose other words make no other goods or stand in the names of the
    product's categories (steel toe boots, of safety boots), and compounds that end so. `sure` counts those of
    `products` that hold the very words, are about one of them and stand among no other goods; of one word only a plain
    one for goods will do, among those of its field. The others raise doubt, and prove nothing. `whole` counts
    those that hold a whole name, `named` those of which it is not one word of several meanings. Titles are read in all
    languages that they are likely in. Where a name means other goods, by what is `parted`, none speaks of it by that.
    What is about goods that a concept's own titles name instead of it (`held`, by its id) may speak of it, too.

    `assigned` has site, product_id and category_id. Columns: site, concept_id, products, sure, whole, named,
    example_title.
    """
    names, goods = index_names(concepts), index_held(held or {})
    whole_words = WholeWords(frozenset(term for concept in concepts.found for key in concept.keys for term in key))
    nouns = frozenset(unit.head for unit in concepts.units)
    shelves = find_shelves(concepts, products, assigned, parted or Parted.of(concepts))
    by_site = group_titles(products)
    languages = list_title_languages(concepts, by_site)
    rows = []
    for site, titles in by_site.items():
        for title in titles:
            found: dict[str, Spoken] = {}
            for language in languages[site]:
                shelf = shelves.get((site, title), Shelf())
                read = cache(partial(read_title, language=language, whole_words=whole_words, nouns=nouns))
                for said, sought in ((title, names), (cut_title(title), goods)):
                    for concept_id, plain in _list_spoken_of(read(said), sought, shelf):
                        found[concept_id] = _add(found.get(concept_id), plain)
            rows += [(site, concept_id, *plain, title) for concept_id, plain in found.items()]
    return _count(rows)


def _count(rows: list[tuple[str, str, bool, bool, bool, str]]) -> pd.DataFrame:
    """Return how many titles speak of each concept on each site, with one of those that do most plainly."""
    levels = ["sure", "whole", "named"]
    found = pd.DataFrame(rows, columns=["site", "concept_id", *levels, "example_title"])
    found = found.astype(dict.fromkeys(levels, int)).sort_values(levels, ascending=False, kind="stable")
    counts = found.groupby(["site", "concept_id"], as_index=False).agg(
        products=("example_title", "size"),
        sure=("sure", "sum"),
        whole=("whole", "sum"),
        named=("named", "sum"),
        example_title=("example_title", "first"),
    )
    return counts[list(COLUMNS)]


def _add(known: Spoken | None, more: Spoken) -> Spoken:
    return (known[0] or more[0], known[1] or more[1], known[2] or more[2]) if known else more


def _list_spoken_of(title: Title, names: Mapping[str, Sequence[Name]], shelf: Shelf) -> Iterator[tuple[str, Spoken]]:
    """Yield the concepts that a title speaks of, and how plainly."""
    for root in title.roots | title.end_roots | shelf.roots:
        for name in names.get(root, ()):
            if not shelf.silent.isdisjoint([(name.concept_id, name.terms), (name.concept_id, ANY_NAME)]):
                continue
            holds = name.roots <= title.roots and (len(name.telling) > 1 or name.roots <= title.about_roots)
            if (
                holds
                or _may_speak(title, name, shelf.roots)
                or (root in title.roots and title.roots < name.roots - _belonging_roots())
            ):
                whole = holds and name.whole <= title.terms
                yield name.concept_id, (name.is_proved(title, shelf), whole, whole and name.is_plain())


def _may_speak(title: Title, name: Name, context: frozenset[str]) -> bool:
    """Tell whether a title is about what the name is about, and all else that matters is said around it."""
    said = title.roots | title.end_roots
    if name.head:
        is_about = name.head in title.about_roots | title.end_roots
    else:
        is_about = len(name.needed) > 1 and name.itself <= said
    return is_about and name.needed <= said | context and not say_opposites(title.terms, name.telling, name.language)


@cache
def _belonging_roots() -> frozenset[str]:
    return find_roots(belonging_terms())
