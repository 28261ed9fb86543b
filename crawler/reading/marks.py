"""The names that a page's template gives to its elements, gathered once to tell which selectors are worth running."""

from __future__ import annotations

import re
from functools import lru_cache

from crawler.reading.document import Document

_ATTRIBUTES = ("class", "id", "name", "action", "onclick", "aria-label", "itemtype", "typeof")
_LONGEST = 300
_LOOSE = {name: re.compile(rf"""\s{name}\s*=\s*["']?([^"'>]{{1,{_LONGEST}}})""") for name in _ATTRIBUTES}


@lru_cache(maxsize=1)
def marks_of(document: Document) -> dict[str, str]:
    """Return the distinct values of naming attributes, lower-cased, one a line; scripts' look-alikes are in it too.

    Cutting the text is some ten times cheaper than asking it for every word in turn, or than a pattern.
    """
    lowered = document.page.text.lower()
    is_loose = is_written_loosely(lowered)
    return {name: "\n".join(sorted(_list_values(lowered, name, is_loose=is_loose))) for name in _ATTRIBUTES}


def _list_values(lowered: str, name: str, *, is_loose: bool) -> set[str]:
    values = {piece.partition(quote)[0][:_LONGEST] for quote in "\"'" for piece in lowered.split(f"{name}={quote}")[1:]}
    return values.union(_LOOSE[name].findall(lowered)) if is_loose else values


def is_written_loosely(markup: str) -> bool:
    """Tell markup in which classes stand without quotes, as some minifiers leave them, or with spaces around `=`.

    >>> [is_written_loosely(markup) for markup in ("<p class=a>", "<p class = 'a'>", "<p class='a'>")]
    [True, True, False]
    """
    quoted = markup.count(' class="') + markup.count(" class='")
    return markup.count(" class=") > quoted or " class =" in markup
