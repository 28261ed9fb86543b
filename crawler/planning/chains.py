"""Chains of pages that only list links to further such pages: help topics, calendars, the links at a page's foot.

A category lists what is below it until goods are to be seen. What looks like sub-categories is followed step by step:
where links like it have led to nothing but more links, the rest waits until something below those shows goods.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import chain

from crawler.pages import Link, Why
from crawler.planning.prospects import BARREN_AFTER
from crawler.planning.queues import Entry
from crawler.sightings import Kind
from crawler.urls import fold_url, shape_of

LONGEST_CHAIN = 6
"""Pages without goods that are followed one after another; trees of categories are no deeper."""


class Chains:
    """Learns from which steps goods were reached.

    A step is how far down a chain a link stands, the page that the chain began at, and the link's shape.
    """

    def __init__(self) -> None:
        self._bare: Counter[str] = Counter()
        self._fruitful: set[str] = set()
        self._held: defaultdict[str, list[Entry]] = defaultdict(list)

    def holds(self, entry: Entry) -> bool:
        """Say whether a link is to wait; it is kept until `learn` gives it back."""
        if not entry.link.chain:
            return False
        step = _step_of(entry.link)
        may_go = step in self._fruitful or self._bare[step] < BARREN_AFTER
        if may_go and len(entry.link.chain) <= LONGEST_CHAIN:
            return False
        self._held[step].append(entry)
        return True

    def learn(self, link: Link, kind: Kind) -> Iterator[Entry]:
        """Note what a link led to, a page that lists links only being an OTHER, and give back what waited for it."""
        if kind in (Kind.CATEGORY, Kind.PRODUCT):
            for step in (*link.chain[1:], _step_of(link)):
                self._fruitful.add(step)
                yield from self._held.pop(step, ())
        elif link.chain and kind == Kind.OTHER and link.why != Why.NEXT_PAGE:
            self._bare[_step_of(link)] += 1

    def list_held(self) -> Iterator[Entry]:
        """Yield what waits still."""
        return chain.from_iterable(self._held.values())


def go_on(link: Link) -> tuple[str, ...]:
    """Return the chain of what is listed on a link's page, where no goods are: where it began, and its steps.

    >>> go_on(Link(url="http://s.example/tools", why=Why.MENU))
    ('/tools',)
    >>> go_on(Link(url="http://s.example/tools/saws", why=Why.SUBCATEGORY, chain=("/tools",)))
    ('/tools', '1 /tools /tools/+1')
    """
    if link.chain:
        return (*link.chain, _step_of(link))
    return (link.group if link.why == Why.NEXT_PAGE else fold_url(link.url),)


def _step_of(link: Link) -> str:
    return f"{len(link.chain)} {link.chain[0] if link.chain else ''} {shape_of(link.url)}"
