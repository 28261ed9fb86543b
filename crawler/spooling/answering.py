"""Replies made into answers: by reading their pages, or by what is remembered of them."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from crawler.fetching.conditions import Conditions
from crawler.fetching.retry_after import RETRY_STATUSES
from crawler.fetching.unpacking import Damaged, TooMuch
from crawler.items import Visit
from crawler.outcomes import describe_fault
from crawler.pages import Link, Page, Why
from crawler.planning.answers import Answer
from crawler.planning.survey import Survey
from crawler.reading.patience import OutOfPatience, wait_with
from crawler.recalling.first_pages import FIRST_PAGES, dump_page, load_page
from crawler.recalling.recollection import Recollection
from crawler.recalling.remembered import Remembered
from crawler.spooling import reading_time
from crawler.spooling.reading_time import ReadingTime
from crawler.spooling.visits import Reply, describe_failure, describe_reply, make_page

logger = logging.getLogger(__name__)


class Answering:
    """Reads for one survey. What a crawl before saw is in `recollection`, if there was one that may be relied on."""

    def __init__(self, survey: Survey, recollection: Recollection | None) -> None:
        self._survey = survey
        self._recollection = recollection
        self._first_pages = 0
        self._kept: Page | None = None
        """The page that was read last, where it is one of the first."""

    def recall(self, link: Link) -> Conditions | None:
        """Return on what condition a link is to be asked for: that it is no more what it was; None for a new one."""
        known = self._recollection.recall(link, self._survey.platform) if self._recollection else None
        if known is None:
            return None
        if self._recollection and self._has_to_come(known):
            self._recollection.forget(link)
            return None
        return Conditions(url=known.answer.final_url, headers=known.stamp.validators.headers, rules=known.stamp.rules)

    def may_rest(self, link: Link) -> bool:
        """Say whether a page that was just recalled can be taken as it was, without asking."""
        return self._recollection is not None and self._recollection.may_rest(link)

    def rest(self, link: Link) -> Answer:
        """Return a page that may rest as it was."""
        visit = describe_failure(link, outcome="failed", note="", site=self._survey.site.name, now=datetime.now(UTC))
        plain = Answer(link=link, visit=visit, final_url=link.url)
        known = self._recollection.known_of(link) if self._recollection else None
        try:
            return self._answer_again(link, known, visit, word=", says its sitemap; not asked for") if known else plain
        except Exception as error:
            return _tell_fault(plain, error)

    def read(self, link: Link, reply: Reply) -> Answer:
        """Read a reply; what cannot be read is told by the visit."""
        now = datetime.now(UTC)
        visit = describe_reply(link, reply, site=self._survey.site.name, now=now)
        may_come = reply.is_part or reply.status in RETRY_STATUSES
        plain = Answer(link=link, visit=visit, final_url=reply.url, may_come=may_come)
        known = self._recollection.confirm(link, reply, now=now) if self._recollection else None
        try:
            with wait_with(ReadingTime(reading_time.LONGEST)):
                return self._answer_again(link, known, visit) if known else self._read(plain, reply)
        except (TooMuch, Damaged, OutOfPatience) as error:
            outcome = "too large" if isinstance(error, TooMuch) else "failed"
            return replace(plain, visit=replace(visit, outcome=outcome, note=str(error)))
        except Exception as error:
            return _tell_fault(plain, error)

    def note(self, answer: Answer, reply: Reply | None) -> dict[str, Any]:
        """Return what a journal has to hold besides an answer that was just read."""
        kept, self._kept = self._kept, None
        noted = self._recollection.note(answer, reply, now=datetime.now(UTC)) if self._recollection else {}
        page = dump_page(kept) if kept else None
        return noted | {"came": page} if page else noted

    def take_up(self, answer: Answer, record: Mapping[str, Any]) -> Answer:
        """Return an answer of an earlier run, learnt from as it was then; the first pages are read again for it."""
        page = load_page(record["came"]) if "came" in record else None
        if page:
            again = self._learn_from(answer.link, page, answer.visit)
            answer = replace(answer, sighting=again.sighting) if answer.sighting else answer
            self._kept = None
        if self._recollection:
            self._recollection.note_again(answer, record)
        return answer

    def _has_to_come(self, known: Remembered) -> bool:
        """Say whether the reader has to learn from a page of which only the reading is known."""
        return bool(known.page is None and known.answer.sighting and self._first_pages < FIRST_PAGES)

    def _read(self, plain: Answer, reply: Reply) -> Answer:
        link, visit = plain.link, plain.visit
        is_endpoint = link.why == Why.PLATFORM  # what one says of not being there is its source's to read
        is_told_by_status = link.why == Why.SITEMAP or (visit.outcome == "missing" and not is_endpoint)
        if reply.status == 304 or (not reply.is_success and is_told_by_status):
            return plain
        page = make_page(link, reply)
        answer = replace(self._learn_from(link, page, visit), may_come=plain.may_come)
        return answer if reply.is_success or answer.finding or answer.visit.outcome == "blocked" else plain

    def _answer_again(self, link: Link, known: Remembered, visit: Visit, *, word: str = "") -> Answer:
        again = known.answer_again(link, visit, word=word)
        if known.page is None:
            return again
        answer = self._learn_from(link, known.page, visit)
        return replace(again, sighting=answer.sighting, platform=answer.platform)

    def _learn_from(self, link: Link, page: Page, visit: Visit) -> Answer:
        answer = self._survey.read_answer(link, page, visit)
        is_first = answer.sighting is not None and self._first_pages < FIRST_PAGES
        self._first_pages += is_first
        self._kept = page if is_first else None
        return answer


def _tell_fault(plain: Answer, error: Exception) -> Answer:
    logger.error("%s: %s could not be read", plain.visit.site, plain.link.url, exc_info=error)
    return replace(plain, visit=replace(plain.visit, outcome="failed", note=f"not read: {describe_fault(error)}"))
