"""Answers in the order of their questions: what a crawl does depends on what it is told, not on how quickly."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable


class Turns:
    """Keeps what comes early until what was asked before it has come. Its length counts what was not taken yet."""

    def __init__(self) -> None:
        self._open: deque[int] = deque()
        self._come: dict[int, Callable[[], None]] = {}
        self._asked = 0

    def __len__(self) -> int:
        return len(self._open)

    def ask(self) -> int:
        """Return the number of a new question."""
        self._asked += 1
        self._open.append(self._asked)
        return self._asked

    def come(self, number: int, take: Callable[[], None]) -> None:
        """Note that a question was answered; `take` is called when it is its turn."""
        self._come[number] = take

    def take_next(self) -> bool:
        """Take the oldest answer; say whether it had come.

        >>> turns, told = Turns(), []
        >>> first, second = turns.ask(), turns.ask()
        >>> turns.come(second, lambda: told.append("second"))
        >>> turns.take_next()
        False
        >>> turns.come(first, lambda: told.append("first"))
        >>> turns.take_next(), turns.take_next(), turns.take_next(), told
        (True, True, False, ['first', 'second'])
        """
        if not self._open or self._open[0] not in self._come:
            return False
        take = self._come.pop(self._open.popleft())
        take()
        return True
