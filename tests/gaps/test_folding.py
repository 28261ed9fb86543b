"""Folding: parts of one finding are told once, parts proven elsewhere stand alone."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

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


@pytest.mark.parametrize(
    ("ranked", "carriers", "expected"),
    [
        ("Mab", {"M": "12", "a": "12", "b": "1"}, {"a": ["m"], "b": []}),
        ("abM", {"M": "12", "a": "12", "b": "12"}, {"a": ["m"], "b": []}),
        ("abM", {"M": "12", "a": "1", "b": "2"}, {"m, such as a, b": ["a", "b"]}),
        ("aMb", {"M": "123", "a": "1", "b": "23"}, {"m, such as b, a": ["a", "b"]}),
        ("Ma", {"M": "12", "a": "13"}, {"m": [], "a": []}),
        ("M", {"M": "12"}, {"m": []}),
    ],
)
def test_a_way_of_selling_is_told_by_what_is_sold_so(
    ranked: str, carriers: dict[str, str], expected: dict[str, list[str]]
) -> None:
    gaps = pd.DataFrame({"kind": "white space", "subject_id": list(ranked), "label": list(ranked.lower())})
    sites = [(subject, site) for subject, found in carriers.items() for site in found]
    folded = fold_gaps(
        gaps,
        pd.DataFrame(columns=["kind", "subject_id", "inside_id"]),
        pd.DataFrame(sites, columns=["subject_id", "site"]),
        pd.DataFrame({"concept_id": ["a", "b"], "offer_model": ["M", "M"]}),
    )
    assert dict(zip(folded["label"], folded["related"], strict=True)) == expected


SUBJECTS = st.sampled_from("abcdMN")


@given(
    ranked=st.lists(SUBJECTS, unique=True),
    kin=st.lists(st.tuples(SUBJECTS, SUBJECTS)),
    carriers=st.lists(st.tuples(SUBJECTS, st.sampled_from("123"))),
    made_of=st.lists(st.tuples(st.sampled_from("abcd"), st.sampled_from("MN"))),
)
def test_every_gap_is_told_once(
    ranked: list[str], kin: list[tuple[str, str]], carriers: list[tuple[str, str]], made_of: list[tuple[str, str]]
) -> None:
    folded = fold_gaps(
        pd.DataFrame({"kind": "exclusive", "subject_id": ranked, "label": ranked}),
        pd.DataFrame([("exclusive", *pair) for pair in kin], columns=["kind", "subject_id", "inside_id"]),
        pd.DataFrame(carriers, columns=["subject_id", "site"]),
        pd.DataFrame(made_of, columns=["concept_id", "offer_model"]),
    )
    told = [*folded["subject_id"], *(label for related in folded["related"] for label in related)]
    assert sorted(told) == sorted(ranked)
    assert sorted(folded["subject_id"], key=ranked.index) == list(folded["subject_id"])


def test_gaps_of_different_kinds_are_not_folded() -> None:
    ranked = pd.DataFrame({"kind": ["white space", "exclusive"], "subject_id": ["a", "b"], "label": ["A", "B"]})
    kinship = pd.DataFrame({"kind": ["white space"], "subject_id": ["b"], "inside_id": ["a"]})
    carriers = pd.DataFrame({"subject_id": ["a", "b"], "site": ["1", "1"]})
    assert list(fold_gaps(ranked, kinship, carriers)["related"]) == [[], []]
