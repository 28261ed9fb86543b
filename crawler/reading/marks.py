"""The names that a page's template gives to its elements, gathered once to tell which selectors are worth running."""

from __future__ import annotations

from functools import lru_cache

from crawler.reading.document import Document

_ATTRIBUTES = (
    "class=",
    "class =",
    "id=",
    "id =",
    "name=",
    "action=",
    "onclick=",
    "aria-label=",
    "itemtype=",
    "typeof=",
)
_LONGEST = 300


@lru_cache(maxsize=1)
def marks_of(document: Document) -> str:
    """Return the distinct values of naming attributes, lower-cased, one a line; scripts' look-alikes are in it too.

    Cutting the text is some ten times cheaper than asking it for every word in turn.
    """
    lowered = document.page.text.lower()
    values = {_value(piece[: _LONGEST + 1]) for name in _ATTRIBUTES for piece in lowered.split(name)[1:]}
    return "\n".join(sorted(values))


def _value(piece: str) -> str:
    """Return an attribute's value from what follows its equals sign.

    >>> [_value(piece) for piece in ('"a b" c', " 'a'>", "a>b", "")]
    ['a b', 'a', 'a', '']
    """
    piece = piece.lstrip()
    if piece[:1] in ('"', "'"):
        return piece[1:].partition(piece[0])[0]
    return piece.partition(">")[0].partition(" ")[0]
