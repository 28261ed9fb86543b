"""Which links of a crawl were weighed already: a menu that stands on every page costs its first page only."""

from __future__ import annotations

from crawler.pages import Why
from crawler.planning.ranks import RANK

MOST = 4_000
"""Addresses that are remembered at least; one that is forgotten is weighed again, to the same end."""

_BITS = {why: 1 << place for place, why in enumerate(Why)}
_SETTLED_BY = {why: sum(_BITS[other] for other in Why if RANK[other] >= RANK[why]) for why in Why}


class Known:
    """Remembers the links that were seen lately, by their addresses as pages write them.

    A link that was queued is settled for every reason that ranks no higher, one that was refused for its own alone.
    """

    def __init__(self) -> None:
        self._young: dict[str, int] = {}
        self._old: dict[str, int] = {}

    def forget(self) -> None:
        """Look at every link again, now that addresses are understood otherwise."""
        self._young, self._old = {}, {}

    def is_settled(self, url: str, why: Why) -> bool:
        """Say whether a link need not be looked at again."""
        known = self._young.get(url)
        if known is None:
            known = self._old.get(url)
            if known is None:
                return False
            self._young[url] = known
        return bool(known & _BITS[why])

    def note(self, url: str, why: Why, *, queued: bool) -> None:
        """Remember what became of a link."""
        if len(self._young) >= MOST:
            self._old, self._young = self._young, {}
        known = self._young.get(url) or self._old.get(url) or 0
        self._young[url] = known | (_SETTLED_BY[why] if queued else _BITS[why])
