"""How shops sell: kits, subscriptions, services and other offer models, read from names of categories and titles."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

import pandas as pd

from gapfinder.matching.asides import NAVIGATION, PROMOTION, tell_kind
from gapfinder.matching.terms import fold_text
from gapfinder.words import list_phrases, read_table

SIGHTING_COLUMNS = ("site", "offer_model", "category_id", "product_id", "evidence")
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferModel:
    """A way of selling. The patterns are of folded texts whose words are parted by single spaces.

    `is_one` tells whether it is the same offer whatever it is called; `bare` are names that only say so where nothing
    else does.
    """

    offer_model: str
    label: str
    is_one: bool
    names: re.Pattern[str]
    titles: re.Pattern[str]
    bare: re.Pattern[str] | None
    but: re.Pattern[str] | None


@cache
def list_offer_models() -> tuple[OfferModel, ...]:
    """Return all offer models, in the order of their table."""
    return tuple(
        OfferModel(
            offer_model=key,
            label=table["label"],
            is_one=table.get("one_offer", False),
            names=_make_pattern(table["names"]),
            titles=_make_pattern(table["titles"]),
            bare=_make_pattern(table["bare"]) if "bare" in table else None,
            but=_make_pattern(table["but"]) if table["but"].strip() else None,
        )
        for key, table in read_table("offers").items()
    )


def find_in_name(name: str) -> tuple[str, ...]:
    """Return the offer models that a category's name tells of.

    >>> find_in_name("Starter Kits & Bundles"), find_in_name("Football Kits"), find_in_name("Kitchen")
    (('kits',), (), ())
    >>> find_in_name("Services"), find_in_name("Rental services")
    (('services',), ('rental',))
    """
    return _find_plainly(name) or _find_barely(name)


def find_in_title(title: str) -> tuple[str, ...]:
    """Return the offer models that a product's title tells of.

    >>> find_in_title("Torque wrench calibration service"), find_in_title("Gift card holder, leather")
    (('services',), ())
    """
    return tuple(model.offer_model for model in list_offer_models() if _speaks(model.titles, model.but, title))


def describe_offer_models() -> pd.DataFrame:
    """Return offer_model, label and is_one (the same offer whatever it is called) of every offer model."""
    rows = [(model.offer_model, model.label, model.is_one) for model in list_offer_models()]
    return pd.DataFrame(rows, columns=["offer_model", "label", "is_one"])


def find_offers(categories: pd.DataFrame, products: pd.DataFrame) -> pd.DataFrame:
    """Return every sign of an offer model: site, offer_model, category_id or product_id (the other null), evidence.

    `categories` has site, category_id, name, parent_id; `products` has site, product_id, title. A heading such as
    "Services" is no sign where all that stands below it says by itself how it is sold.
    """
    headings = _find_headings(categories)
    named = (
        (site, category_id, name)
        for site, category_id, name in zip(
            categories["site"], categories["category_id"], categories["name"], strict=True
        )
        if (site, category_id) not in headings
    )
    titled = zip(products["site"], products["product_id"], products["title"], strict=True)
    rows = [*_sight_categories(named), *_sight_products(titled)]
    return pd.DataFrame(rows, columns=list(SIGHTING_COLUMNS), dtype=object)


def _find_headings(categories: pd.DataFrame) -> set[tuple[str, str]]:
    """Return the barely named categories whose sub-categories all tell plainly how they are sold."""
    told: dict[tuple[str, str], bool] = {}
    for site, name, parent_id in zip(categories["site"], categories["name"], categories["parent_id"], strict=True):
        if isinstance(parent_id, str):
            says = isinstance(name, str) and bool(_find_plainly(name))
            told[site, parent_id] = told.get((site, parent_id), True) and says
    names = zip(categories["site"], categories["category_id"], categories["name"], strict=True)
    bare = {(site, key) for site, key, name in names if isinstance(name, str) and not _find_plainly(name)}
    return {heading for heading, all_say in told.items() if all_say and heading in bare}


def _sight_categories(
    named: Iterable[tuple[str, str, object]],
) -> Iterator[tuple[str, str, str | None, str | None, str]]:
    for site, category_id, name in named:
        if isinstance(name, str):
            for model in find_in_name(name):
                yield site, model, category_id, None, f'the category is called "{name[:80]}"'


def _sight_products(
    titled: Iterable[tuple[str, str, object]],
) -> Iterator[tuple[str, str, str | None, str | None, str]]:
    for site, product_id, title in titled:
        if isinstance(title, str):
            for model in find_in_title(title):
                yield site, model, None, product_id, f'a product is called "{title[:80]}"'


@lru_cache(maxsize=100_000)
def _find_plainly(name: str) -> tuple[str, ...]:
    if tell_kind(name)[0] in (NAVIGATION, PROMOTION):
        return ()
    return tuple(model.offer_model for model in list_offer_models() if _speaks(model.names, model.but, name))


def _find_barely(name: str) -> tuple[str, ...]:
    if tell_kind(name)[0] in (NAVIGATION, PROMOTION):
        return ()
    return tuple(
        model.offer_model for model in list_offer_models() if model.bare and _speaks(model.bare, model.but, name)
    )


def _speaks(pattern: re.Pattern[str], but: re.Pattern[str] | None, text: str) -> bool:
    """Tell whether a phrase of the pattern stands outside of everything that is something else."""
    words = _spell(text)
    found = [match.span() for match in pattern.finditer(words)]
    if not found:
        return False
    spared = [match.span() for match in but.finditer(words)] if but else []
    return any(not any(start < right and left < end for left, right in spared) for start, end in found)


@lru_cache(maxsize=4096)
def _spell(text: str) -> str:
    """Return a text's words, folded, parted by single spaces."""
    return " ".join(_WORD.findall(fold_text(text)))


def _make_pattern(phrases: str) -> re.Pattern[str]:
    spelled = {_spell_phrase(phrase) for phrase in list_phrases(phrases)}
    ordered = sorted(spelled, key=lambda phrase: (-len(phrase), phrase))
    return re.compile(rf"(?<![\w'])(?:{'|'.join(ordered)})(?![\w'])")


def _spell_phrase(phrase: str) -> str:
    bare = re.escape(_spell(phrase.rstrip("*")))
    return rf"{bare}\w*" if phrase.endswith("*") else bare
