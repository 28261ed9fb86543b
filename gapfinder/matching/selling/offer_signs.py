"""Signs of ways of selling in names of categories and titles of products."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache

from gapfinder.matching.names.asides import NAVIGATION, PROMOTION, tell_kind
from gapfinder.matching.selling.offer_models import (
    ABOUT,
    ANYWHERE,
    BARE,
    DOUBT,
    FRONT,
    HEAD,
    LOOSE,
    PERHAPS,
    TITLES,
    WHOLE,
    OfferModel,
    list_offer_models,
    may_speak,
    spell,
)

SERVICES = "services"
_PLACED = (FRONT, HEAD, WHOLE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What stands above a category and below it: the fields of goods they are of, and whether one tells of services.

    `beside` are the fields of the other goods that its own name is of.
    """

    fields: frozenset[str] = frozenset()
    beside: frozenset[str] = frozenset()
    is_served: bool = False


ALONE = Surroundings()


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Sign:
    """What a text tells: of a way of selling, for sure or perhaps."""

    offer_model: str
    is_sure: bool = True


@lru_cache(maxsize=100_000)
def hear_name(name: str, languages: tuple[str, ...], around: Surroundings = ALONE) -> tuple[Sign, ...]:
    """Return the signs in a category's name, read in some languages: sure ones, else what makes them likely.

    >>> hear_name("Starter Kits & Bundles", ("en",)), hear_name("Spill Kits", ("en",))
    ((Sign(offer_model='kits', is_sure=True),), (Sign(offer_model='kits', is_sure=False),))
    >>> hear_name("Training", ("en",), Surroundings(fields=frozenset({"sports"})))
    ()
    >>> hear_name("Training", ("en",), Surroundings(beside=frozenset({"sports"})))
    (Sign(offer_model='training', is_sure=False),)
    """
    told = tell_plainly(name, languages, around) or tell_barely(name, languages)
    sure = {sign.offer_model for sign in told}
    return (*told, *(sign for sign in _guess(name, languages, around) if sign.offer_model not in sure))


def tell_barely(name: str, languages: tuple[str, ...]) -> tuple[Sign, ...]:
    """Return the signs in a name of what may be of any kind, as services are; none is sure."""
    return _list_doubtful(name, languages, (BARE,), HEAD)


@lru_cache(maxsize=100_000)
def tell_plainly(name: str, languages: tuple[str, ...], around: Surroundings = ALONE) -> tuple[Sign, ...]:
    """Return the sure signs in a name, those of one way of selling."""
    if tell_kind(name)[0] in (NAVIGATION, PROMOTION):
        return ()
    return tuple(Sign(offer_model=model.offer_model) for model in _list_named(name, languages, around))


def hear_title(title: str, languages: tuple[str, ...]) -> tuple[Sign, ...]:
    """Return the signs in a product's title, read in some languages.

    >>> hear_title("Torque wrench calibration service", ("en",)), hear_title("Gift card holder, leather", ("en",))
    ((Sign(offer_model='services', is_sure=True),), ())
    """
    text = spell(title)
    return tuple(_hear_in_title(text, languages)) if may_speak(text, languages) else ()


def _list_named(name: str, languages: tuple[str, ...], around: Surroundings) -> Iterable[OfferModel]:
    text = spell(name)
    if may_speak(text, languages):
        for model in list_offer_models():
            if any(_is_named(model, text, language, around) for language in languages):
                yield model


def _is_named(model: OfferModel, text: str, language: str, around: Surroundings) -> bool:
    if model.stands(text, ANYWHERE, language):
        return True
    if not around.is_served and not model.elsewhere.isdisjoint(around.fields | around.beside):
        return False
    if around.is_served and model.stands(text, WHOLE, language, where=HEAD):
        return True
    return any(model.stands(text, kind, language) for kind in _PLACED)


def _hear_in_title(text: str, languages: tuple[str, ...]) -> Iterable[Sign]:
    for model in list_offer_models():
        sure = (ANYWHERE, TITLES, HEAD) if model.titles_as_names else (ANYWHERE, TITLES)
        if _stands(model, text, languages, sure, where=ANYWHERE):
            yield Sign(offer_model=model.offer_model)
        elif _stands(model, text, languages, (DOUBT, LOOSE), where=ANYWHERE) or _stands(
            model, text, languages, (ABOUT,), where=HEAD
        ):
            yield Sign(offer_model=model.offer_model, is_sure=False)


def _guess(name: str, languages: tuple[str, ...], around: Surroundings) -> tuple[Sign, ...]:
    found: set[Sign] = set()
    if around.beside or tell_kind(name)[0] == PROMOTION:
        named = _list_named(name, languages, replace(around, beside=frozenset()))
        found = {Sign(offer_model=model.offer_model, is_sure=False) for model in named}
    heads, loose = (_list_doubtful(name, languages, *how) for how in (((DOUBT, PERHAPS), HEAD), ((LOOSE,), ANYWHERE)))
    return tuple(sorted(found.union(heads, loose)))


def _list_doubtful(name: str, languages: tuple[str, ...], kinds: tuple[str, ...], where: str) -> tuple[Sign, ...]:
    text = spell(name)
    if not may_speak(text, languages) or tell_kind(name)[0] in (NAVIGATION, PROMOTION):
        return ()
    return tuple(
        Sign(offer_model=model.offer_model, is_sure=False)
        for model in list_offer_models()
        if _stands(model, text, languages, kinds, where=where)
    )


def _stands(model: OfferModel, text: str, languages: tuple[str, ...], kinds: tuple[str, ...], *, where: str) -> bool:
    return any(model.stands(text, kind, language, where=where) for kind in kinds for language in languages)
