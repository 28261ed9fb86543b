"""The evidence of a gap as a reader goes through it: by verdict, then by site."""

from __future__ import annotations

from dataclasses import dataclass

from gapfinder.findings import PRESENCES, Findings, Gap, Proof, SiteSeen

HEADINGS = {
    "present": "Where it is carried",
    "absent": "Where it is missing, and what was looked at",
    "not observed": "Where nothing is claimed, and why",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Witness:
    """A site with all that it says about a gap."""

    site: SiteSeen
    proofs: tuple[Proof, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """The sites of which one and the same is said, in the order of the findings."""

    presence: str
    heading: str
    witnesses: tuple[Witness, ...]


def sort_evidence(findings: Findings, gap: Gap) -> tuple[Verdict, ...]:
    """Return the verdicts that any site gives on a gap."""
    return tuple(
        Verdict(presence=presence, heading=HEADINGS[presence], witnesses=witnesses)
        for presence in PRESENCES
        if (witnesses := _call_witnesses(findings, gap.of_presence(presence)))
    )


def _call_witnesses(findings: Findings, proofs: tuple[Proof, ...]) -> tuple[Witness, ...]:
    return tuple(
        Witness(site=site, proofs=said)
        for site in findings.sites
        if (said := tuple(proof for proof in proofs if proof.site == site.site))
    )
