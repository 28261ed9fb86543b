"""How shops sell: kits, subscriptions, services and other offer models, read from names of categories and titles."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

import pandas as pd

from gapfinder.matching.names.asides import GENERIC, tell_kind
from gapfinder.matching.names.fields import find_fields
from gapfinder.matching.names.labels import read_label
from gapfinder.matching.names.languages import guess_language, list_possible, list_signed
from gapfinder.matching.names.terms import STEMMERS, read_terms
from gapfinder.matching.selling.offer_models import list_offer_models, spell
from gapfinder.matching.selling.offer_signs import (
    SERVICES,
    Surroundings,
    hear_name,
    hear_title,
    tell_barely,
    tell_plainly,
)
from gapfinder.words import list_phrases, read_table

SIGHTING_COLUMNS = ("site", "offer_model", "category_id", "product_id", "is_sure", "evidence")
OF_A_FIELD = 0.5
"""How much of a name must speak of a field of goods: a word that is of two fields counts half for each."""
MOST_ABOVE = 20
TOPICAL = frozenset({"books", "film and music", "software", "video games"})
"""Fields whose goods are about anything: what stands below them is, and not what stands beside or above them."""
_ALL = tuple(STEMMERS)
_Key = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Tree:
    """The named categories of all sites, by site and id; what each stands below; what stands below each."""

    names: Mapping[_Key, str]
    above: Mapping[_Key, _Key]
    below: Mapping[_Key, list[_Key]]


@lru_cache(maxsize=100_000)
def find_in_name(name: str) -> tuple[str, ...]:
    """Return the offer models that a category's name is of, whatever its language and where it stands.

    >>> find_in_name("Starter Kits & Bundles"), find_in_name("Football Kits"), find_in_name("Kitchen")
    (('kits',), (), ())
    >>> find_in_name("Services"), find_in_name("Rental services")
    (('services',), ('rental',))
    """
    languages = list_signed(name, _ALL)
    return tuple(sign.offer_model for sign in tell_plainly(name, languages) or tell_barely(name, languages))


def describe_offer_models() -> pd.DataFrame:
    """Return offer_model, label and is_one (the same offer whatever it is called) of every offer model."""
    rows = [(model.offer_model, model.label, model.is_one) for model in list_offer_models()]
    return pd.DataFrame(rows, columns=["offer_model", "label", "is_one"])


def find_offers(categories: pd.DataFrame, products: pd.DataFrame) -> pd.DataFrame:
    """Return every sign of an offer model, with category_id or product_id (the other null), whether sure, and evidence.

    `categories` has site, category_id, name, parent_id; `products` has site, product_id, title. Names and titles are
    read in the languages that their site may be in. A heading such as "Services" is no sign where all that stands below
    it says by itself how it is sold.
    """
    spoken = _list_languages(categories, products)
    rows = [*_sight_categories(_plant(categories), spoken), *_sight_products(products, spoken)]
    return pd.DataFrame(rows, columns=list(SIGHTING_COLUMNS), dtype=object)


def _list_languages(categories: pd.DataFrame, products: pd.DataFrame) -> dict[str, tuple[str, ...]]:
    """Return the languages that each site's texts may be in, that of its names first: makes sound French anywhere."""
    names, titles = _group_texts(categories, "name"), _group_texts(products, "title")
    return {
        site: tuple(
            dict.fromkeys((guess_language(names[site], titles[site]), *list_possible(names[site] + titles[site])))
        )
        for site in sorted(names.keys() | titles.keys())
    }


