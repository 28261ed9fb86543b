"""An earlier run of a crawl gone through again, question by question, to know what it would have asked next."""

from __future__ import annotations

from collections.abc import Sequence

from crawler.pages import Link
from crawler.planning.answers import Answer
from crawler.planning.survey import Survey


class Rerun:
    """Takes the answers of an earlier run in their order, with as many questions open `at_once` as it had.

    What is asked next follows from the answers that were there by then: asking and taking alternate as they did.
    `pending` are the questions that were open when the run ended, and have to be asked again.
    """

    def __init__(self, survey: Survey, *, at_once: int) -> None:
        self.pending: list[Link] = []
        self._survey = survey
        self._at_once = at_once
        self._ask(most=1)

    def take(self, answer: Answer, *, sitemaps: Sequence[str] = ()) -> None:
        """Take an answer; what was tried in vain then is not asked for again.

        An answer to another question than is open, as after other settings or a damaged journal, is taken all the same.
        """
        shells = self._survey.shells
        if answer.drawn and not shells.are_drawn:
            shells.draw(self._survey.frontier)
            self._ask(most=1)
        elif not self.pending and self._survey.losses.ask_again():
            self._ask(most=1 if shells.are_drawn else self._at_once)
        place = next((place for place, link in enumerate(self.pending) if link.url == answer.link.url), None)
        if place is None:
            self._survey.frontier.settle(answer.link)
        else:
            del self.pending[place]
        self._survey.take(answer, sitemaps=sitemaps)
        self._ask(most=1 if shells.are_drawn else self._at_once)

    def _ask(self, *, most: int) -> None:
        while len(self.pending) < most and (link := self._survey.next_link()):
            self.pending.append(link)
