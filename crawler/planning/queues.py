"""Where links wait that have no rank among each other: in groups that are served in turn."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

from crawler.pages import Link


@dataclass(slots=True)
class Entry:
    """A link that is known, where it waits, and whether it was asked for, given up, or left out by choice."""

    link: Link
    pattern: str
    asked: bool = False
    given_up: bool = False
    left_out: bool = False

    @property
    def waits(self) -> bool:
        return not (self.asked or self.given_up or self.left_out)


class Queues:
    """Links of one rank in groups; a group is served from its front, and goes to the back when it was."""

    def __init__(self) -> None:
        self.groups: dict[str, deque[Entry]] = {}

    def push(self, group: str, entry: Entry) -> None:
        """Put an entry at the end of its group."""
        self.groups.setdefault(group, deque()).append(entry)

    def pop(self, group: str) -> Entry:
        """Return the first entry of a group."""
        entries = self.groups.pop(group)
        entry = entries.popleft()
        if entries:
            self.groups[group] = entries
        return entry
