"""Where links wait that have no rank among each other: in groups that are served in turn."""

from __future__ import annotations

import heapq
from collections import Counter, deque
from dataclasses import dataclass
from itertools import count
from typing import Generic, TypeVar

from crawler.pages import Link


@dataclass(slots=True)
class Entry:
    """A link that is known, where it waits, and whether it was asked for, given up, or left out by choice.

    `again` says that it was asked for in vain before.
    """

    link: Link
    pattern: str
    asked: bool = False
    given_up: bool = False
    left_out: bool = False
    again: bool = False

    @property
    def waits(self) -> bool:
        return not (self.asked or self.given_up or self.left_out)


Waiting = TypeVar("Waiting")


class Queues(Generic[Waiting]):
    """Links of one rank in groups, each served from its front."""

    def __init__(self) -> None:
        self.groups: dict[str, deque[Waiting]] = {}
        self._served: Counter[str] = Counter()
        self._order: list[tuple[int, int, str]] = []
        self._turns = count()

    def push(self, group: str, entry: Waiting) -> None:
        """Put an entry at the end of its group."""
        if group not in self.groups:
            self.groups[group] = deque()
            self._line_up(group)
        self.groups[group].append(entry)

    def pop(self, group: str) -> Waiting:
        """Return the first entry of a group."""
        entries = self.groups.pop(group)
        entry = entries.popleft()
        self._served[group] += 1
        if entries:
            self.groups[group] = entries
            self._line_up(group)
        return entry

    def find_least_served(self) -> str | None:
        """Return the group that fewest entries were taken of so far; None where all are empty."""
        while self._order:
            served, _, group = self._order[0]
            if group in self.groups and served == self._served[group]:
                return group
            heapq.heappop(self._order)
        return None

    def _line_up(self, group: str) -> None:
        heapq.heappush(self._order, (self._served[group], next(self._turns), group))
