"""How many products a listing says it has in all."""

from __future__ import annotations

import re
from collections.abc import Sequence

from crawler.reading.layout.regions import Region
from crawler.reading.layout.repeats import Item
from crawler.reading.layout.scene import Scene
from crawler.reading.markup.spots import Text
from crawler.words import read_words

_WORDS = read_words("pagers")
_NUMBER = r"(\d{1,3}(?:[ .,'’\u00a0\u202f]\d{3})+|\d{1,7})"
_THINGS = "|".join(map(re.escape, sorted(_WORDS["things"], key=len, reverse=True)))
_OF = "|".join(map(re.escape, sorted(_WORDS["of"], key=len, reverse=True)))
_RANGE = re.compile(
    rf"\d+\s*(?:[-–—~]|\b[a-zа-я]{{1,5}}\b|\.\.)\s*\d+\s*\W{{0,3}}(?:{_OF})\W{{0,3}}{_NUMBER}(?!\s*(?:%|[\d.,]))",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    rf"(?<![\d.,$€£#/-]){_NUMBER}\+?\s*\W{{0,2}}(?:[^\W\d]+\s){{0,2}}?(?:{_THINGS})(?![^\W\d_])", re.IGNORECASE
)
_NAMED = re.compile(rf"(?:{_THINGS})\s*(?:found|gefunden|trouvés)?\s*[:(]\s*{_NUMBER}(?![\d%.,])", re.IGNORECASE)
_PATTERNS = (_RANGE, _COUNTED, _NAMED)
LONGEST = 90


def read_result_count(scene: Scene, tiles: Sequence[Item]) -> int | None:
    """Return what the page says of the whole listing; None where it says nothing or less than it shows."""
    outline = scene.outline
    inside = {number for tile in tiles[:200] for number in range(*tile.texts(outline))}
    for pattern in _PATTERNS:
        for number, text in enumerate(outline.texts):
            if number in inside or not _may_count(scene, text):
                continue
            count = _read(scene, pattern, number)
            if count and len(tiles) <= count:
                return count
    return None


def _may_count(scene: Scene, text: Text) -> bool:
    return any(map(str.isdigit, text.text)) and not scene.regions[text.parent.number] & (Region.CHROME | Region.FACETS)


def _read(scene: Scene, pattern: re.Pattern[str], number: int) -> int | None:
    """Return the count told around one text: in it, or in the small elements that hold it."""
    spot = scene.outline.texts[number].parent
    for _ in range(3):
        if spot.texts_end - spot.texts > 12:
            return None
        text = scene.outline.text_of(spot)
        if len(text) > LONGEST:
            return None
        found = pattern.search(text)
        if found:
            return int(re.sub(r"\D", "", found.group(1)))
        if spot.parent is None:
            return None
        spot = spot.parent
    return None


def count_in(text: str | None) -> int | None:
    """Return the count that a short text tells; None where it tells none.

    >>> count_in("Showing 1-12 of 1,204 products"), count_in("12 products"), count_in("5 stars")
    (1204, 12, None)
    """
    text = " ".join((text or "").split())
    found = (pattern.search(text) for pattern in _PATTERNS if len(text) <= LONGEST)
    return next((int(re.sub(r"\D", "", one.group(1))) for one in found if one), None)
