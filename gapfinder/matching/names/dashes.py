"""Names with a dash, after which stands what only tells more of the goods before it, or may: saws - powered."""

from __future__ import annotations

import re

from gapfinder.matching.names.composites import is_goods_by_itself, list_modifiers, list_places
from gapfinder.matching.names.terms import split_words

_DASH = re.compile(r"\s+[-–—]\s+")
TURNED = frozenset({"en", "de", "nl"})
"""Languages in which what tells more of goods stands before them where no dash parts the two."""


def join_dashed(about: str, language: str, audience: frozenset[str]) -> str:
    """Return a folded name of goods and what tells more of them as one would say it without the dash; others as they
    are.

    `audience` are the words that say for whom goods are: those may stand before the goods, too.

    >>> audience = frozenset({"kids"})
    >>> [join_dashed(name, "en", audience) for name in ("saws - powered", "wine - red", "kids - gloves")]
    ['powered saws', 'red wine', 'kids gloves']
    >>> [join_dashed(name, "en", audience) for name in ("cameras - drones", "stoves - fuel")]
    ['cameras - drones', 'stoves - fuel']
    """
    sides = _split(about, language)
    if not sides:
        return about
    (goods, before), (more, after) = sides
    if audience.issuperset(before):
        goods, more = more, goods
    elif not (audience | list_modifiers() | list_places()).issuperset(after) and not _is_done(after, language):
        return about
    return f"{more} {goods}" if language in TURNED else f"{goods} {more}"


def find_untold(about: str, language: str) -> tuple[str, ...]:
    """Return the words after a dash of which it cannot be told whether they are goods: nothing where they are, as what
    is plural or cannot be counted.

    >>> [find_untold(name, "en") for name in ("helmets - full face", "cameras - drones", "bags - food")]
    [('full', 'face'), (), ()]
    """
    sides = _split(about, language) if language == "en" else ()
    words = sides[1][1] if sides else ()
    return () if not words or is_goods_by_itself(words[-1]) else words


def _split(about: str, language: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return what stands on either side of the only dash of a name, with its words; nothing where it has no such."""
    sides = tuple((side, split_words(side, language)) for side in _DASH.split(about))
    return sides if len(sides) == 2 and all(words for _, words in sides) else ()


def _is_done(words: tuple[str, ...], language: str) -> bool:
    return language == "en" and words[-1].endswith("ed")
