"""Names that lead around a site or advertise instead of naming goods, told from those that do."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from gapfinder.matching.names.terms import fold_text
from gapfinder.words import list_phrases, read_table

GOODS, GENERIC, NAVIGATION, PROMOTION = "goods", "generic", "navigation", "promotion"
_EDGES = " -–—:;,.!?*•›»>|/&+"
_COUNT = re.compile(r" ?[(\[]\d+[)\]]$")


@lru_cache(maxsize=100_000)
def tell_kind(name: str) -> tuple[str, str]:
    """Return what a name is (goods, generic, navigation or promotion), and what it is about, folded.

    What it is about lacks what only leads there, and what keepers noted for themselves: "shop all shoes" is about shoes.

    >>> [tell_kind(name) for name in ("Shop all shoes", "Sale %", "Women", "Wall Outlets", "New In: Dresses")]
    [('navigation', 'shoes'), ('promotion', 'sale %'), ('generic', 'women'), ('goods', 'wall outlets'), ('promotion', 'new in: dresses')]
    """  # noqa: E501 - one whole value
    folded = _note().sub("", _COUNT.sub("", fold_text(name)).strip(_EDGES))
    bare = folded.replace(" & ", " and ").strip("% ")
    if bare in _phrases("navigation") | _phrases("notes") or not bare:
        return NAVIGATION, folded
    if _is_promotion(bare):
        return PROMOTION, folded
    if _is_sorting(bare):
        return NAVIGATION, folded
    about = _suffix().sub("", _prefix().sub("", bare, count=1))
    if about != bare and about and not bare.startswith(_exceptions("navigation", "prefix_exceptions")):
        return NAVIGATION, about
    return (GENERIC if bare in _phrases("generic") else GOODS), folded


def is_brand_list(name: str) -> bool:
    """Tell whether what lies below a name are brands.

    >>> is_brand_list("Shop by Brand"), is_brand_list("Brand new tyres")
    (True, False)
    """
    return fold_text(name).strip(_EDGES) in _brand_lists()


@lru_cache(maxsize=100_000)
def says_rest(name: str, language: str = "en") -> bool:
    """Tell whether a name is of what is left of something, beside what has shelves of its own.

    >>> [says_rest(name) for name in ("Other Hand Tools", "Hand Tools - Other", "Mother & Baby", "Hand Tools & Other")]
    [True, True, False, False]
    """
    return _rest(language).search(fold_text(name)) is not None


def _is_promotion(bare: str) -> bool:
    if bare in _phrases("promotion"):
        return True
    spared = _exceptions("promotion", "word_exceptions")
    if any(phrase in bare for phrase in spared):
        return False
    words = re.findall(r"[\w%]+", bare)
    return not _promotion_words().isdisjoint(words) or _patterns().fullmatch(bare) is not None


def _is_sorting(bare: str) -> bool:
    return _by().fullmatch(bare) is not None


@cache
def _phrases(kind: str) -> frozenset[str]:
    phrases = list_phrases(read_table("labels")[kind]["phrases"])
    return frozenset(phrases) | {phrase.replace(" & ", " and ") for phrase in phrases}


@cache
def _exceptions(kind: str, key: str) -> tuple[str, ...]:
    return list_phrases(read_table("labels")[kind][key])


@cache
def _promotion_words() -> frozenset[str]:
    return frozenset(list_phrases(read_table("labels")["promotion"]["words"]))


@cache
def _patterns() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in read_table("labels")["promotion"]["patterns"]))


@cache
def _prefix() -> re.Pattern[str]:
    prefixes = sorted(list_phrases(read_table("labels")["navigation"]["prefixes"]), key=len, reverse=True)
    return re.compile(rf"^(?:{'|'.join(prefixes)})(?: (?:the|our|in))? ")


@cache
def _suffix() -> re.Pattern[str]:
    return re.compile(rf" ?[-–—:|>] ?(?:{'|'.join(list_phrases(read_table('labels')['navigation']['suffixes']))})$")


@cache
def _note() -> re.Pattern[str]:
    return re.compile(
        rf"(?<=[\w)]) ?[-–—:(\[] ?(?:{'|'.join(list_phrases(read_table('labels')['notes']['phrases']))})[)\]]?$"
    )


@cache
def _rest(language: str) -> re.Pattern[str]:
    words = "|".join(list_phrases(read_table("labels")["rest"].get(language, "other")))
    return re.compile(rf"^(?:{words})\b|[-–—:,(] ?(?:{words})\)?$")


@cache
def _by() -> re.Pattern[str]:
    table = read_table("labels")["navigation"]
    ways, things = ("|".join(list_phrases(table[key])) for key in ("by", "by_what"))
    return re.compile(rf"(?:.{{0,60}} )?(?:{ways}) (?:{things})")


@cache
def _brand_lists() -> frozenset[str]:
    return frozenset(list_phrases(read_table("labels")["navigation"]["brand_lists"]))
