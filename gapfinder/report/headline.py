"""The headline: the best finding in one sentence that claims no more than was seen, or why there is none."""

from __future__ import annotations

from gapfinder.counting import count
from gapfinder.findings import Findings, Gap
from gapfinder.printable import make_printable
from gapfinder.report.claims import name_prospect, tell_claim
from gapfinder.report.words import join_words, tell_sites

MOST_CHARACTERS = 80
"""Of a finding's name in a headline."""


def tell_headline(findings: Findings) -> str:
    """Return one sentence: the best white space with what it rests on and what was not observed, or why there is none.

    Plain text; names of sites in it are as printable as those of the findings, and no more escaped.
    """
    spaces = findings.of_kind("white space")
    sentence = _tell_best(findings, spaces[0]) if spaces else _tell_none(findings)
    unseen = findings.not_observed
    if unseen and len(unseen) < len(findings.sites):
        sentence += f"; not observed: {tell_sites(unseen)}"
    return sentence + "."


def _tell_best(findings: Findings, gap: Gap) -> str:
    sentence = f"{_shorten(make_printable(gap.label))}: {tell_claim(findings, gap)}"
    return f"{sentence} (low confidence: few sites say so)" if gap.confidence == "low" else sentence


def _shorten(label: str) -> str:
    """Return a label that is cut, if it has to be, behind one of its names, or else behind a word.

    >>> _shorten("Workshops and digital content for all beginners, such as Cookery Classes, Puppy Training Classes")
    'Workshops and digital content for all beginners, such as Cookery Classes…'
    """
    if len(label) <= MOST_CHARACTERS:
        return label
    shown = label[:MOST_CHARACTERS]
    cuts = (shown.rpartition(sign)[0] for sign in (", ", " "))
    return next((cut for cut in cuts if 2 * len(cut) >= MOST_CHARACTERS), shown[:-1]) + "…"


def _tell_none(findings: Findings) -> str:
    obstacle = _find_obstacle(findings)
    if obstacle:
        sentence = f"No white space can be claimed: {obstacle}"
    else:
        references = findings.of_role("reference")
        observed = f"{sum(site.observed for site in references)} of {len(references)} observed"
        sentence = (
            f"No white space was found: nothing that the reference shops carry ({observed}) is proven missing at"
            f" {name_prospect(findings)} and its competitors alike"
        )
    others = [count(found, kind) for kind in ("assortment gap", "exclusive") if (found := findings.totals.get(kind, 0))]
    return f"{sentence}; found instead: {join_words(others)}" if others else sentence


def _find_obstacle(findings: Findings) -> str:
    """Return what makes a white space impossible to prove, empty where nothing does."""
    prospect = findings.prospect
    if prospect is None:
        return "the engagement has no prospect"
    if not any(site.observed for site in findings.sites):
        return f"none of {count(len(findings.sites), 'site')} was observed: {tell_sites(findings.sites)}"
    if not prospect.observed:
        return f"the catalogue of {prospect.site} was not observed"
    if not prospect.is_whole:
        reason = prospect.coverage if prospect.coverage != "complete" else "not all products are known"
        return f"the catalogue of {prospect.site} was not read to its end in the last crawl ({reason})"
    return _find_missing(findings, "competitor", "competitor") or _find_missing(findings, "reference", "reference shop")


def _find_missing(findings: Findings, role: str, noun: str) -> str:
    sites = findings.of_role(role)
    if not sites:
        return f"the engagement names no {noun}s"
    is_alone, several = len(sites) == 1, count(len(sites), noun)
    if not any(site.observed for site in sites):
        return f"the only {noun} was not observed" if is_alone else f"none of {several} was observed"
    if role == "competitor" and not any(site.is_whole for site in sites):
        only = f"the catalogue of {sites[0].site}, the only {noun}, was not"
        return f"{only if is_alone else f'no catalogue of {several} was'} read to its end in the last crawl"
    return ""
