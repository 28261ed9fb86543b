"""When a site refuses so much that it is left alone."""

from __future__ import annotations

from crawler.planning.answers import Answer

IN_A_ROW = 5
"""Refused answers one after another that end a crawl: the site does not want to be asked."""
REFUSED = frozenset({"refused", "blocked"})


class Refusals:
    """Counts refusals in a row. What is known without asking counts for nothing: a site that refuses all that is asked
    between such pages refuses."""

    def __init__(self) -> None:
        self._in_a_row = 0

    @property
    def are_enough(self) -> bool:
        """Whether the site is to be left alone."""
        return self._in_a_row >= IN_A_ROW

    def note(self, answer: Answer) -> None:
        """Take in how a request ended; what robots.txt forbids was no request."""
        if answer.visit.outcome != "disallowed" and not answer.visit.is_unasked:
            self._in_a_row = self._in_a_row + 1 if answer.visit.outcome in REFUSED else 0
