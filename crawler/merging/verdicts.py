"""Which pages of a site are categories, by what was read on them and by what other pages call them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field

from crawler.items import READ
from crawler.merging.aliases import Aliases
from crawler.merging.claim import PLATFORM, TRUST, Claim
from crawler.merging.hollows import find_hollow
from crawler.merging.templates import learn_template
from crawler.pages import Why
from crawler.planning.followups import listing_key
from crawler.planning.kept_answers import KeptAnswers
from crawler.sightings import Kind

CRUMBS = 2
"""Breadcrumbs of other pages that make a page a category, whatever it looks like. A menu's word counts as one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdicts:
    """What pages turned out to be, by key: `confirmed` were read as categories, `refused` as something else.

    A page that was refused may still stand as a heading above others where `refused` says True.
    """

    confirmed: frozenset[str] = frozenset()
    refused: Mapping[str, bool] = field(default_factory=dict)
    hollow: Set[str] = frozenset()
    """Those of the refused that list links only, which lead nowhere."""


def judge_pages(answers: KeptAnswers, claims: Sequence[Claim], aliases: Aliases, *, is_whole: bool = True) -> Verdicts:
    """Judge all pages that were read; `is_whole` says that none of those that were worth asking for is missing.

    An empty category shows nothing that tells it from any other page but its template; a category that presents one of
    its goods may look like a product, but breadcrumbs lead through it.
    """
    template = learn_template(*_split_skeletons(answers))
    refused: dict[str, bool] = {}
    confirmed = _count_crumbs(claims)
    claimed = {claim.key for claim in claims}
    for answer in answers.outlines():
        key = aliases.key_of(listing_key(answer))
        sighting = answer.sighting if answer.visit.outcome in READ else None
        if sighting is None:
            if answer.visit.outcome == "missing" and answer.link.why != Why.NEXT_PAGE:
                refused[key] = True
        elif sighting.kind == Kind.CATEGORY or (sighting.kind == Kind.OTHER and template.fits(sighting.skeleton)):
            confirmed.add(key)
        elif answer.link.why != Why.NEXT_PAGE and (sighting.kind != Kind.PRODUCT or key in claimed):
            refused[key] = sighting.kind == Kind.OTHER
    # what is a product's page after all, or was named by the shop and not looked at, makes the page above it none
    named = {claim.key for claim in claims if claim.trust in (PLATFORM, TRUST["menu"])}
    products = {key for key, may_stand in refused.items() if not may_stand}
    good = confirmed | products | (named - refused.keys())
    hollow = find_hollow(answers, aliases, good=good, is_whole=is_whole) - named
    confirmed -= hollow
    refused |= dict.fromkeys(hollow, True)
    refused = {key: may_stand for key, may_stand in refused.items() if key not in confirmed}
    return Verdicts(confirmed=frozenset(confirmed), refused=refused, hollow=hollow)


def _split_skeletons(answers: KeptAnswers) -> tuple[list[frozenset[str]], list[frozenset[str]]]:
    """Return the templates of category pages and those of all others, one a page."""
    read = [answer.sighting for answer in answers.structure() if answer.sighting and answer.visit.outcome in READ]
    categories = [sighting.skeleton for sighting in read if sighting.kind == Kind.CATEGORY]
    others = [sighting.skeleton for sighting in read if sighting.kind != Kind.CATEGORY]
    return categories, others + [frozenset()] * answers.count_product_pages()


def _count_crumbs(claims: Sequence[Claim]) -> set[str]:
    """Return the pages that the breadcrumbs of enough other pages of the catalogue lead through."""
    pages: dict[str, set[str]] = {}
    for claim in claims:
        if TRUST["json-ld"] <= claim.trust <= TRUST["html"] and claim.key.startswith("/"):
            pages.setdefault(claim.key, set()).update(claim.pages)
    named = {claim.key for claim in claims if claim.trust == TRUST["menu"]}
    return {key for key, found in pages.items() if found and len(found) + (key in named) >= CRUMBS}
