"""Which language the names of a site are in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import cache

from gapfinder.matching.terms import fold_text
from gapfinder.words import list_phrases, read_table

DEFAULT = "en"
MOST_READ = 5000
"""Names that are looked at; more tell nothing new."""


def guess_language(names: Iterable[str]) -> str:
    """Return the language most of whose signs stand in the names, English where none stands out.

    >>> guess_language(["Werkzeuge und Zubehör", "Schrauben", "Schuhe für Damen"]), guess_language(["Outillage", "Vis"])
    ('de', 'fr')
    >>> guess_language(["Tools", "Tyres"]), guess_language([])
    ('en', 'en')
    """
    signs = _signs()
    seen: Counter[str] = Counter()
    for name, _ in zip(names, range(MOST_READ), strict=False):
        for word in set(fold_text(name).replace("'", " ").split()):
            seen.update(signs.get(word, ()))
    best = max(seen.values(), default=0)
    return DEFAULT if seen[DEFAULT] == best else min(language for language in seen if seen[language] == best)


@cache
def _signs() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for language, words in read_table("labels")["signs"].items():
        for word in list_phrases(words):
            found[word] = (*found.get(word, ()), language)
    return found
