"""Folding: parts of one finding are told once, parts proven elsewhere stand alone."""

from __future__ import annotations

import pandas as pd
import pytest

from gapfinder.analysis.folding import fold_gaps


def fold(ranked: str, kin: list[str], carriers: dict[str, str]) -> dict[str, list[str]]:
    folded = fold_gaps(
        pd.DataFrame({"kind": "white space", "subject_id": list(ranked), "label": list(ranked.upper())}),
        pd.DataFrame([("white space", *pair) for pair in kin], columns=["kind", "subject_id", "inside_id"]),
        pd.DataFrame(
            [(subject, site) for subject, sites in carriers.items() for site in sites], columns=["subject_id", "site"]
        ),
    )
    return dict(zip(folded["subject_id"], folded["related"], strict=True))


@pytest.mark.parametrize(
    ("ranked", "kin", "carriers", "expected"),
    [
        ("ab", [], {"a": "1", "b": "1"}, {"a": [], "b": []}),
        ("ab", ["ba"], {"a": "12", "b": "1"}, {"a": ["B"]}),
        ("ab", ["ab"], {"a": "12", "b": "12"}, {"a": ["B"]}),
        ("ab", ["ab"], {"a": "12", "b": "123"}, {"a": [], "b": []}),
        ("abc", ["ca", "cb"], {"a": "12", "b": "12", "c": "1"}, {"a": ["C"], "b": []}),
        ("abc", ["ba", "cb"], {"a": "12", "b": "12", "c": "12"}, {"a": ["B"], "c": []}),
        ("", [], {}, {}),
    ],
)
def test_fold_gaps(ranked: str, kin: list[str], carriers: dict[str, str], expected: dict[str, list[str]]) -> None:
    assert fold(ranked, kin, carriers) == expected


def test_gaps_of_different_kinds_are_not_folded() -> None:
    ranked = pd.DataFrame({"kind": ["white space", "exclusive"], "subject_id": ["a", "b"], "label": ["A", "B"]})
    kinship = pd.DataFrame({"kind": ["white space"], "subject_id": ["b"], "inside_id": ["a"]})
    carriers = pd.DataFrame({"subject_id": ["a", "b"], "site": ["1", "1"]})
    assert list(fold_gaps(ranked, kinship, carriers)["related"]) == [[], []]
