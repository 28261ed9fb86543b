"""Pages that were lost on the way: each is asked for once more, when all else was asked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from crawler.pages import Link, Why
from crawler.planning.answers import Answer
from crawler.planning.coverage import LOST
from crawler.planning.endpoints import Endpoints
from crawler.planning.frontier import Frontier
from crawler.planning.ranks import key_of
from crawler.sightings import Kind

MOST = 100
"""Pages that are asked for once more; where more are lost, it is the site that does not answer."""
AT_ONCE = 10
"""So many of them are tried before the others: where the server answers none of them, it is left in peace."""


class Losses:
    """Remembers pages that may come another time: a server's faults, connections that broke.

    What was refused for good or is too large stays lost, and so does a home page, without which there is no crawl.
    """

    def __init__(self, frontier: Frontier, endpoints: Endpoints) -> None:
        self._frontier = frontier
        self._endpoints = endpoints
        self._waiting: dict[str, Link] = {}
        self._asked: set[str] = set()
        self._is_there = True
        """Whether the server answered any of those that were asked for again lately."""
        self._again: Counter[str] = Counter()
        """How often a lost page was answered again."""

    def note(self, answer: Answer) -> None:
        """Take notice of an answer."""
        page, is_sound = page_of(answer.link), answer.visit.outcome not in LOST
        if page in self._asked or page in self._waiting:
            self._again[page] += 1
            self._is_there |= is_sound or answer.is_torn
            if is_sound:
                self._waiting.pop(page, None)
        elif not is_sound and _may_show_more(answer) and len(self._waiting) < MOST:
            self._waiting[page] = answer.link

    def ask_again(self) -> bool:
        """Let some lost pages wait again, a platform's endpoints only where they are asked still; say if any do."""
        if self._frontier.asked >= self._frontier.max_pages or not self._is_there:
            return False
        lost = [link for link in self._waiting.values() if link.why != Why.PLATFORM or self._endpoints.are_asked]
        links = lost[:AT_ONCE]
        self._waiting = {page_of(link): link for link in lost[AT_ONCE:]}
        self._asked.update(map(page_of, links))
        self._is_there = not links
        for link in links:
            self._frontier.ask_again(link)
        return bool(links)

    def is_last_try(self, link: Link) -> bool:
        """Say whether a link was asked for in vain before."""
        return page_of(link) in self._asked

    def list_last(self, answers: Iterable[Answer], *, drawn: bool) -> list[Answer]:
        """Return the answers without those that others came in place of.

        Once pages are `drawn`, what they were before says nothing.
        """
        return list(self._leave_out(answer for answer in answers if answer.drawn == drawn))

    def _leave_out(self, answers: Iterable[Answer]) -> Iterator[Answer]:
        rest = self._again.copy()
        for answer in answers:
            page = page_of(answer.link) if answer.visit.outcome in LOST else ""
            if rest[page] > 0:
                rest[page] -= 1
            else:
                yield answer


def page_of(link: Link) -> str:
    """Return what links to one page share, also where a pager names a listing's first page by an address of its own.

    >>> page_of(Link(url="http://s.example/men?p=1", why=Why.NEXT_PAGE, group="/men", name="1"))
    '/men'
    """
    return link.group if link.why == Why.NEXT_PAGE and link.name == "1" else key_of(link)


def _may_show_more(answer: Answer) -> bool:
    is_told = answer.visit.outcome == "read in part" and answer.visit.kind == Kind.PRODUCT.value
    return answer.may_come and not is_told and answer.link.why != Why.HOME
