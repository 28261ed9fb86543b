"""Numbers with their units: sizes are one word, however they are written."""

from __future__ import annotations

import re
from functools import cache

from gapfinder.words import list_phrases, read_table

_FIRST_SIZE = re.compile(r"([a-z]*\d+(?:[.,/]\d+)*)x\d")
_ZEROS = re.compile(r"\.0{1,2}(?=x|$)")
_NUMBER = r"\d+(?:[.,/]\d+)?(?: ?x ?\d+(?:[.,]\d+)?)*"


def join_units(folded: str) -> str:
    """Return a folded text with numbers and their units as one word each, units by one name.

    >>> join_units('drill 10 mm, tube 2,5 l, can 2.0 l, screen 55"')
    'drill 10mm, tube 2.5l, can 2l, screen 55in'
    """
    return _unit_pattern().sub(_join_unit, folded)


def is_measure(word: str) -> bool:
    """Tell whether a word is a number with its unit.

    >>> is_measure("250ml"), is_measure("7608ni")
    (True, False)
    """
    return _unit_pattern().fullmatch(word) is not None


def list_sizes(term: str) -> tuple[str, ...]:
    """Return a term that says a size, and the first of several sizes in one; none where it holds no digit.

    >>> list_sizes("m8"), list_sizes("m8x20"), list_sizes("bolt")
    (('m8',), ('m8x20', 'm8'), ())
    """
    if not any(letter.isdigit() for letter in term):
        return ()
    first = _FIRST_SIZE.match(term)
    return (term, first[1]) if first else (term,)


def _join_unit(found: re.Match[str]) -> str:
    number = _ZEROS.sub("", found["number"].replace(",", ".").replace(" ", ""))
    unit = found["unit"] or "in"
    return f"{number}{_same_units().get(unit, unit)}"


@cache
def _unit_pattern() -> re.Pattern[str]:
    units = sorted(list_phrases(read_table("labels")["units"]["words"]), key=len, reverse=True)
    return re.compile(rf'(?<![\w.])(?P<number>{_NUMBER}) ?-?(?:(?P<unit>{"|".join(units)})\b|"|\'\')')


@cache
def _same_units() -> dict[str, str]:
    return dict(read_table("labels")["units"]["same"])
