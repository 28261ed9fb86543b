"""What to ask for next: structure first, then goods evenly over categories, and little of what proves barren."""

from __future__ import annotations

import heapq
from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import count

from crawler.pages import Link, Why
from crawler.planning.spellings import Spellings
from crawler.sightings import Kind
from crawler.urls import clean_url, fold_url, shape_of

RANK = {
    Why.HOME: 0,
    Why.PLATFORM: 1,
    Why.SITEMAP: 2,
    Why.MENU: 3,
    Why.BREADCRUMB: 4,
    Why.SUBCATEGORY: 4,
    Why.NEXT_PAGE: 5,
    Why.LISTED: 6,
    Why.LINK: 7,
}
"""Lower is asked first, and a link that is found again with a lower rank moves up."""
STRUCTURE = RANK[Why.NEXT_PAGE]
BARREN_AFTER = 6
"""Links of one shape that are tried before the rest is given up, when none led to a category or product."""
WORTH_A_LOOK = 0.3
"""How likely a link of unknown worth must lead to a category to be asked for before goods."""


@dataclass(slots=True)
class Entry:
    """A link that is known, where it waits, and whether it was asked for or given up."""

    link: Link
    pattern: str
    asked: bool = False
    given_up: bool = False

    @property
    def waits(self) -> bool:
        return not self.asked and not self.given_up


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


class Frontier:
    """Orders links within a budget of `max_pages` requests. Deterministic for one order of calls."""

    def __init__(self, *, max_pages: int) -> None:
        self.max_pages = max_pages
        self.spellings = Spellings()
        self.asked = 0
        self.platform_only = False
        """While set, only a platform's endpoints are asked; the pages wait."""
        self._entries: dict[str, Entry] = {}
        self._structure: list[tuple[int, int, int, Entry]] = []
        self._goods = Queues()
        self._unknown = Queues()
        self._outcomes: dict[str, Counter[Kind]] = {}
        self._waiting: Counter[Why] = Counter()
        self._products: set[str] = set()
        self._order = count()

    def add(self, link: Link) -> bool:
        """Take a link in, once for all spellings of its URL; say whether it was new."""
        key = _key_of(link)
        known = self._entries.get(key)
        if known and (known.asked or RANK[known.link.why] <= RANK[link.why]):
            return False
        shape = shape_of(link.url)
        pattern = f"{link.group} {shape}" if link.why == Why.LINK and link.group else shape
        entry = Entry(link=replace(link, url=clean_url(link.url)), pattern=pattern)
        if known and known.waits:
            self._give_up(known)
        self._entries[key] = entry
        self._waiting[link.why] += 1
        self._place(entry)
        return known is None

    def pop(self) -> Link | None:
        """Return the link to ask for now; None when nothing is left or the budget is spent."""
        if self.asked >= self.max_pages:
            return None
        entry = next(self._in_order(), None)
        if entry is None:
            return None
        self._mark(entry)
        self.asked += 1
        return entry.link

    def settle(self, link: Link) -> None:
        """Note a link as asked for by an earlier run: it costs budget and is not asked again."""
        self.add(link)
        entry = self._entries[_key_of(link)]
        if entry.waits:
            self._mark(entry)
        entry.asked = True
        self.asked += 1

    def mark_answered(self, url: str) -> None:
        """Note that a URL was answered as the end of a redirect, so that it is not asked for again."""
        entry = self._entries.setdefault(
            fold_url(url), Entry(link=Link(url=url, why=Why.LINK), pattern=shape_of(url), asked=True)
        )
        if entry.waits:
            self._mark(entry)
        entry.asked = True

    def learn(self, link: Link, kind: Kind) -> None:
        """Note what a link led to, so that links like it are ranked or given up."""
        entry = self._entries.get(_key_of(link))
        shape = shape_of(link.url)
        for pattern in {shape, entry.pattern if entry else shape}:
            self._outcomes.setdefault(pattern, Counter())[kind] += 1

    def drop_pages(self) -> None:
        """Forget every page that is not a platform's endpoint: the endpoints have told all."""
        for entry in self._entries.values():
            if entry.waits and entry.link.why != Why.PLATFORM:
                self._give_up(entry)

    def __len__(self) -> int:
        """Count the links that would still be asked for, budget aside."""
        if self.platform_only:
            return self._waiting[Why.HOME] + self._waiting[Why.PLATFORM]
        return self._waiting.total() - sum(
            len(entries) for pattern, entries in self._unknown.groups.items() if self._is_barren(pattern)
        )

    def count_goods(self) -> int:
        """Count the product pages that wait, each of a product that a listing showed already."""
        return 0 if self.platform_only else self._waiting[Why.LISTED]

    def count_unseen(self) -> int:
        """Count the links that wait and may hold what was not seen yet."""
        return len(self) - self.count_goods()

    def has_next(self) -> bool:
        """Say whether `pop` would return a link."""
        return self.asked < self.max_pages and len(self) > 0

    def _place(self, entry: Entry) -> None:
        rank = RANK[entry.link.why]
        if rank <= STRUCTURE:
            heapq.heappush(self._structure, (rank, entry.link.depth, next(self._order), entry))
        elif entry.link.why == Why.LISTED:
            self._goods.push(entry.link.group, entry)
        else:
            self._unknown.push(entry.pattern, entry)

    def _mark(self, entry: Entry) -> None:
        entry.asked = True
        self._waiting[entry.link.why] -= 1

    def _give_up(self, entry: Entry) -> None:
        entry.given_up = True
        self._waiting[entry.link.why] -= 1

    def _in_order(self) -> Iterator[Entry]:
        """Take entries out in the order in which they are asked for, leaving out those that moved up or are settled."""
        while self._structure and not (self.platform_only and self._structure[0][0] > RANK[Why.PLATFORM]):
            entry = heapq.heappop(self._structure)[3]
            if entry.waits:
                yield entry
        while not self.platform_only and (loose := self._take_loose()):
            if loose.waits and not self._is_spelled_otherwise(loose):
                yield loose

    def _is_spelled_otherwise(self, entry: Entry) -> bool:
        """Give a product's link up where the product was asked for under another address."""
        if entry.link.why != Why.LISTED:
            return False
        spelled = self.spellings.spell(fold_url(entry.link.url))
        if spelled in self._products:
            self._give_up(entry)
            return True
        self._products.add(spelled)
        return False

    def _take_loose(self) -> Entry | None:
        pattern = self._most_promising()
        if pattern and (self._promise(pattern) >= WORTH_A_LOOK or not self._goods.groups):
            return self._unknown.pop(pattern)
        # the group served goes to the end: the budget is spent evenly over categories
        group = next(iter(self._goods.groups), None)
        return self._goods.pop(group) if group is not None else None

    def _most_promising(self) -> str | None:
        for pattern in [pattern for pattern in self._unknown.groups if self._is_barren(pattern)]:
            for entry in self._unknown.groups.pop(pattern):
                if entry.waits:
                    self._give_up(entry)
        return max(self._unknown.groups, key=self._promise, default=None)

    def _promise(self, pattern: str) -> float:
        """Estimate how likely links of a pattern lead to a category (Laplace's rule of succession)."""
        seen = self._outcomes.get(pattern, Counter())
        return (seen[Kind.CATEGORY] + 1) / (seen.total() + 2)

    def _is_barren(self, pattern: str) -> bool:
        seen = self._outcomes.get(pattern)
        return seen is not None and seen.total() >= BARREN_AFTER and not seen[Kind.CATEGORY] and not seen[Kind.PRODUCT]


def _key_of(link: Link) -> str:
    return link.url if link.why == Why.PLATFORM else fold_url(link.url)
