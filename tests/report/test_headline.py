"""The headline: one sentence, and no claim beyond what was seen."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from gapfinder.findings import Findings, Gap, SiteSeen
from gapfinder.report.headline import tell_headline

PROSPECT = ("acme", "prospect")
COMPETITORS = (("boltco", "competitor"), ("nutworld", "competitor"))
REFERENCES = tuple((name, "reference") for name in ("peaks", "beans", "labline", "brushes"))
BLOCKED = ("rustco", "competitor", "blocked")
FOUND: dict[str, Any] = {"gap": {}}
CASES = [
    (
        [PROSPECT, *COMPETITORS, *REFERENCES],
        FOUND,
        "Kits: carried by 3 of 4 observed reference shops in 3 industries, missing at acme and at both competitors.",
    ),
    (
        [PROSPECT, *COMPETITORS, BLOCKED, *REFERENCES, ("tea", "reference", "needs browser")],
        FOUND,
        "Kits: carried by 3 of 4 observed reference shops in 3 industries, missing at acme and at 2 of 3 competitors;"
        " not observed: rustco (blocked) and tea (needs browser).",
    ),
    (
        [PROSPECT, *COMPETITORS, BLOCKED, *REFERENCES],
        {"gap": {"competitors_absent": 1, "competitors_observed": 1, "undecided": ("boltco", "rustco")}},
        "Kits: carried by 3 of 4 observed reference shops in 3 industries, missing at acme and at 1 of 3 competitors;"
        " undecided at boltco; not observed: rustco (blocked).",
    ),
    (
        [PROSPECT, COMPETITORS[0], REFERENCES[0]],
        {"gap": {"competitors_absent": 1, "reference_sites": 1, "references_observed": 1, "industries": 1}},
        "Kits: carried by 1 of 1 observed reference shop in 1 industry, missing at acme and at 1 of 1 competitor.",
    ),
    (
        [PROSPECT, *COMPETITORS, *REFERENCES],
        {"gap": {"label": f"{'Kits for beginners ' * 3}of all kinds who begin today"}},
        f"{'Kits for beginners ' * 3}of all kinds who begin…: carried by 3 of 4 observed reference shops in"
        " 3 industries, missing at acme and at both competitors.",
    ),
    (
        [PROSPECT, *COMPETITORS, *REFERENCES],
        {"gap": {"label": "K" * 160}},
        f"{'K' * 79}…: carried by 3 of 4 observed reference shops in 3 industries, missing at acme and at both"
        " competitors.",
    ),
    (
        [PROSPECT, *COMPETITORS, *REFERENCES],
        {},
        "No white space was found: nothing that the reference shops carry (4 of 4 observed) is proven missing at acme"
        " and its competitors alike.",
    ),
    (
        [PROSPECT, *COMPETITORS, BLOCKED, *REFERENCES],
        {"totals": {"assortment gap": 1, "exclusive": 2}},
        "No white space was found: nothing that the reference shops carry (4 of 4 observed) is proven missing at acme"
        " and its competitors alike; found instead: 1 assortment gap and 2 exclusives; not observed: rustco (blocked).",
    ),
    (
        [("acme", "prospect", "blocked"), *COMPETITORS, *REFERENCES],
        {},
        "No white space can be claimed: the catalogue of acme was not observed; not observed: acme (blocked).",
    ),
    (
        [("acme", "prospect", "capped"), *COMPETITORS, *REFERENCES],
        {},
        "No white space can be claimed: the catalogue of acme was not read to its end in the last crawl (capped).",
    ),
    (
        [PROSPECT, BLOCKED, *REFERENCES],
        {},
        "No white space can be claimed: the only competitor was not observed; not observed: rustco (blocked).",
    ),
    (
        [PROSPECT, ("boltco", "competitor", "capped"), *REFERENCES],
        {},
        "No white space can be claimed: the catalogue of boltco, the only competitor, was not read to its end in the"
        " last crawl.",
    ),
    (
        [PROSPECT, ("boltco", "competitor", "capped"), ("nutco", "competitor", "capped"), *REFERENCES],
        {},
        "No white space can be claimed: no catalogue of 2 competitors was read to its end in the last crawl.",
    ),
    (
        [PROSPECT, BLOCKED, ("nutco", "competitor", "unreachable"), *REFERENCES],
        {},
        "No white space can be claimed: none of 2 competitors was observed; not observed: rustco (blocked) and nutco"
        " (unreachable).",
    ),
    (
        [PROSPECT, *COMPETITORS, ("tea", "reference", "unreachable")],
        {},
        "No white space can be claimed: the only reference shop was not observed; not observed: tea (unreachable).",
    ),
    ([PROSPECT, *REFERENCES], {}, "No white space can be claimed: the engagement names no competitors."),
    ([PROSPECT, *COMPETITORS], {}, "No white space can be claimed: the engagement names no reference shops."),
    (REFERENCES, {}, "No white space can be claimed: the engagement has no prospect."),
    (
        [("acme", "prospect", "blocked"), ("boltco", "competitor", "never crawled")],
        {},
        "No white space can be claimed: none of 2 sites was observed: acme (blocked) and boltco (never crawled).",
    ),
]


@pytest.mark.parametrize(("sites", "found", "expected"), CASES)
def test_headline(
    sites: list[tuple[str, ...]],
    found: dict[str, Any],
    expected: str,
    make_site: Callable[..., SiteSeen],
    make_gap: Callable[..., Gap],
) -> None:
    findings = Findings(
        engagement="case",
        sites=tuple(make_site(*site) for site in sites),
        gaps=(make_gap(**found["gap"]),) if "gap" in found else (),
        totals=found.get("totals", {}),
        heat=(),
    )
    assert tell_headline(findings) == expected
