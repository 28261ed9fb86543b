"""Names with a dash, after which stands what only tells more of the goods before it: helmets - full face."""

from __future__ import annotations

import re

from gapfinder.matching.composites import is_goods_by_itself, list_modifiers, list_places
from gapfinder.matching.fields import find_fields
from gapfinder.matching.terms import read_terms, split_words

_DASH = re.compile(r"\s+[-–—]\s+")
TURNED = frozenset({"en", "de", "nl"})
"""Languages in which what tells more of goods stands before them where no dash parts the two."""


def join_dashed(about: str, language: str, audience: frozenset[str]) -> str:
    """Return a folded name of goods and what tells more of them as one would say it without the dash; others as they
    are.

    `audience` are the words that say for whom goods are: those may stand before the goods, too. What is plural, or
    cannot be counted, is goods of its own, as is what is of the field of what stands before the dash.

    >>> audience = frozenset({"kids"})
    >>> [join_dashed(name, "en", audience) for name in ("helmets - full face", "saws - powered", "kids - gloves")]
    ['full face helmets', 'powered saws', 'kids gloves']
    >>> [join_dashed(name, "en", audience) for name in ("cameras - drones", "sports - football", "safety - welding")]
    ['cameras - drones', 'sports - football', 'safety - welding']
    """
    sides = _DASH.split(about)
    if len(sides) != 2 or not all(split := [split_words(side, language) for side in sides]):
        return about
    before, after = split
    goods, more = sides
    if audience.issuperset(before):
        goods, more = more, goods
    elif not _tells_more(after, before, language, audience):
        return about
    return f"{more} {goods}" if language in TURNED else f"{goods} {more}"


def _tells_more(words: tuple[str, ...], goods: tuple[str, ...], language: str, audience: frozenset[str]) -> bool:
    """Tell whether words are no goods by themselves, but tell more of those before them."""
    if (audience | list_modifiers() | list_places()).issuperset(words):
        return True
    if language != "en" or not is_goods_by_itself(goods[-1]) or is_goods_by_itself(words[-1]):
        return False
    fields = (find_fields(read_terms(" ".join(some)), {}).keys() for some in (words, goods))
    return words[-1].endswith("ed") or next(fields).isdisjoint(next(fields))
