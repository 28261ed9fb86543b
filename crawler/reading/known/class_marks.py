"""The class names on pages of one kind, which tell whether a page is made of what earlier ones were made of."""

from __future__ import annotations

import re
from collections.abc import Set
from functools import lru_cache

from crawler.reading.markup.marks import is_written_loosely

_BODY = re.compile(r"<body[^<>]{0,2000}>", re.IGNORECASE)
_QUOTED = re.compile(r' class="([^"]{0,300})')
_SINGLY_QUOTED = re.compile(r" class='([^']{0,300})")
_LOOSE = re.compile(r"""\sclass\s*=\s*["']?([^"'>]{1,300})""")
_SERIAL = re.compile(r"\d+")
MOST_NAMES = 20_000


def list_classes(markup: str) -> frozenset[str]:
    """Return the class attributes of a page's elements, each once; that of `body` often names the page.

    >>> sorted(list_classes("<body class='p1'><p class='c'><p class=d><p class='a b'>"))
    ['a b', 'c', 'd']
    """
    body = _BODY.search(markup)
    shown = markup[body.end() :] if body else markup
    found = frozenset(_QUOTED.findall(shown))
    if " class='" in shown:
        found = found.union(_SINGLY_QUOTED.findall(shown))
    return found.union(_LOOSE.findall(shown)) if is_written_loosely(shown) else found


class ClassMarks:
    """What pages of one kind are made of."""

    def __init__(self) -> None:
        self._written: set[str] = set()
        self._names: set[str] = set()

    def learn(self, classes: Set[str]) -> None:
        if len(self._names) < MOST_NAMES:
            self._written |= classes
            self._names.update(name for written in classes for name in _names(written))

    def covers(self, classes: Set[str]) -> bool:
        """Say whether each element is like one seen before: one class is enough, for others may name what it holds."""
        fresh = classes - self._written
        if any(self._names.isdisjoint(_names(written)) for written in fresh):
            return False
        self._written |= fresh if len(self._written) < MOST_NAMES else frozenset()
        return True


@lru_cache(maxsize=8192)
def _names(written: str) -> frozenset[str]:
    return frozenset(_SERIAL.sub("#", written.lower()).split())
