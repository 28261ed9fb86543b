"""What is claimed of a gap in words, with the numbers that it rests on."""

from __future__ import annotations

from dataclasses import dataclass

from gapfinder.counting import count
from gapfinder.findings import Findings, Gap
from gapfinder.printable import make_printable
from gapfinder.report.words import join_words

MOST_RELATED, LONGEST_RELATED = 8, 60
"""Of what is told with a gap: how many names, and how much of each."""
SUCH_AS = ", such as "
"""Stands in the label of a way of selling before what is sold so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of a gap's score, in 0..1, and what it says."""

    name: str
    value: float
    note: str


def tell_claim(findings: Findings, gap: Gap) -> str:
    """Return who carries a gap and who lacks it, as the rest of a sentence that begins with its name."""
    claim = _CLAIMS[gap.kind](findings, gap)
    undecided = _list_undecided(findings, gap)
    return f"{claim}; undecided at {join_words(undecided)}" if undecided else claim


def list_parts(findings: Findings, gap: Gap) -> tuple[Part, ...]:
    """Return the parts of a gap's score in the order of their usual weight; what is not known of it is left out."""
    prospect = name_prospect(findings)
    if gap.kind == "assortment gap":
        adopted = f"{gap.competitors_present} of {count(gap.competitors_observed, 'judged competitor')}"
        lacking = f"{prospect} alone"
    else:
        adopted = _tell_references(gap)
        lacking = f"{gap.competitors_absent} of {count(gap.competitors_observed, 'judged competitor')}"
    fit = () if gap.fit is None else (Part(name="Fit", value=gap.fit, note=f"to what {prospect} sells"),)
    return (
        Part(name="Adoption", value=gap.adoption, note=adopted),
        Part(name="Absence", value=gap.absence, note=lacking),
        *fit,
        Part(name="Strength", value=gap.strength, note="0.50 is usual"),
    )


def list_related(gap: Gap) -> tuple[tuple[str, ...], int]:
    """Return names of what is told with a gap and its own name does not say, and how many more there are."""
    own = f", {gap.label.replace(SUCH_AS, ', ')}, ".casefold()
    found = dict.fromkeys(
        make_printable(name, limit=LONGEST_RELATED) for name in gap.related if f", {name}, ".casefold() not in own
    )
    return tuple(found)[:MOST_RELATED], max(0, len(found) - MOST_RELATED)


def name_prospect(findings: Findings) -> str:
    """Return the prospect's name."""
    return findings.prospect.site if findings.prospect else "the prospect"


def _claim_white_space(findings: Findings, gap: Gap) -> str:
    industries = f" in {count(gap.industries, 'industry')}" if gap.industries else ""
    lacking = f"missing at {name_prospect(findings)} and at {_tell_lacking(findings, gap)}"
    return f"carried by {_tell_references(gap)}{industries}, {lacking}"


def _claim_assortment_gap(findings: Findings, gap: Gap) -> str:
    carrying = f"{gap.competitors_present} of {count(len(findings.of_role('competitor')), 'competitor')}"
    return f"carried by {carrying} and by {_tell_references(gap)}, missing at {name_prospect(findings)}"


def _claim_exclusive(findings: Findings, gap: Gap) -> str:
    also = f" and by {_tell_references(gap)}" if gap.reference_sites else ""
    return f"carried by {name_prospect(findings)}{also}, missing at {_tell_lacking(findings, gap)}"


_CLAIMS = {
    "white space": _claim_white_space,
    "assortment gap": _claim_assortment_gap,
    "exclusive": _claim_exclusive,
}


def _tell_references(gap: Gap) -> str:
    return f"{gap.reference_sites} of {count(gap.references_observed, 'observed reference shop')}"


def _tell_lacking(findings: Findings, gap: Gap) -> str:
    named = len(findings.of_role("competitor"))
    if gap.competitors_absent == named > 1:
        return "both competitors" if named == 2 else f"all {named} competitors"
    return f"{gap.competitors_absent} of {count(named, 'competitor')}"


def _list_undecided(findings: Findings, gap: Gap) -> list[str]:
    """Return the competitors that were observed, but not well enough to say whether they carry it."""
    unsure = {proof.site for proof in gap.of_presence("not observed")}
    return [site.site for site in findings.of_role("competitor") if site.observed and site.site in unsure]
