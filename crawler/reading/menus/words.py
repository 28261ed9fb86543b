"""Tells from its name whether an entry of a menu is a category."""

from __future__ import annotations

import re
from enum import Enum, auto
from functools import lru_cache

from crawler.words import read_words

_WORDS = read_words("menu")
_LISTS = {name: frozenset(words) for name, words in _WORDS.items()}
_NO_CATEGORIES = _LISTS["brands"] | _LISTS["promos"] | _LISTS["others"]
_OTHERS_AND_HOMES = _LISTS["others"] | _LISTS["homes"]
_COUNTED = re.compile(r"^\d[\d.,]{0,6}\+?\s+")
"""How many there are, in front of what they are: `1,200+ brands`."""
_JOINTS = re.compile(r"\s*[/|&+,]\s*")
_ENDS_AS_MENU = re.compile(
    r"(?!foot|user|account|lang|social|service|help|meta|sub)"
    r"(?:[a-z]{1,12}(?:menu|nav|navi)|(?:nav|menu|cat|category)(?:list|links|items|bar|box|tree))"
)
_EDGES = re.compile(r"^[\W_]+|[\W_]+$")
_PRICE = re.compile(r"[$£€¥₽]\s?\d|\d[.,]\d\d\s?(?:[$£€¥₽]|kr|zł|kč|lei|ft|руб|chf|eur|usd|gbp)", re.IGNORECASE)
"""What goods show and categories do not."""
_AMOUNT = re.compile(r"\s*\d{1,6}[.,]\d\d\s*")
_OFFER = re.compile(
    r"^(?:save|up to|extra|get|from)?\s*(?:up to )?\d{1,2}\s?%|\bsave \d|\d\s?% off\b|\bunder [$£€]?\d", re.IGNORECASE
)


class Verdict(Enum):
    """What to do with an entry of a menu."""

    CATEGORY = auto()
    THROUGH = auto()
    """Its entries belong to the entry above it."""
    DROP = auto()
    """Neither it nor what is below it is a category."""


def fold_label(name: str) -> str:
    """Return a label for comparison.

    >>> fold_label("» Shop\\u00a0All! ")
    'shop all'
    """
    folded = " ".join(name.casefold().replace("\u2019", "'").replace(" and ", " & ").split())
    return _EDGES.sub("", folded) or folded


@lru_cache(maxsize=20_000)
def judge_label(name: str, *, above: str | None = None) -> Verdict:
    """Judge an entry by its name; `above` is the name of the entry above it.

    >>> judge_label("View all Nuts"), judge_label("Brands"), judge_label("Hex Nuts")
    (<Verdict.THROUGH: 2>, <Verdict.DROP: 3>, <Verdict.CATEGORY: 1>)
    """
    label = fold_label(name)
    if label in _LISTS["passages"]:
        return Verdict.THROUGH
    if not any(letter.isalpha() for letter in label) or (len(label) < 2 and label.isascii()):
        return Verdict.DROP
    if _is_none(label) or _OFFER.search(label):
        return Verdict.DROP
    if _PRICE.search(name) or not _LISTS["other_words"].isdisjoint(label.split()):
        return Verdict.DROP
    if label in _LISTS["homes"] or label in _LISTS["wrappers"] or is_all(label, above):
        return Verdict.THROUGH
    return Verdict.CATEGORY


def _is_none(label: str) -> bool:
    """Tell what is no category, also with a number of them in front, and two such names in one.

    >>> _is_none("1,200+ brands"), _is_none("basket / checkout"), _is_none("boots / basket")
    (True, True, False)
    """
    plain = _COUNTED.sub("", label) if label[0].isdigit() else label
    if plain in _NO_CATEGORIES:
        return True
    parts = _JOINTS.split(label) if _JOINTS.search(label) else [label]
    return len(parts) > 1 and _OTHERS_AND_HOMES.issuperset(parts)


def is_promotion(name: str) -> bool:
    """Tell what shops advertise for a while.

    >>> is_promotion("Sale!"), is_promotion("Sails")
    (True, False)
    """
    return fold_label(name) in _LISTS["promos"]


def shows_price(text: str) -> bool:
    """Tell a text with a price in it, or that is one whose currency stands elsewhere.

    >>> shows_price("from 12,50 €"), shows_price("12.50"), shows_price("12 Volt")
    (True, True, False)
    """
    return bool(_PRICE.search(text) or _AMOUNT.fullmatch(text))


def is_home_label(name: str) -> bool:
    """Tell what the way to the first page is called; goods for the home are called so, too.

    >>> is_home_label("Home"), is_home_label("Home office")
    (True, False)
    """
    return fold_label(name) in _LISTS["homes"]


def is_wrapper(name: str) -> bool:
    """Tell a heading that says no more than that categories follow.

    >>> is_wrapper("Categories:"), is_wrapper("Category Nuts")
    (True, False)
    """
    return fold_label(name) in _LISTS["wrappers"]


def is_brand_index(name: str) -> bool:
    """Tell what shops call the list of the brands that they carry.

    >>> is_brand_index("Shop by Brand"), is_brand_index("Branding Irons")
    (True, False)
    """
    return fold_label(name) in _LISTS["brands"]


def is_all(label: str, above: str | None) -> bool:
    """Tell `View all`, and `All X` below X.

    >>> is_all("all nuts", "Nuts"), is_all("all-purpose glue", "Glue")
    (True, False)
    """
    if label in _LISTS["alls"] or label.startswith(_WORDS["all_openings"]):
        return True
    words = label.split()
    return above is not None and len(words) > 1 and words[0] in _LISTS["all_words"] and fold_label(above) in label


@lru_cache(maxsize=5_000)
def is_foreign(name: str) -> bool:
    """Tell class names and ids of what is no catalogue: footers, carts, languages, filters."""
    return not _LISTS["foreign_marks"].isdisjoint(split_mark(name))


@lru_cache(maxsize=5_000)
def is_menu_mark(name: str) -> bool:
    """Tell class names and ids that menus carry.

    >>> is_menu_mark("top-menu"), is_menu_mark("hMenu"), is_menu_mark("leftnav"), is_menu_mark("submenu_footmenu")
    (True, True, True, False)
    """
    words = split_mark(name)
    return not _LISTS["menu_marks"].isdisjoint(words) or any(map(_ENDS_AS_MENU.fullmatch, words))


def split_mark(name: str) -> set[str]:
    """Return a class name or id with the words it is put together from.

    >>> sorted(split_mark("siteNav-main"))
    ['main', 'nav', 'site', 'siteNav-main', 'sitenav-main']
    """
    name = name[:200]
    spaced = re.sub(r"([a-z])([A-Z])", r"\1 \2", name)
    return {name, name.lower(), *(word.lower() for word in re.split(r"[-_:\s\d]+", spaced) if word)}
