"""Gaps: kinds, counts, order, evidence, and what must never make one."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gapfinder.analysis.gaps import Analysis, Weights, analyse_observations, score_gaps

ABSENT_TWO = "none of 2 categories and 8 product titles speaks of it"
ABSENT_THREE = "none of 3 categories and 12 product titles speaks of it"


def list_gaps(analysis: Analysis, *columns: str) -> list[tuple[Any, ...]]:
    return list(analysis.gaps[list(columns)].itertuples(index=False, name=None))


def find_kinds(market: Any) -> dict[str, str]:
    gaps = analyse_observations(market.observe()).gaps
    return dict(zip(gaps["subject_id"], gaps["kind"], strict=True))


def test_gaps_of_the_market(market: Any) -> None:
    expected = pd.DataFrame(
        [
            (1, "assortment gap", "rivets", 0, 2, 0, 0, 2, "medium"),
            (1, "exclusive", "gloves", 1, 2, 1, 2, 2, "medium"),
            (2, "exclusive", "anchors", 0, 2, 0, 2, 2, "medium"),
            (1, "white space", "starter kits", 2, 2, 2, 2, 2, "medium"),
            (2, "white space", "tents", 1, 2, 1, 2, 2, "low"),
            (3, "white space", "machines", 1, 2, 1, 2, 2, "low"),
        ],
        columns=[
            "rank", "kind", "subject_id", "reference_sites", "references_observed", "industries",
            "competitors_absent", "competitors_observed", "confidence",
        ],
    )  # fmt: skip
    found = analyse_observations(market.observe()).gaps
    pd.testing.assert_frame_equal(found[list(expected.columns)], expected, check_dtype=False)
    assert [str(found[name].dtype) for name in ("rank", "reference_sites", "competitors_absent")] == ["int64"] * 3


def test_figures_of_a_gap(market: Any) -> None:
    row = analyse_observations(market.observe()).gaps.set_index("subject_id").loc["starter kits"]
    parts = {name: round(float(row[name]), 4) for name in ("adoption", "absence", "fit", "strength", "score")}
    # Two of two bound to .3424; of its neighbours tents, machines and gloves the prospect carries gloves.
    assert parts == {"adoption": 0.3424, "absence": 0.3424, "fit": 0.3333, "strength": 0.5, "score": 0.3642}


def test_evidence_of_a_gap(market: Any) -> None:
    evidence = analyse_observations(market.observe()).gap_evidence
    shown = evidence[evidence["subject_id"] == "starter kits"].drop(columns=["subject_id", "crawled_at"])
    assert list(shown.astype("object").where(shown.notna(), None).itertuples(index=False, name=None)) == [
        ("boltco", "competitor", "absent", None, "https://boltco.example/", ABSENT_TWO),
        ("nutworld", "competitor", "absent", None, "https://nutworld.example/", ABSENT_TWO),
        ("acme", "prospect", "absent", None, "https://acme.example/", ABSENT_THREE),
        (
            "beans",
            "reference",
            "present",
            "Starter kits",
            "https://beans.example/11",
            "name: both speak of starter kits",
        ),
        (
            "peaks",
            "reference",
            "present",
            "Starter kits",
            "https://peaks.example/8",
            "name: both speak of starter kits",
        ),
    ]
    assert set(evidence["crawled_at"]) == {pd.Timestamp("2026-03-01 10:00:00")}


def test_every_gap_has_evidence_of_every_site(market: Any) -> None:
    market.set_coverage("nutworld", "blocked")
    market.forget("nutworld")
    analysis = analyse_observations(market.observe())
    sites = analysis.gap_evidence.groupby("subject_id")["site"].agg(set).to_dict()
    assert sites == {key: {"acme", "boltco", "nutworld", "peaks", "beans"} for key in analysis.gaps["subject_id"]}


def block_all_competitors(market: Any) -> None:
    for site in ("boltco", "nutworld"):
        market.set_coverage(site, "blocked")
        market.forget(site)


def cap_all_competitors(market: Any) -> None:
    for site in ("boltco", "nutworld"):
        market.set_coverage(site, "capped")


def block_the_prospect(market: Any) -> None:
    market.set_coverage("acme", "needs browser")
    market.forget("acme")


def name_kits_in_titles(market: Any) -> None:
    for site in ("boltco", "nutworld"):
        market.title_hints.append({
            "site": site, "concept_id": "starter kits", "products": 1, "example_title": "Rivet starter kit",
        })  # fmt: skip


def sell_kits_at_a_competitor(market: Any) -> None:
    market.add_category("boltco", "First sets", concept="starter kits")


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (lambda market: None, "white space"),
        (lambda market: market.set_coverage("nutworld", "blocked"), "white space"),
        (block_all_competitors, None),
        (cap_all_competitors, None),
        (block_the_prospect, None),
        (lambda market: market.set_coverage("acme", "capped"), None),
        (name_kits_in_titles, None),
        (sell_kits_at_a_competitor, "assortment gap"),
        (lambda market: market.add_category("acme", "First sets", concept="starter kits"), "exclusive"),
        (lambda market: [market.forget(site) for site in ("peaks", "beans")], None),
    ],
)
def test_kind_of_a_gap(market: Any, change: Any, expected: str | None) -> None:
    change(market)
    assert find_kinds(market).get("starter kits") == expected


def test_a_doubtful_competitor_weakens_a_gap(market: Any) -> None:
    before = analyse_observations(market.observe()).gaps.set_index("subject_id").loc["starter kits"]
    market.title_hints.append({"site": "boltco", "concept_id": "starter kits", "products": 1, "example_title": "Kit"})
    after = analyse_observations(market.observe()).gaps.set_index("subject_id").loc["starter kits"]
    assert (after["competitors_absent"], after["competitors_observed"]) == (1, 1)
    assert after["absence"] < before["absence"]
    assert after["confidence"] == "low"


def test_what_a_competitor_may_have_is_no_exclusive(market: Any) -> None:
    market.add_category("acme", "First sets", concept="starter kits")
    market.title_hints.append({"site": "boltco", "concept_id": "starter kits", "products": 1, "example_title": "Kit"})
    assert "starter kits" not in find_kinds(market)


def test_parts_of_a_finding_are_folded(market: Any) -> None:
    for site in ("peaks", "beans"):
        market.add_category(site, f"{site} refills", concept="refills", parent=f"{site}/Starter kits")
    market.add_category("peaks", "Gift kits", concept="gift kits", parent="peaks/Starter kits")
    found = list_gaps(analyse_observations(market.observe()), "kind", "rank", "label", "related")
    assert [row for row in found if row[0] == "white space"] == [
        ("white space", 1, "Starter kits", ["Refills", "Gift kits"]),
        ("white space", 2, "Tents", []),
        ("white space", 3, "Machines", []),
    ]


def test_a_part_proven_elsewhere_stays_a_finding(market: Any) -> None:
    market.add_category("peaks", "Pegs", concept="pegs", parent="peaks/Tents")
    market.add_category("beans", "Pegs", concept="pegs")
    labels = [label for kind, label in list_gaps(analyse_observations(market.observe()), "kind", "label")
              if kind == "white space"]  # fmt: skip
    assert sorted(labels) == ["Machines", "Pegs", "Starter kits", "Tents"]


def sight_kits(market: Any, category_id: str) -> None:
    site, _, _ = category_id.partition("/")
    market.offer_sightings.append({
        "site": site, "offer_model": "kits", "category_id": category_id, "product_id": None, "evidence": "kits",
    })  # fmt: skip


@pytest.mark.parametrize(
    ("is_one", "doubted", "expected"),
    [
        (False, (), "exclusive"),
        (False, ("boltco",), None),
        (True, ("boltco",), "exclusive"),
        (False, ("peaks",), "exclusive"),
    ],
)
def test_a_way_of_selling_is_no_exclusive_where_its_goods_may_be_called_otherwise(
    market: Any, is_one: bool, doubted: tuple[str, ...], expected: str | None
) -> None:
    market.kits_are_one = is_one
    market.add_category("acme", "First sets", concept="first sets")
    sight_kits(market, "acme/First sets")
    for site in doubted:
        market.title_hints.append({"site": site, "concept_id": "first sets", "products": 1, "example_title": "Set"})
    kinds = find_kinds(market)
    assert kinds.get("kits", kinds.get("first sets")) == expected


def test_a_concept_stands_for_the_way_of_selling_that_proves_no_more(market: Any) -> None:
    for site in ("peaks", "beans"):
        sight_kits(market, f"{site}/Starter kits")
    found = list_gaps(analyse_observations(market.observe()), "kind", "label", "related")
    assert next(row for row in found if row[0] == "white space") == ("white space", "Starter kits", ["Kits and sets"])


def test_a_way_of_selling_stands_for_concepts_that_prove_less(market: Any) -> None:
    for site, name in (("peaks", "Gift kits"), ("beans", "Tasting kits")):
        sight_kits(market, market.add_category(site, name, concept=name.lower()))
    found = list_gaps(analyse_observations(market.observe()), "kind", "label", "related")
    assert ("white space", "Kits and sets, such as Gift kits, Tasting kits", ["Gift kits", "Tasting kits"]) in found


def test_what_most_competitors_may_sell_is_no_gap(market: Any) -> None:
    market.members.append({"site": "thirdly", "role": "competitor", "industry": "fasteners"})
    market.sites.append(market.crawled("thirdly", "complete"))
    market.add_category("thirdly", "Screws", concept="screws")
    kinds = []
    for site in ("boltco", "nutworld"):
        market.title_hints.append({"site": site, "concept_id": "tents", "products": 1, "example_title": "Tent"})
        kinds.append(find_kinds(market).get("tents"))
    assert kinds == ["white space", None]


def test_nothing_observed_gives_empty_lists(market: Any) -> None:
    for site in ("acme", "boltco", "nutworld", "peaks", "beans"):
        market.forget(site)
    market.sites.clear()
    analysis = analyse_observations(market.observe())
    assert (len(analysis.presence), len(analysis.gaps), len(analysis.gap_evidence)) == (0, 0, 0)


COVERAGES = st.sampled_from(["blocked", "disallowed", "needs browser", "unreachable", "failed", None])


@settings(max_examples=15, deadline=None)
@given(role=st.sampled_from(["competitor", "reference"]), coverage=COVERAGES)
def test_an_unobserved_site_changes_no_gap(make_market: Any, role: str, coverage: str | None) -> None:
    before = analyse_observations(make_market().observe()).gaps
    market = make_market()
    market.members.append({"site": "ghost", "role": role, "industry": "ghosts"})
    if coverage:
        market.set_coverage("ghost", coverage)
    pd.testing.assert_frame_equal(analyse_observations(market.observe()).gaps, before)


def test_what_no_other_site_carries_has_no_fit(market: Any) -> None:
    """Nothing tells what goes with it, and nothing is counted for it."""
    gaps = analyse_observations(market.observe()).gaps.set_index("subject_id")
    assert {subject: pd.isna(fit) for subject, fit in gaps["fit"].items()} == {
        subject: subject == "anchors" for subject in gaps.index
    }
    parts = 0.4 * gaps["adoption"] + 0.25 * gaps["absence"] + 0.15 * gaps["strength"]
    assert gaps["score"]["anchors"] == pytest.approx(parts["anchors"])


UNIT = st.floats(0, 1)


@given(
    parts=st.tuples(UNIT, UNIT, UNIT, UNIT),
    weights=st.tuples(UNIT, UNIT, UNIT, UNIT).filter(lambda weights: sum(weights) > 0.001),
)
def test_scores_stay_in_bounds(parts: tuple[float, ...], weights: tuple[float, ...]) -> None:
    names = ("adoption", "absence", "fit", "strength")
    frame = pd.DataFrame([dict(zip(names, parts, strict=True))])
    score = score_gaps(frame, Weights(**dict(zip(names, weights, strict=True))))[0]
    assert 0 <= score <= 1
    assert min(parts) - 1e-9 <= score <= max(parts) + 1e-9
