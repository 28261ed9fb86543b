"""Answers that pages in the browser share, so that a script is asked for once a crawl, not once a page."""

from __future__ import annotations

from collections import OrderedDict

from crawler.browsing.exchange import Ask, Fetched

MOST_BYTES = 64_000_000
CHANGING = frozenset({"no-store", "no-cache", "private", "max-age=0"})
"""What Cache-Control says of data that is not the same for every page."""
PERSONAL = frozenset({"cookie", "authorization"})
"""Headers that differ from page to page though the same is asked for."""

Key = tuple[str, tuple[tuple[str, str], ...]]


class Kept:
    """Holds answers of one crawl within a bound of bytes; what was not used for longest goes first."""

    def __init__(self, *, most_bytes: int = MOST_BYTES) -> None:
        self._most_bytes = most_bytes
        self._answers: OrderedDict[Key, Fetched] = OrderedDict()
        self._bytes = 0

    def find(self, ask: Ask) -> Fetched | None:
        """Return what was answered to the same request before."""
        found = self._answers.get(_key_of(ask))
        if found:
            self._answers.move_to_end(_key_of(ask))
        return found

    def keep(self, ask: Ask, answer: Fetched) -> None:
        """Keep an answer where the next page may have it too."""
        if not _may_be_kept(ask, answer) or len(answer.body) > self._most_bytes:
            return
        before = self._answers.pop(_key_of(ask), None)
        self._bytes += len(answer.body) - (len(before.body) if before else 0)
        self._answers[_key_of(ask)] = answer
        while self._bytes > self._most_bytes:
            self._bytes -= len(self._answers.popitem(last=False)[1].body)


def _key_of(ask: Ask) -> Key:
    return ask.url, tuple(sorted((name, value) for name, value in ask.headers.items() if name not in PERSONAL))


def _may_be_kept(ask: Ask, answer: Fetched) -> bool:
    if answer.status != 200:
        return False
    if ask.kind == "script":
        return True
    told = {part.strip().lower() for part in answer.headers.get("cache-control", "").split(",")}
    return not told & CHANGING and "set-cookie" not in answer.headers
