"""Words of many made words of one, where stemmers do not know how a language makes them."""

from __future__ import annotations

import re
from functools import cache

from gapfinder.words import read_table

LONGEST = 50
"""Letters of a word that is looked at; compounds are shorter."""


def make_single(word: str, language: str) -> str:
    """Return what a folded word and its plural have in common, by the language's endings; the word where none fits.

    >>> make_single("rideaux", "fr"), make_single("luces", "es"), make_single("luz", "es"), make_single("laarzen", "nl")
    ('rideau', 'luce', 'luce', 'laars')
    >>> make_single("giacche", "it"), make_single("sofas", "de"), make_single("mice", "en")
    ('giacc', 'sofa', 'mice')
    """
    for pattern, single in _endings(language) if len(word) <= LONGEST else ():
        found = pattern.search(word)
        if found:
            return word[: found.start()] + found.expand(single)
    return word


@cache
def _endings(language: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    rules = read_table("plurals")["endings"].get(language, [])
    return tuple((re.compile(f"(?:{ending})$"), single) for ending, single in rules)
