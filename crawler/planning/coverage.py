"""How much of a catalogue a crawl saw, and why not all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from crawler.items import FORBIDDEN, READ
from crawler.pages import Why
from crawler.planning.answers import Answer
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Rest:
    """What a crawl left out when it ended: `links` that may hold anything, `product_pages` of products that a listing
    showed, `later_pages` of listings of which only the first was to be read, `listings` that were longer than is
    followed. `is_refused` says that the site ended it, `asks_endpoints` that a platform's endpoints were asked instead
    of its pages, `choice` what was not to be asked for."""

    links: int = 0
    product_pages: int = 0
    later_pages: int = 0
    listings: int = 0
    is_refused: bool = False
    asks_endpoints: bool = False
    choice: str = ""


STRUCTURE = frozenset({Why.PLATFORM, Why.MENU, Why.BREADCRUMB, Why.SUBCATEGORY, Why.NEXT_PAGE})
"""Pages that show which categories and products there are; the loss of one may hide some."""
PAGES = STRUCTURE - {Why.PLATFORM}
SHELVES = frozenset({Why.MENU, Why.BREADCRUMB, Why.SUBCATEGORY})
"""Why pages are asked for that are to list goods or categories."""
FEWEST_HOLLOW = 5
LOST = frozenset({"failed", "refused", "blocked", "too large", "empty shell", "read in part"})
TOLERATED = 0.02
"""Share of the structure's pages that may be lost before the catalogue no longer counts as read to its end."""


def judge_coverage(answers: Sequence[Answer], rest: Rest) -> Coverage:
    """Judge a crawl by its answers and by what it left out.

    A catalogue is complete when every listing was read to its end; the pages of products that the listings showed may
    be left out, which the reason tells.
    """
    home = next((answer for answer in answers if answer.link.why == Why.HOME), None)
    if home is None:
        return Coverage(verdict="unreachable", reason="the home page was never answered")
    if rest.is_refused:
        return Coverage(verdict="blocked", reason=_tell_refusal(answers))
    if hollow := _judge_hollow(answers, rest):
        return hollow
    if not any(_shows_catalogue(answer) for answer in answers):
        return _judge_nothing(home, answers)
    if rest.links:
        asked = sum(answer.visit.note != FORBIDDEN for answer in answers)
        reason = f"the budget of {_count(asked, 'page')} left out {_count(rest.links, 'known link')}"
        return Coverage(verdict="capped", reason=reason)
    if rest.listings:
        listings = "1 listing is" if rest.listings == 1 else f"{rest.listings} listings are"
        return Coverage(verdict="capped", reason=f"{listings} longer than is followed")
    return _judge_losses(answers, rest)


def is_hollow(answer: Answer) -> bool:
    """Tell a page that was to list something and shows neither goods nor categories: a script may list them."""
    sighting = answer.sighting
    if answer.link.why not in SHELVES or answer.visit.outcome != "read" or sighting is None:
        return False
    listing = sighting.listing
    return sighting.kind in (Kind.CATEGORY, Kind.OTHER) and not (
        listing and (listing.products or listing.subcategories)
    )


def _judge_hollow(answers: Sequence[Answer], rest: Rest) -> Coverage | None:
    """Judge a site on which no page lists goods, although its menu leads to many, and pages of products are fewer.

    Menus and a few products are often written into pages whose listings are left to scripts.
    """
    shelves = [answer for answer in answers if answer.link.why in SHELVES and answer.visit.outcome == "read"]
    hollow = sum(map(is_hollow, shelves))
    if rest.asks_endpoints or hollow < FEWEST_HOLLOW or 2 * hollow < len(shelves) or any(map(_lists_goods, answers)):
        return None
    products = sum(answer.sighting is not None and answer.sighting.kind == Kind.PRODUCT for answer in answers)
    if products >= hollow:
        return None
    where = ", in a browser too" if any(answer.drawn for answer in shelves) else " without scripts"
    return Coverage(verdict="needs browser", reason=f"none of {len(shelves)} category pages lists goods{where}")


def _lists_goods(answer: Answer) -> bool:
    sighting = answer.sighting
    return answer.link.why != Why.HOME and sighting is not None and bool(sighting.listing and sighting.listing.products)


def _judge_losses(answers: Sequence[Answer], rest: Rest) -> Coverage:
    answers = [answer for answer in answers if (answer.link.why == Why.PLATFORM) == rest.asks_endpoints]
    structure = [answer for answer in answers if answer.link.why in STRUCTURE or _is_torn_home(answer)]
    lost = sum(answer.visit.outcome in LOST for answer in structure)
    forbidden = sum(answer.visit.outcome == "disallowed" for answer in structure)
    if forbidden:
        return Coverage(verdict="capped", reason=f"robots.txt forbids {forbidden} of {len(structure)} category pages")
    if lost * 4 > len(structure) > 0:
        return Coverage(verdict="failed", reason=f"{lost} of {len(structure)} category pages could not be read")
    if lost > TOLERATED * len(structure):
        return Coverage(verdict="capped", reason=f"{lost} of {len(structure)} category pages could not be read")
    missed = sum(answer.visit.outcome in LOST for answer in answers) - lost
    their = "its" if rest.later_pages == 1 else "their"
    counts = {
        f"{_count(lost + missed, 'page')} could not be read": lost + missed,
        f"{_count(rest.later_pages, 'listing')} not read past {their} first page": rest.later_pages,
        f"{_count(rest.product_pages, 'product page')} not asked for": rest.product_pages,
    }
    told = ", ".join(text for text, count in counts.items() if count)
    return Coverage(verdict="complete", reason=": ".join(filter(None, (rest.choice, told))))


def _is_torn_home(answer: Answer) -> bool:
    """Tell a home page that was lost or read in part: what its menu shows besides may be what is missing."""
    return answer.link.why == Why.HOME and answer.visit.outcome in LOST


def _tell_refusal(answers: Sequence[Answer]) -> str:
    last = answers[-1].visit
    told = last.note or (f"status {last.status}" if last.status else last.outcome)
    return f"the site refused at last, after {len(answers)} {'answer' if len(answers) == 1 else 'answers'}: {told}"


def _shows_catalogue(answer: Answer) -> bool:
    if answer.finding:
        return bool(answer.finding.categories or answer.finding.products)
    sighting = answer.sighting
    if answer.visit.outcome not in READ or not sighting:
        return False
    return sighting.kind in (Kind.CATEGORY, Kind.PRODUCT) or bool(sighting.listing and sighting.listing.products)


def _judge_nothing(home: Answer, answers: Sequence[Answer]) -> Coverage:
    outcome, note = home.visit.outcome, home.visit.note or ""
    if outcome in READ:
        shells = sum(answer.visit.outcome == "empty shell" for answer in answers)
        if shells:
            return Coverage(
                verdict="needs browser", reason=f"{shells} of {len(answers)} pages hold nothing without scripts"
            )
        forbidden = sum(answer.visit.outcome == "disallowed" for answer in answers if answer.link.why in PAGES)
        if forbidden:
            return Coverage(
                verdict="disallowed", reason=f"robots.txt forbids {_count(forbidden, 'page')} that the menu shows"
            )
        return Coverage(verdict="failed", reason=f"no catalogue was found on {_count(len(answers), 'page')}")
    return Coverage(verdict=VERDICT_OF_HOME.get(outcome, "unreachable"), reason=f"home page: {note or outcome}")


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
