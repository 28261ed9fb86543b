"""One site's crawl between the engine that fetches and the survey that decides: reads answers, remembers them, ends."""

from __future__ import annotations

import logging
from dataclasses import asdict, replace
from datetime import UTC, datetime
from typing import Any

from pydantic import ValidationError

from crawler.browsing.installation import find_lack
from crawler.errors import SpoolUnwritable
from crawler.fetching.conditions import Conditions
from crawler.fetching.fetch_errors import FetchFailed
from crawler.fetching.ledger import Ledger
from crawler.outcomes import Progress, SiteOutcome, SiteProgress, describe_fault
from crawler.pages import Link
from crawler.planning.answers import Answer, dump_answer, load_answer
from crawler.planning.coverage import Coverage
from crawler.planning.rerun import Rerun
from crawler.planning.survey import Survey
from crawler.recalling.memories import Memories
from crawler.sites import Site
from crawler.spooling.answering import Answering
from crawler.spooling.journal import Journal, read_journal
from crawler.spooling.spool import Spool
from crawler.spooling.visits import Reply, count_failures, describe_failure

logger = logging.getLogger(__name__)

UNREADABLE = (ValidationError, TypeError, ValueError, KeyError, AttributeError)
"""What a line of a journal can lead to that another version wrote, or something damaged."""
FAILURES_IN_A_ROW = 15
"""Requests one after another that come to nothing and end a crawl: the site is down."""


