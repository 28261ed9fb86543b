"""Bold, italic and other print that a page leaves open: a parser opens it again in every block that follows.

https://html.spec.whatwg.org/multipage/parsing.html#reconstruct-the-active-formatting-elements. A few tags that differ
and are never ended make a parser write a thousand elements for every paragraph.
"""

from __future__ import annotations

import re

from crawler.reading.markup.sent_tags import ATTRIBUTES

PRINT = frozenset({"b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"})
"""Elements that are opened again; links are as well, but each ends the one before."""
MOST_REOPENED = 400_000
"""Elements that a parser may have to add."""
_ALIKE = 3
"""Elements with the same attributes of which more are not opened again."""
_FEW_TAGS = 2_000
"""Tags with which print cannot pile up."""
_FEW_STYLES = 50
_SPELLED = ("".join(f"[{letter}{letter.upper()}]" for letter in name) for name in sorted(PRINT))
_FIRST = "".join(sorted({name[0] for name in PRINT} | {name[0].upper() for name in PRINT}))
# many times as fast as with IGNORECASE
_STYLED = re.compile(rf"<(?=[{_FIRST}])({'|'.join(_SPELLED)})(?=[\s/])({ATTRIBUTES})")


def may_pile_up(text: str, tags: int) -> bool:
    """Say whether a page of so many tags has so many kinds of print that it matters whether they are ended."""
    if tags <= _FEW_TAGS:
        return False
    styles: set[tuple[str | None, ...]] = set()
    for tag in _STYLED.finditer(text):
        styles.add(tag.groups())
        if len(styles) > _FEW_STYLES:
            return True
    return False


class OpenPrint:
    """What was opened and not ended, by name and attributes, and what came of it."""

    def __init__(self) -> None:
        self._open: dict[str, list[str]] = {}
        self._count = 0
        self._reopened = 0

    @property
    def is_too_much(self) -> bool:
        return self._reopened > MOST_REOPENED

    def open(self, name: str, written: str) -> None:
        styles = self._open.setdefault(name, [])
        if styles.count(written) < _ALIKE:
            styles.append(written)
            self._count += 1

    def close(self, name: str) -> None:
        if self._open.get(name):
            self._open[name].pop()
            self._count -= 1

    def pass_tag(self) -> None:
        """Count what a tag may open again."""
        self._reopened += self._count