def _group_texts(frame: pd.DataFrame, column: str) -> defaultdict[str, list[str]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for site, text in zip(frame["site"], frame[column], strict=True):
        if isinstance(text, str):
            found[site].append(text)
    return found


def _plant(categories: pd.DataFrame) -> _Tree:
    names: dict[_Key, str] = {}
    above: dict[_Key, _Key] = {}
    below: dict[_Key, list[_Key]] = defaultdict(list)
    columns = (categories[column] for column in ("site", "category_id", "name", "parent_id"))
    for site, category_id, name, parent_id in zip(*columns, strict=True):
        names[site, category_id] = name if isinstance(name, str) else ""
        if isinstance(parent_id, str):
            above[site, category_id] = (site, parent_id)
            below[site, parent_id].append((site, category_id))
    return _Tree(names=names, above=above, below=below)


def _sight_categories(tree: _Tree, spoken: Mapping[str, tuple[str, ...]]) -> Iterator[tuple[object, ...]]:
    for key, name in tree.names.items():
        languages = list_signed(name, spoken.get(key[0], ()))
        if not hear_name(name, languages, Surroundings(is_served=True)):
            continue
        around = _look_around(key, tree, languages)
        if _is_heading(key, tree, languages, around):
            continue
        for sign in hear_name(name, languages, around):
            evidence = f'the category is called "{name[:80]}"'
            yield key[0], sign.offer_model, key[1], None, sign.is_sure, evidence


def _sight_products(products: pd.DataFrame, spoken: Mapping[str, tuple[str, ...]]) -> Iterator[tuple[object, ...]]:
    for site, product_id, title in zip(products["site"], products["product_id"], products["title"], strict=True):
        if isinstance(title, str):
            for sign in hear_title(title, spoken[site]):
                yield site, sign.offer_model, None, product_id, sign.is_sure, f'a product is called "{title[:80]}"'


def _look_around(key: _Key, tree: _Tree, languages: tuple[str, ...]) -> Surroundings:
    above = list(_climb(key, tree))
    below = [tree.names[child] for child in tree.below.get(key, ())]
    generic = {GENERIC for name in (*above, *below) if tell_kind(name)[0] == GENERIC}
    lower = frozenset().union(*(_list_fields(name, languages) for name in below)) - TOPICAL
    return Surroundings(
        fields=lower.union(generic, *(_list_fields_above(name, languages) for name in above)),
        beside=_list_fields(tree.names[key], languages) - TOPICAL,
        is_served=any(_speaks_of_services(name, languages) for name in above),
    )


def _climb(key: _Key, tree: _Tree) -> Iterator[str]:
    for _ in range(MOST_ABOVE):
        if (above := tree.above.get(key)) is None or above not in tree.names:
            return
        key = above
        yield tree.names[key]


@lru_cache(maxsize=10_000)
def _list_fields(name: str, languages: tuple[str, ...]) -> frozenset[str]:
    """Return the fields of goods that the parts of a name are of, but for those that tell a way of selling."""
    found: set[str] = set()
    for language in languages:
        for piece in read_label(name, language).pieces:
            told = {} if tell_plainly(piece, languages) else find_fields(read_terms(piece, language), {})
            found.update(field for field, weight in told.items() if weight >= OF_A_FIELD)
    return frozenset(found)


def _list_fields_above(name: str, languages: tuple[str, ...]) -> frozenset[str]:
    """Return the fields that a name above tells: what stands below books and courses need not be a book."""
    found = _list_fields(name, languages)
    return found - TOPICAL if tell_plainly(name, languages) else found


def _speaks_of_services(name: str, languages: tuple[str, ...]) -> bool:
    if spell(name) in _list_booked():
        return True
    told = tell_plainly(name, languages) or tell_barely(name, languages)
    return any(sign.offer_model == SERVICES for sign in told)


@cache
def _list_booked() -> frozenset[str]:
    return frozenset(list_phrases(read_table("offers")["frames"]["booked"]))


def _is_heading(key: _Key, tree: _Tree, languages: tuple[str, ...], around: Surroundings) -> bool:
    """Tell whether a category is barely named, and its sub-categories all tell plainly how they are sold."""
    below = tree.below.get(key, ())
    if not below or tell_plainly(tree.names[key], languages, around):
        return False
    return all(tell_plainly(tree.names[child], languages, Surroundings(is_served=True)) for child in below)
