"""Every link that a crawl knows, by the hash of its page: most of them with next to nothing kept of them."""

from __future__ import annotations

from collections.abc import Iterator, Set
from sys import intern

from crawler.pages import Link, Why
from crawler.planning.prospects import pattern_of
from crawler.planning.queues import Entry
from crawler.planning.ranks import key_of
from crawler.urls import fold_url

_DONE = Entry(link=Link(url="", why=Why.LINK), pattern="", asked=True)
"""Stands for every link that was asked for and answered."""
_GOOD = Entry(link=Link(url="", why=Why.LISTED), pattern="")
"""Stands for every link that waits among the goods, which are many: its queue holds what is kept of it."""
_DROPPED_GOOD = Entry(link=Link(url="", why=Why.LISTED), pattern="", given_up=True)
"""Stands for every such link that was given up."""


class Entries:
    """Finds what is known of a link. What stands for many must not be changed, only replaced."""

    def __init__(self) -> None:
        self._entries: dict[int, Entry] = {}

    def find(self, link: Link) -> Entry | None:
        """Return what is known of a link's page."""
        return self._entries.get(hash(key_of(link)))

    def put(self, entry: Entry) -> None:
        """Know a link from now on, in place of what was known of its page and may stand in a queue still."""
        key = hash(key_of(entry.link))
        before = self._entries.get(key)
        if before and before.waits and before is not _GOOD:
            before.given_up = True
        self._entries[key] = entry

    def take_whole(self, link: Link) -> Entry:
        """Return the entry of a known link, which may be changed."""
        entry = self._entries[hash(key_of(link))]
        if entry is _GOOD:
            entry = make_entry(link)
            self.put(entry)
        return entry

    def release(self, link: Link) -> None:
        """Keep nothing of a link but that it was asked for."""
        key = hash(key_of(link))
        known = self._entries.get(key)
        if known and known.asked:
            self._entries[key] = _DONE

    def note_answer(self, url: str) -> list[Why]:
        """Note that a URL was answered; return why it was waiting, if it was."""
        key = hash(fold_url(url))
        entry = self._entries.setdefault(key, _DONE)
        reasons = [entry.link.why] if entry.waits else []
        if entry is _GOOD or entry is _DROPPED_GOOD:
            self._entries[key] = _DONE
        else:
            entry.asked = True
        return reasons

    def drop(self, reasons: Set[Why]) -> Iterator[Why]:
        """Give up the links that wait for some reasons; yield the reason of each."""
        for key, entry in self._entries.items():
            if not entry.waits or entry.link.why not in reasons:
                continue
            if entry is _GOOD:
                self._entries[key] = _DROPPED_GOOD
            else:
                entry.given_up = True
            yield entry.link.why

    def count_left_out(self, why: Why) -> int:
        """Count the links that are not asked for by choice."""
        return sum(entry.left_out and not entry.asked and entry.link.why == why for entry in self._entries.values())

    def shorten(self, entry: Entry) -> str:
        """Keep of a link to a product only what its queue is to hold, and return that."""
        self._entries[hash(key_of(entry.link))] = _GOOD
        return f"{entry.link.depth} {entry.link.url}"

    def restore(self, good: str | Entry, group: str) -> Entry:
        """Return a link to a product as it was; one that moved up or was settled meanwhile does not wait."""
        if isinstance(good, Entry):
            return good
        depth, _, url = good.partition(" ")
        entry = make_entry(Link(url=url, why=Why.LISTED, depth=int(depth), group=group))
        if self.find(entry.link) is _GOOD:
            self.put(entry)
        else:
            entry.given_up = True
        return entry


def make_entry(link: Link, *, again: bool = False) -> Entry:
    """Return a link that is to wait, for the first time or `again`."""
    return Entry(link=link, pattern=intern(pattern_of(link)), again=again)
