"""How much of a catalogue a crawl saw, and why not all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from crawler.answers import Answer
from crawler.pages import Why
from crawler.sightings import Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """`verdict` is one of complete, capped, blocked, disallowed, needs browser, unreachable, failed."""

    verdict: str
    reason: str = ""


VERDICT_OF_HOME = {
    "blocked": "blocked",
    "refused": "blocked",
    "disallowed": "disallowed",
    "empty shell": "needs browser",
    "missing": "failed",
    "too large": "failed",
    "redirected": "failed",
}
"""What the home page's outcome says of a crawl that saw nothing else. Any other failure means unreachable."""


def judge_coverage(answers: Sequence[Answer], *, left: int, refusing: bool) -> Coverage:
    """Judge a crawl by its answers. `left` counts links that the budget left out; `refusing` ended it early."""
    home = next((answer for answer in answers if answer.link.why == Why.HOME), None)
    if home is None:
        return Coverage(verdict="unreachable", reason="the home page was never answered")
    catalogue = [answer for answer in answers if _shows_catalogue(answer)]
    if not catalogue:
        return _judge_nothing(home, answers)
    outcomes = Counter(answer.visit.outcome for answer in answers)
    if refusing:
        return Coverage(verdict="blocked", reason=f"the site refused from its {len(answers)}th answer on")
    if left:
        return Coverage(verdict="capped", reason=f"the budget of {len(answers)} pages left out {left} known links")
    lost = outcomes["failed"] + outcomes["refused"] + outcomes["blocked"]
    if lost * 4 > len(answers):
        return Coverage(verdict="failed", reason=f"{lost} of {len(answers)} pages could not be read")
    return Coverage(verdict="complete", reason=f"{lost} of {len(answers)} pages could not be read" if lost else "")


def _shows_catalogue(answer: Answer) -> bool:
    if answer.finding:
        return bool(answer.finding.categories or answer.finding.products)
    sighting = answer.sighting
    if answer.visit.outcome != "read" or not sighting:
        return False
    return sighting.kind in (Kind.CATEGORY, Kind.PRODUCT) or bool(sighting.listing and sighting.listing.products)


def _judge_nothing(home: Answer, answers: Sequence[Answer]) -> Coverage:
    outcome, note = home.visit.outcome, home.visit.note or ""
    if outcome == "read":
        shells = sum(answer.visit.outcome == "empty shell" for answer in answers)
        if shells:
            return Coverage(
                verdict="needs browser", reason=f"{shells} of {len(answers)} pages hold nothing without scripts"
            )
        return Coverage(verdict="failed", reason=f"no catalogue was found on {len(answers)} pages")
    return Coverage(verdict=VERDICT_OF_HOME.get(outcome, "unreachable"), reason=f"home page: {note or outcome}")