class SiteCrawl:
    """Gives out links and takes what came of them. Without a spool it remembers nothing beyond its own life.

    `broken` says in one line why the crawl cannot go on: a fault of ours, or a disk that is full; in the latter case
    the spool stays open (`is_open`), to go on another time. With `memories` it asks only for what can have changed
    since the crawl before.
    """

    def __init__(
        self,
        site: Site,
        *,
        spool: Spool | None = None,
        progress: Progress | None = None,
        memories: Memories | None = None,
    ) -> None:
        self.site = site
        self.spool = spool
        self.survey = Survey(site, scratch=spool.folder if spool else None)
        self.memories = memories
        self.recollection = memories.recollect(site) if memories else None
        self._answering = Answering(self.survey, self.recollection)
        self.ledger = Ledger()
        self.broken = ""
        self.is_open = False
        self.is_stopped = False
        self._progress = progress
        self._sitemaps: tuple[str, ...] = ()
        self._failures = 0
        self._journal: Journal | None = None
        self._pending: list[Link] = []
        """What an earlier run asked for and did not get."""

    def begin(self) -> None:
        """Take up what an earlier run remembered, and remember from now on. Raises SpoolUnwritable."""
        if self.spool is None:
            return
        rerun = Rerun(self.survey, at_once=self.site.politeness.concurrency)
        passed_over = [
            fault for record in read_journal(self.spool.journal) if (fault := self._take_again(record, rerun))
        ]
        if passed_over:
            told = (self.spool.journal, len(passed_over), passed_over[0])
            logger.warning("%s: %d lines cannot be read, and their pages are asked for again: %s", *told)
        self._pending = rerun.pending
        self._journal = Journal(self.spool.journal)

    @property
    def is_down(self) -> bool:
        """Whether so many requests in a row came to nothing that the site is given up."""
        return self._failures >= FAILURES_IN_A_ROW

    def next_link(self) -> Link | None:
        """Return what to ask for now; None when nothing is left for the moment, or the crawl has to end."""
        if self.broken or self.is_stopped or self.is_down:
            return None
        try:
            return self._pending.pop(0) if self._pending else self.survey.next_link()
        except Exception as error:
            self.break_off(error)
            return None

    def turn_to_browser(self) -> bool:
        """Have pages drawn from now on where plain ones hold no catalogue; say whether that changed something."""
        if self.broken or self.is_stopped or self.is_down or not self.survey.needs_browser or find_lack():
            return False
        self.survey.shells.draw(self.survey.frontier)
        logger.info("%s: its pages hold nothing without scripts and are drawn from now on", self.site.name)
        return True

    def turn_back(self) -> bool:
        """Let pages wait once more that were lost on the way, now that nothing else waits; say whether any do."""
        return not (self.broken or self.is_stopped or self.is_down) and self.survey.losses.ask_again()

    def learn_sitemaps(self, urls: tuple[str, ...]) -> None:
        """Note the sitemaps that robots.txt names, before the home page's answer is taken."""
        if urls and not self._sitemaps:
            self._sitemaps = urls
            self._remember({"sitemaps": urls})

    def recall(self, link: Link) -> Conditions | None:
        """Return on what condition a link is to be asked for: that it is no more what it was; None for a new one."""
        return self._answering.recall(link)

    def may_rest(self, link: Link) -> bool:
        """Say whether a page that was just recalled can be taken as it was, without asking."""
        return self._answering.may_rest(link)

    def take_unasked(self, link: Link, ledger: Ledger) -> None:
        """Take a page that may rest as it was."""
        self._take(self._answering.rest(link), ledger)

    def take_reply(self, link: Link, reply: Reply, ledger: Ledger) -> None:
        """Read an answer and learn from it."""
        self._take(self._answering.read(link, reply), ledger, reply)

    def take_failure(self, link: Link, failure: FetchFailed, ledger: Ledger) -> None:
        """Note a request that came to nothing."""
        visit = describe_failure(
            link, outcome=failure.outcome, note=failure.note, site=self.site.name, now=datetime.now(UTC)
        )
        answer = Answer(link=link, visit=visit, final_url=link.url, may_come=failure.retries > 0)
        self._take(answer, ledger)

    def coverage(self) -> Coverage:
        """Judge how much of the catalogue was seen."""
        if self.broken:
            return Coverage(verdict="failed", reason=self.broken)
        coverage = self.survey.coverage()
        if self.survey.needs_browser and (lack := find_lack()):
            return replace(coverage, reason=f"{coverage.reason}; {lack}")
        if (self.survey.is_over and not self._pending) or coverage.verdict != "complete":
            return coverage
        pages = f"{answers} pages" if (answers := len(self.survey.answers)) != 1 else "1 page"
        reason = f"the site stopped answering after {pages}" if self.is_down else f"ended early, after {pages}"
        return Coverage(verdict="capped", reason=reason)

    def tell_progress(self, outcome: SiteOutcome | None = None) -> None:
        """Tell whoever watches where the crawl stands, or how it ended."""
        if self._progress:
            survey = self.survey
            self._progress(
                SiteProgress(
                    site=self.site.name,
                    pages=len(survey.answers),
                    queued=len(survey.frontier),
                    categories=outcome.categories if outcome else survey.tally.categories,
                    products=outcome.products if outcome else survey.tally.products,
                    coverage=outcome.coverage if outcome else "",
                )
            )

    def end(self) -> None:
        """Flush what is remembered; a disk that refuses is noted, not raised."""
        try:
            if self._journal:
                self._journal.close()
        except SpoolUnwritable as error:
            self.break_off(error)

    def break_off(self, error: Exception) -> None:
        """End the crawl for an error of ours; one is enough to tell."""
        if self.broken:
            return
        if isinstance(error, SpoolUnwritable):
            self.broken, self.is_open = f"{error}; the next crawl goes on from here", True
        else:
            self.broken = describe_fault(error)
        trace = None if self.is_open else error  # what the disk refuses is told in a line
        logger.error("%s: the crawl breaks off: %s", self.site.name, self.broken, exc_info=trace)

    def _take_again(self, record: dict[str, Any], rerun: Rerun) -> str:
        """Learn from a journal's record what it taught when it was written; say why where it cannot be read."""
        try:
            sitemaps = tuple(record.get("sitemaps", self._sitemaps))
            ledger = Ledger(**record.get("ledger", asdict(self.ledger)))
            answer = load_answer(record["answer"]) if "answer" in record else None
            taken = self._answering.take_up(answer, record) if answer else None
        except UNREADABLE as error:
            return describe_fault(error)
        self._sitemaps, self.ledger = sitemaps, ledger
        if taken:
            rerun.take(taken, sitemaps=self._sitemaps)
            self._count_failures(taken)
        return ""

    def _take(self, answer: Answer, ledger: Ledger, reply: Reply | None = None) -> None:
        self.ledger = ledger
        self._count_failures(answer)
        try:
            kept = self.survey.take(answer, sitemaps=self._sitemaps)
            noted = self._answering.note(answer, reply)
            self._remember({"answer": dump_answer(kept), "ledger": ledger} | noted)
        except Exception as error:
            self.break_off(error)
        self.tell_progress()

    def _count_failures(self, answer: Answer) -> None:
        """Note whether a page came; that one is lost again that was lost before says nothing of the site."""
        if not self.survey.losses.is_last_try(answer.link):
            self._failures = count_failures(answer.visit, self._failures)

    def _remember(self, record: dict[str, Any]) -> None:
        if self._journal:
            self._journal.append(record)
