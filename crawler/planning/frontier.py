"""What to ask for next: structure first, then goods evenly over categories, and little of what proves barren."""

from __future__ import annotations

import heapq
from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import replace
from itertools import count
from sys import intern

from crawler.pages import Link, Why
from crawler.planning.chains import Chains
from crawler.planning.entries import Entries, make_entry
from crawler.planning.prospects import BARREN_AFTER, GOODS_BARREN_AFTER, Prospects, pattern_of
from crawler.planning.queues import Entry, Queues
from crawler.planning.ranks import RANK, STRUCTURE, comes_before, key_of
from crawler.planning.scope import Scope
from crawler.planning.spellings import Spellings
from crawler.sightings import Kind
from crawler.urls import clean_url, fold_url

WORTH_A_LOOK = 0.3
"""How likely a link of unknown worth must lead to a category to be asked for before goods."""


class Frontier:
    """Orders links within a budget of `max_pages` requests. Deterministic for one order of calls."""

    def __init__(self, *, max_pages: int, scope: Scope | None = None) -> None:
        self.max_pages = max_pages
        self.scope = scope or Scope()
        self.spellings = Spellings()
        self.asked = 0
        self.platform_only = False
        """While set, only a platform's endpoints are asked; the pages wait."""
        self.shelved: set[str] = set()
        """Folded URLs that passed for sub-categories, of pages whose like turned out to be products or nothing."""
        self.entries = Entries()
        self._structure: list[tuple[int, int, int, Entry]] = []
        self._goods: Queues[str | Entry] = Queues()
        self._unknown: Queues[Entry] = Queues()
        self._prospects = Prospects()
        self._chains = Chains()
        self._waiting: Counter[Why] = Counter()
        self._kept_back: deque[Entry] = deque()
        self._order = count()
        self._left: int | None = None

    def add(self, link: Link) -> bool:
        """Take a link in, once for all spellings of its URL; say whether it was new."""
        known = self.entries.find(link)
        if known and (known.asked or not comes_before(link, known.link)):
            return False
        url = clean_url(link.url)
        pattern = intern(pattern_of(link))
        entry = Entry(link=link if url == link.url else replace(link, url=url), pattern=pattern)
        if known and known.waits:
            self._waiting[known.link.why] -= 1
        self.entries.put(entry)
        self._queue(entry)
        return known is None

    def pop(self) -> Link | None:
        """Return the link to ask for now; None when nothing is left or the budget is spent."""
        if self.asked >= self.max_pages:
            return None
        entry = self._take_next()
        if entry is None:
            return None
        self._mark(entry)
        self.asked += 1
        return entry.link

    def settle(self, link: Link) -> None:
        """Note a link as asked for by an earlier run, as `pop` would have: it costs budget and is not asked again."""
        expected = self._take_next()
        self.add(link)
        entry = self.entries.take_whole(link)
        if expected and expected is not entry:
            self._kept_back.append(expected)
        if entry.waits:
            self._mark(entry)
        entry.asked = True
        self.asked += 1

    def ask_again(self, link: Link) -> None:
        """Let a link wait again that was asked for in vain; the budget pays for each time."""
        known = self.entries.find(link)
        if known is None or not known.waits:
            entry = make_entry(link, again=True)
            self.entries.put(entry)
            self._queue(entry, again=True)

    def refund(self) -> None:
        """Give back the budget of a link that was not asked for after all."""
        self.asked -= 1

    def mark_answered(self, url: str) -> None:
        """Note that a URL was answered as the end of a redirect, so that it is not asked for again."""
        self._waiting.subtract(self.entries.note_answer(url))

    def learn_product(self, url: str, canonical: str | None) -> None:
        """Note that a URL showed a product, and the folded URL that it declares to be the product's own.

        Where that is only another spelling, it is not asked for: it would show the product again.
        """
        if self.spellings.learn_product(fold_url(url), canonical) and canonical:
            self.mark_answered(canonical)

    def learn(self, link: Link, kind: Kind, *, is_bare: bool = False) -> None:
        """Note what a link led to, perhaps a category's page that lists links only: so are links like it ranked."""
        entry = self.entries.find(link)
        pattern = entry.pattern if entry and entry.pattern else pattern_of(link)
        kind = Kind.OTHER if is_bare and link.why not in (Why.HOME, Why.MENU) else kind
        self._prospects.learn(link, kind, pattern=pattern)
        for held in self._chains.learn(link, kind):
            if self.entries.find(held.link) is held and not held.asked:
                held.given_up = False
                self._queue(held)

    def drop_pages(self) -> None:
        """Forget every page that is not a platform's endpoint: the endpoints have told all."""
        self._waiting.subtract(self.entries.drop(set(Why) - {Why.PLATFORM}))

    def drop_endpoints(self) -> None:
        """Forget a platform's endpoints: they are not for us."""
        self._waiting.subtract(self.entries.drop({Why.PLATFORM}))

    def close(self) -> None:
        """Keep only how many links there were: nothing more will be asked."""
        self._left = len(self)
        held = (entry for entry in self._chains.list_held() if not entry.asked)
        self.shelved |= {key_of(entry.link) for entry in held if self.entries.find(entry.link) is entry}
        self.entries, self._goods, self._unknown = Entries(), Queues(), Queues()
        self._structure.clear()
        self._kept_back.clear()

    def __len__(self) -> int:
        """Count the links that would still be asked for, budget aside."""
        if self._left is not None:
            return self._left
        if self.platform_only:
            return self._waiting[Why.HOME] + self._waiting[Why.PLATFORM]
        barren = (entries for pattern, entries in self._unknown.groups.items() if self._is_barren(pattern))
        return self._waiting.total() - sum(entry.waits for entries in barren for entry in entries)

    def count_goods(self) -> int:
        """Count the product pages that wait, each of a product that a listing showed already."""
        return 0 if self.platform_only else self._waiting[Why.LISTED]

    def count_unseen(self) -> int:
        """Count the links that wait and may hold what was not seen yet."""
        return len(self) - self.count_goods()

    def has_next(self) -> bool:
        """Say whether `pop` would return a link."""
        return self.asked < self.max_pages and len(self) > 0

    def _queue(self, entry: Entry, *, again: bool = False) -> None:
        if self.scope.leaves_out(entry.link):
            entry.left_out = True
            if entry.link.why == Why.LISTED:
                self._prospects.learn_good(entry.link.url)
            return
        self._waiting[entry.link.why] += 1
        self._place(entry, again=again)

    def _place(self, entry: Entry, *, again: bool) -> None:
        rank = RANK[entry.link.why]
        if rank <= STRUCTURE:
            heapq.heappush(self._structure, (rank, entry.link.depth, next(self._order), entry))
        elif entry.link.why == Why.LISTED:
            # one that waited here before is kept whole, so that its old place is not taken for its new one
            self._goods.push(entry.link.group, entry if again else self.entries.shorten(entry))
        else:
            self._unknown.push(entry.pattern, entry)

    def _mark(self, entry: Entry) -> None:
        entry.asked = True
        self._waiting[entry.link.why] -= 1

    def _give_up(self, entry: Entry) -> bool:
        entry.given_up = True
        self._waiting[entry.link.why] -= 1
        return True

    def _take_next(self) -> Entry | None:
        while self._kept_back:
            entry = self._kept_back.popleft()
            if entry.waits:
                return entry
        return next(self._in_order(), None)

    def _in_order(self) -> Iterator[Entry]:
        """Take entries out in the order in which they are asked for, leaving out those that moved up or are settled."""
        while self._structure and not (self.platform_only and self._structure[0][0] > RANK[Why.PLATFORM]):
            entry = heapq.heappop(self._structure)[3]
            if entry.waits and not (self._is_good(entry) or self._is_held(entry)):
                yield entry
        while not self.platform_only and (loose := self._take_loose()):
            if loose.waits and not (self._is_barren_good(loose) or self._is_spelled_otherwise(loose)):
                yield loose

    def _is_good(self, entry: Entry) -> bool:
        """Take what passes for a sub-category for a product where its page's other links all led to products."""
        if entry.link.why != Why.SUBCATEGORY or not self._prospects.is_shelf(entry.pattern):
            return False
        self._give_up(entry)
        self.shelved.add(key_of(entry.link))
        good = Entry(link=replace(entry.link, why=Why.LISTED), pattern=entry.pattern)
        self.entries.put(good)
        self._queue(good, again=True)
        return True

    def _is_held(self, entry: Entry) -> bool:
        return self._chains.holds(entry) and self._give_up(entry)

    def _is_barren(self, pattern: str) -> bool:
        if not self.scope.structure_only:
            return self._prospects.is_barren(pattern)
        # one try tells whether what looks like the known products is that
        is_like_goods = self._prospects.is_like_goods(self._unknown.groups[pattern][0].link.url)
        return self._prospects.is_barren(pattern, after=1 if is_like_goods else BARREN_AFTER, counts_goods=False)

    def _is_barren_good(self, entry: Entry) -> bool:
        """Give a product's link up where no link like it ever showed a product."""
        is_good = entry.link.why == Why.LISTED
        is_barren = is_good and self._prospects.is_barren(entry.pattern, after=GOODS_BARREN_AFTER)
        return is_barren and self._give_up(entry)

    def _is_spelled_otherwise(self, entry: Entry) -> bool:
        """Give a product's link up where the product was asked for under another address."""
        is_known = self.spellings.is_known(fold_url(entry.link.url), is_product=entry.link.why == Why.LISTED)
        return is_known and not entry.again and self._give_up(entry)

    def _take_loose(self) -> Entry | None:
        pattern = self._most_promising()
        if pattern and (self._prospects.promise(pattern) >= WORTH_A_LOOK or not self._goods.groups):
            return self._unknown.pop(pattern)
        # the budget is spent evenly over categories, those that were found late included
        group = self._goods.find_least_served()
        return self.entries.restore(self._goods.pop(group), group) if group is not None else None

    def _most_promising(self) -> str | None:
        for pattern in [pattern for pattern in self._unknown.groups if self._is_barren(pattern)]:
            for entry in self._unknown.groups.pop(pattern):
                if entry.waits:
                    self._give_up(entry)
        return max(self._unknown.groups, key=self._prospects.promise, default=None)
