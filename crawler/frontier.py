"""What to ask for next: structure first, then goods evenly over categories, and little of what proves barren."""

from __future__ import annotations

import heapq
from collections import Counter, defaultdict, deque
from itertools import count

from crawler.pages import Link, Why
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
}
"""Lower is asked first. What is not here waits its turn as goods or as a link of unknown worth."""

BARREN_AFTER = 6
"""Links of one shape that are tried before the rest is given up, when none led to a category or product."""


class Frontier:
    """Orders links within a budget of `max_pages` requests. Not thread-safe; deterministic for one order of calls."""

    def __init__(self, *, max_pages: int) -> None:
        self.max_pages = max_pages
        self.asked = 0
        self.barren = 0
        """Links given up because their like led nowhere."""
        self.platform_only = False
        """While set, only a platform's endpoints are asked; the pages wait."""
        self._known: dict[str, str] = {}
        self._structure: list[tuple[int, int, int, Link]] = []
        self._goods: dict[str, deque[Link]] = {}
        self._unknown: dict[str, deque[Link]] = defaultdict(deque)
        self._outcomes: dict[str, Counter[Kind]] = defaultdict(Counter)
        self._order = count()

    def add(self, link: Link) -> bool:
        """Take a link in, once for all spellings of its URL; say whether it was new."""
        key = fold_url(link.url) if link.why != Why.PLATFORM else link.url
        pattern = f"{link.group} {shape_of(link.url)}" if link.why == Why.LINK else shape_of(link.url)
        if key in self._known:
            return False
        self._known[key] = pattern
        link = Link(url=clean_url(link.url), why=link.why, depth=link.depth, group=link.group, name=link.name)
        if link.why in RANK:
            heapq.heappush(self._structure, (RANK[link.why], link.depth, next(self._order), link))
        elif link.why == Why.LISTED:
            self._goods.setdefault(link.group, deque()).append(link)
        else:
            self._unknown[pattern].append(link)
        return True

    def knows(self, url: str) -> bool:
        """Say whether a URL was ever taken in."""
        return fold_url(url) in self._known

    def pop(self) -> Link | None:
        """Return the link to ask for now; None when nothing is left or the budget is spent."""
        if self.asked >= self.max_pages:
            return None
        link = self._next()
        self.asked += link is not None
        return link

    def mark_asked(self, url: str) -> None:
        """Note that a URL was answered without being popped here: by an earlier run, or as the end of a redirect."""
        self._known.setdefault(fold_url(url), shape_of(url))

    def learn(self, link: Link, kind: Kind) -> None:
        """Note what a link led to, so that links like it are ranked or given up."""
        self._outcomes[self._known.get(fold_url(link.url), shape_of(link.url))][kind] += 1

    def drop_pages(self) -> None:
        """Forget every page that is not a platform's endpoint: the endpoints have told all."""
        self._structure = [entry for entry in self._structure if entry[3].why == Why.PLATFORM]
        heapq.heapify(self._structure)
        self._goods.clear()
        self._unknown.clear()

    def __len__(self) -> int:
        """Count the links that would still be asked for, budget aside."""
        if self.platform_only:
            return sum(entry[3].why == Why.PLATFORM for entry in self._structure)
        unknown = sum(len(links) for pattern, links in self._unknown.items() if not self._is_barren(pattern))
        return len(self._structure) + sum(map(len, self._goods.values())) + unknown

    def has_next(self) -> bool:
        """Say whether `pop` would return a link."""
        return self.asked < self.max_pages and len(self) > 0

    def _next(self) -> Link | None:
        if self._structure and (not self.platform_only or self._structure[0][3].why in (Why.HOME, Why.PLATFORM)):
            return heapq.heappop(self._structure)[3]
        if self.platform_only:
            return None
        pattern = self._most_promising()
        if pattern and (self._promise(pattern) >= 0.3 or not self._goods):
            return self._take_unknown(pattern)
        if self._goods:
            return self._take_goods()
        return None

    def _take_goods(self) -> Link:
        # the group goes to the end of the dict: the budget is spent evenly over categories
        group = next(iter(self._goods))
        links = self._goods.pop(group)
        link = links.popleft()
        if links:
            self._goods[group] = links
        return link

    def _take_unknown(self, pattern: str) -> Link:
        links = self._unknown[pattern]
        link = links.popleft()
        if not links:
            del self._unknown[pattern]
        return link

    def _most_promising(self) -> str | None:
        for pattern in [pattern for pattern in self._unknown if self._is_barren(pattern)]:
            self.barren += len(self._unknown.pop(pattern))
        return max(self._unknown, key=self._promise, default=None)

    def _promise(self, pattern: str) -> float:
        """Estimate how likely links of a pattern lead to a category (Laplace's rule of succession)."""
        seen = self._outcomes[pattern]
        return (seen[Kind.CATEGORY] + 1) / (seen.total() + 2)

    def _is_barren(self, pattern: str) -> bool:
        seen = self._outcomes[pattern]
        return seen.total() >= BARREN_AFTER and not seen[Kind.CATEGORY] and not seen[Kind.PRODUCT]
