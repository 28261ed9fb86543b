"""The titles of sites' products, and which of them say what is sold."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterator, Mapping, Sequence, Set

import pandas as pd

from gapfinder.matching.catalogues.vicinity import may_touch
from gapfinder.matching.clustering.concepts import Concepts
from gapfinder.matching.names.compounds import names_goods
from gapfinder.matching.names.fields import find_fields
from gapfinder.matching.names.languages import list_likely
from gapfinder.matching.names.site_brands import find_brands
from gapfinder.matching.names.terms import fold_text, split_words
from gapfinder.matching.names.title_words import read_title, says_what
from gapfinder.matching.presence.meant_titles import find_meant
from gapfinder.matching.presence.title_shelves import Shelf, read_shelves
from gapfinder.matching.summed_meanings import Encode


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


def tell_naming(
    concepts: Concepts,
    products: pd.DataFrame,
    assigned: pd.DataFrame,
    *,
    among: Set[str] = frozenset(),
    encode: Encode | None = None,
) -> pd.DataFrame:
    """Return the products with what their titles tell: is_telling, names_goods, names_own.

    By `encode`, which returns the vectors of titles, those `among` some sites name goods, too, that mean what others
    sell on such shelves.
    """
    told = products.join(find_naming(concepts, products, assigned).assign(is_telling=find_telling(products)))
    silent = told.loc[~told["names_goods"] & told["site"].isin(among), ["site", "product_id", "title"]].dropna()
    if encode is not None and not silent.empty:
        meant = find_meant(concepts, silent, assigned, encode)
        told["names_goods"] |= pd.Series(
            [one in meant for one in zip(told["site"], told["title"], strict=True)], told.index
        )
    return told


def find_telling(products: pd.DataFrame) -> list[bool]:
    """Tell for each product whether its title says anything: brands, colours and the codes of models do not."""
    brands = find_brands(products) if "brand" in products.columns else frozenset()
    silent: dict[str, set[str]] = defaultdict(set)
    for site, brand in brands:
        silent[site].update(split_words(brand))
    return [_says_what(title, silent[site]) for site, title in _list_titles(products)]


def find_naming(concepts: Concepts, products: pd.DataFrame, assigned: pd.DataFrame) -> pd.DataFrame:
    """Tell for each product whether its title names goods: those of some field, or that any category is about.

    What names none, but a make and its series, may be anything that its shelf holds. So, nearly, may what names goods
    of other fields than those of its shelf: a guitar in cherry red. `assigned` has site, product_id and category_id.
    Columns: names_goods, and names_own, whether these may be of the fields of the shelf.
    """
    nouns = frozenset(unit.head for unit in concepts.units)
    languages = list_title_languages(concepts, group_titles(products))
    shelves = read_shelves(concepts, products, assigned) if not products.empty else {}
    rows = []
    for site, title in _list_titles(products):
        goods = {term for language in languages.get(site, ()) for term in _list_goods(title, language, nouns)}
        fields = shelves.get((site, title), Shelf()).fields
        rows.append((bool(goods), any(may_touch(fields, find_fields((term,), {}).keys()) for term in goods)))
    return pd.DataFrame(rows, index=products.index, columns=["names_goods", "names_own"], dtype=bool)


def _list_goods(title: str, language: str, nouns: Set[str]) -> Iterator[str]:
    read = read_title(title, language, nouns=nouns)
    yield from read.ends
    yield from (term for term in read.terms if names_goods(term, nouns))


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
    return any(word not in silent and says_what(word) for word in words)
