"""How many products a listing says it has in all."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

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
_WORD = re.compile(r"[a-z]+|/")
_ASCII_WORDS = frozenset(
    word for words in (*_WORDS["things"], *_WORDS["of"]) if words.isascii() for word in _WORD.findall(words)[:1]
)
_PATTERNS = (_RANGE, _COUNTED, _NAMED)
LONGEST = 90


def read_result_count(scene: Scene, tiles: Sequence[Item]) -> int | None:
    """Return what the page says of the whole listing; None where it says nothing or less than it shows."""
    outline = scene.outline
    inside = {number for tile in tiles[:200] for number in range(*tile.texts(outline))}
    numbers = [number for number, text in enumerate(outline.texts) if number not in inside and _may_count(scene, text)]
    told = list(dict.fromkeys(text for number in numbers for text in _texts_around(scene, number)))
    for pattern in _PATTERNS:
        for text in told:
            found = pattern.search(text)
            count = int(re.sub(r"\D", "", found.group(1))) if found else 0
            if count and len(tiles) <= count:
                return count
    return None


def _may_count(scene: Scene, text: Text) -> bool:
    return any(map(str.isdigit, text.text)) and not scene.regions[text.parent.number] & (Region.CHROME | Region.FACETS)


def _texts_around(scene: Scene, number: int) -> Iterator[str]:
    """Yield what may tell a count around one text: it itself, and the small elements that hold it."""
    spot = scene.outline.texts[number].parent
    for _ in range(3):
        if spot.texts_end - spot.texts > 12:
            return
        text = scene.outline.text_of(spot)
        if len(text) > LONGEST:
            return
        if _may_tell(text):
            yield text
        if spot.parent is None:
            return
        spot = spot.parent


def _may_tell(text: str) -> bool:
    """Tell at a glance whether a text has one of the words that counts are told with.

    >>> _may_tell("Bolt 17"), _may_tell("17 items"), _may_tell("1-12/17"), _may_tell("17件")
    (False, True, True, True)
    """
    return not text.isascii() or not _ASCII_WORDS.isdisjoint(_WORD.findall(text.lower()))


def count_in(text: str | None) -> int | None:
    """Return the count that a short text tells; None where it tells none.

    >>> count_in("Showing 1-12 of 1,204 products"), count_in("12 products"), count_in("5 stars")
    (1204, 12, None)
    """
    text = " ".join((text or "").split())
    found = (pattern.search(text) for pattern in _PATTERNS if len(text) <= LONGEST)
    return next((int(re.sub(r"\D", "", one.group(1))) for one in found if one), None)
