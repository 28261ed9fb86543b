"""What is said of a gap in few words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from gapfinder.findings import Findings
from gapfinder.report.claims import list_related


@pytest.mark.parametrize(
    ("label", "related", "told"),
    [
        ("Kits", (), ((), 0)),
        ("Kits", ("Gift kits", "kits", "Gift kits"), (("Gift kits",), 0)),
        ("Kits, such as Tool kits, Gift kits", ("Gift kits", "Tool kits", "Tool"), (("Tool",), 0)),
        ("Kits", tuple("abcdefghij"), (tuple("abcdefgh"), 2)),
        ("Kits", ("Gift " * 30,), (((("Gift " * 12)[:59]) + "…",), 0)),
    ],
)
def test_what_is_told_with_a_gap_is_bounded_and_not_said_twice(
    findings: Findings, label: str, related: tuple[str, ...], told: tuple[tuple[str, ...], int]
) -> None:
    assert list_related(replace(findings.gaps[0], label=label, related=related)) == told
