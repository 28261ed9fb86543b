"""The names that a page's template gives to its elements, gathered once to tell which selectors are worth running."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from crawler.reading.markup.document import Document

_ATTRIBUTES = ("class", "id", "name", "action", "onclick", "aria-label", "itemtype", "typeof")
_LONGEST = 300
_NAMED = "|".join(_ATTRIBUTES)
_QUOTED = re.compile(rf"""\s({_NAMED})=["']([^"']{{1,{_LONGEST}}})""")
_LOOSE_CLASS = re.compile(r""" class(?: =|=(?!["']))""")
_LOOSE = re.compile(rf"""\s({_NAMED})\s*=\s*["']?([^"'>]{{1,{_LONGEST}}})""")


@lru_cache(maxsize=1)
def marks_of(document: Document) -> Mapping[str, str]:
    """Return the distinct values of naming attributes, lower-cased, one a line; scripts' look-alikes are in it too.

    Of a page whose template is known, those of earlier pages stand for its own.
    """
    if document.marks is not None:
        return document.marks
    lowered = document.page.text.lower()
    pattern = _LOOSE if is_written_loosely(lowered) else _QUOTED
    values: dict[str, set[str]] = {name: set() for name in _ATTRIBUTES}
    for name, value in set(pattern.findall(lowered)):
        values[name].add(value)
    return {name: "\n".join(sorted(found)) for name, found in values.items()}


def is_written_loosely(markup: str) -> bool:
    """Tell markup in which classes stand without quotes, as some minifiers leave them, or with spaces around `=`.

    >>> [is_written_loosely(markup) for markup in ("<p class=a>", "<p class = 'a'>", "<p class='a'>")]
    [True, True, False]
    """
    return _LOOSE_CLASS.search(markup) is not None
