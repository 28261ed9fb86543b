"""A set of texts by their hashes: eight bytes each and some room, where a set of the texts takes two hundred."""

from __future__ import annotations

from array import array

_EMPTY = 0
_FIRST_SIZE = 64
_FULL = 0.6


class HashSet:
    """Remembers texts. Two of a hundred million have about one chance in two thousand to be taken for one.

    >>> seen = HashSet()
    >>> seen.add("a"), seen.add("a"), "a" in seen, "b" in seen, len(seen)
    (True, False, True, False, 1)
    """

    __slots__ = ("_count", "_slots")

    def __init__(self) -> None:
        self._slots = array("q", [_EMPTY]) * _FIRST_SIZE
        self._count = 0

    def __len__(self) -> int:
        return self._count

    def __contains__(self, text: str) -> bool:
        return self._slots[self._find(hash(text) or 1)] != _EMPTY

    def add(self, text: str) -> bool:
        """Remember a text; say whether it was new."""
        mark = hash(text) or 1
        place = self._find(mark)
        if self._slots[place] != _EMPTY:
            return False
        self._slots[place] = mark
        self._count += 1
        if self._count > _FULL * len(self._slots):
            self._grow()
        return True

    def _find(self, mark: int) -> int:
        """Return where a mark is, or would be."""
        slots, last = self._slots, len(self._slots) - 1
        place = mark & last
        while slots[place] not in (_EMPTY, mark):
            place = (place + 1) & last
        return place

    def _grow(self) -> None:
        before = self._slots
        self._slots = array("q", [_EMPTY]) * (2 * len(before))
        for mark in before:
            if mark != _EMPTY:
                self._slots[self._find(mark)] = mark
