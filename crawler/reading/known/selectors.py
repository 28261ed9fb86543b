"""Selectors that find elements of a page again on other pages of its template."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from crawler.reading.markup.spots import Spot

MOST_CLASSES = 4
_NAME = re.compile(r"-?[A-Za-z_][\w-]{0,60}")
_DIGIT = re.compile(r"\d")
_SERIAL = re.compile(r"\d{3,}")
_NEVER_WITHIN = frozenset({"html", "body"})


def select_spot(spot: Spot) -> list[str]:
    """Return selectors of one element by its tag: with its classes, then without."""
    named = spot.tag + "".join(f".{name}" for name in _classes(spot)[:MOST_CLASSES])
    return list(dict.fromkeys([named, spot.tag]))


def select_alike(spots: Sequence[Spot]) -> Iterator[str]:
    """Yield selectors of elements of one template, by what they, and the elements around them, have in common."""
    own = _common(spots)
    if "." in own:
        yield own
    around: list[Spot] = list(spots)
    path = own
    for _ in range(3):
        parents = [spot.parent for spot in around if spot.parent is not None and spot.parent.tag not in _NEVER_WITHIN]
        if len(parents) < len(around):
            return
        around = list(dict.fromkeys(parents))
        above = _common(around)
        path = f"{above} > {path}"
        if "." in above or "#" in above:
            yield path


def _common(spots: Sequence[Spot]) -> str:
    """Return the tag, id and classes that all have; `*` for tags that differ."""
    tags = {spot.tag for spot in spots}
    shared = set.intersection(*(set(_classes(spot)) for spot in spots))
    classes = [name for name in _classes(spots[0]) if name in shared][:MOST_CLASSES]
    number = {spot.get("id") for spot in spots}
    mark = "".join(f"#{name}" for name in number if len(number) == 1 and _is_lasting(name) and not _DIGIT.search(name))
    return f"{spots[0].tag if len(tags) == 1 else '*'}{mark}{''.join(f'.{name}' for name in classes)}"


def _classes(spot: Spot) -> list[str]:
    """Return an element's classes as written that are plain names, without those that number or place it."""
    kinds = set(spot.marks.kinds)
    return [name for name in spot.get("class").split() if _is_lasting(name) and name.lower() in kinds]


def _is_lasting(name: str) -> bool:
    return bool(_NAME.fullmatch(name)) and not _SERIAL.search(name)
