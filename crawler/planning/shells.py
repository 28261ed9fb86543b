"""Pages that show nothing before their scripts run, and whether they are drawn in a browser."""

from __future__ import annotations

from dataclasses import replace

from crawler.pages import Link, Why
from crawler.planning.answers import Answer
from crawler.planning.coverage import is_hollow
from crawler.planning.frontier import Frontier
from crawler.planning.tally import Tally
from crawler.sites import Politeness

MOST_SHELLS = 5
"""Plain pages that may show nothing, where none shows anything of a catalogue, before no further one is asked for."""
NEVER_DRAWN = frozenset({Why.PLATFORM, Why.SITEMAP})
"""Why links are asked for that lead to data, not to pages."""


class Shells:
    """Remembers the links that led to an empty page.

    `are_drawn` says that a browser draws the site's pages: from the start, or since `draw` was called.
    """

    def __init__(self, politeness: Politeness, tally: Tally) -> None:
        self.are_drawn = politeness.browser == "always"
        self._politeness = politeness
        self._tally = tally
        self._links: list[Link] = []
        self._hollow: list[Link] = []
        """Where a script may list what is missing; the home page first."""

    def note(self, answer: Answer) -> Answer:
        """Take notice of an answer, and return it marked with whether pages are drawn by now."""
        if answer.drawn != self.are_drawn:
            answer = replace(answer, drawn=self.are_drawn)
        if answer.visit.outcome == "empty shell" and not answer.drawn:
            self._links.append(answer.link)
        elif not answer.drawn and (answer.link.why == Why.HOME or is_hollow(answer)):
            self._hollow.append(answer.link)
        return answer

    @property
    def most_pages(self) -> int:
        """The budget of a crawl that draws from the start, or else of one that does not draw yet."""
        most, drawn = self._politeness.max_pages, self._politeness.browser_pages
        return min(most, drawn) if self.are_drawn else most

    @property
    def are_all(self) -> bool:
        """Whether plain pages showed nothing but shells so often that the next ones will hardly show more."""
        found = self._tally.categories or self._tally.products
        return not self.are_drawn and not found and len(self._links) >= MOST_SHELLS

    @property
    def may_be_drawn(self) -> bool:
        """Whether a browser may take over."""
        return self._politeness.browser == "auto" and not self.are_drawn

    def draw(self, frontier: Frontier) -> None:
        """Begin anew with the pages that showed nothing: a browser draws them, and what follows, within its budget."""
        self.are_drawn = True
        for link in self._hollow + self._links:
            frontier.ask_again(link)
        frontier.max_pages = min(frontier.max_pages, frontier.asked + self._politeness.browser_pages)

    def draws(self, link: Link) -> bool:
        """Say whether the page of a link is to be drawn."""
        return self.are_drawn and self._politeness.browser != "never" and link.why not in NEVER_DRAWN
