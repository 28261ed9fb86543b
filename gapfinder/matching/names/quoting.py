"""Parts of composite names as the names say them, with the small words that are not compared."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from gapfinder.matching.names.terms import fold_text, is_stop_word

_LETTERS = re.compile(r"[^\W_]+(?:['’]s?\b(?!['’])(?=\W|$))?", re.IGNORECASE)
_MARK = re.compile(r"[\W_]*['’]s?$|[\W_]+")
_BREAK = re.compile(r"[^\w\s'’.-]|\s[.-]\s")
"""What parts a name: the words on either side are not of one phrase."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Span:
    """Where a word of a name stands, and how it is folded, without signs."""

    folded: str
    start: int
    end: int


@lru_cache(maxsize=100_000)
def quote_part(piece: str, name: str, language: str = "en") -> str:
    """Return a part of a name, whose words are folded and the small ones left out, as the name says it.

    Words that stand apart there are put beside each other; those that it spells otherwise stay as they are.

    >>> quote_part("brosse dents", "BROSSE À DENTS - FIL DENTAIRE", "fr"), quote_part("rader", "Roller/Räder", "de")
    ('BROSSE À DENTS', 'Räder')
    >>> quote_part("men boots", "Men's Shoes & Boots"), quote_part("hand tools", "Hand & Power Tools")
    ("Men's Boots", 'Hand Tools')
    >>> quote_part("tshirts", "T-Shirts & Polos"), quote_part("non-alcohol beer", "Alcohol-free Beer & Wine")
    ('T-Shirts', 'Non-alcohol Beer')
    """
    spans = [_Span(folded=_fold(found[0]), start=found.start(), end=found.end()) for found in _LETTERS.finditer(name)]
    said: list[str] = []
    last: _Span | None = None
    for word in piece.split():
        found = _find(_fold(word), spans, last.end if last else 0)
        if found is None:
            said.append(word)
        elif last is not None and _is_one_phrase(name, (last, found), spans, language):
            said[-1] += name[last.end : found.end]
        else:
            said.append(name[found.start : found.end])
        last = found
    told = " ".join(said)
    return told[:1].upper() + told[1:]


def _fold(word: str) -> str:
    return _MARK.sub("", fold_text(word))


def _find(folded: str, spans: Sequence[_Span], after: int) -> _Span | None:
    """Return where a word stands in a name, written apart or as one, behind a place if it can."""
    found = None
    for at, first in enumerate(spans):
        joined, end = "", at
        while end < len(spans) and len(joined) < len(folded):
            joined, end = joined + spans[end].folded, end + 1
        if joined == folded and (found is None or found.start < after):
            found = _Span(folded=folded, start=first.start, end=spans[end - 1].end)
    return found


def _is_one_phrase(name: str, ends: tuple[_Span, _Span], spans: Sequence[_Span], language: str) -> bool:
    """Tell whether nothing but small words stands between two words of a name."""
    left, right = ends
    between = [span for span in spans if left.end <= span.start and span.end <= right.start]
    return (
        left.end <= right.start
        and not _BREAK.search(name[left.end : right.start])
        and all(len(span.folded) < 2 or is_stop_word(span.folded, language) for span in between)
    )
