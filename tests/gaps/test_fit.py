"""Fit: what goes with the prospect's assortment."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gapfinder.analysis.desk import open_desk
from gapfinder.analysis.fit import measure_density, measure_fit
from gapfinder.analysis.presence import Cutoffs, find_presence


def tell_presence(carried: dict[str, str]) -> pd.DataFrame:
    rows = [
        {"subject_kind": "concept", "subject_id": concept, "site": site, "presence": "present",
         "role": "prospect" if site == "p" else "reference"}
        for concept, sites in carried.items()
        for site in sites
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=["subject_kind", "subject_id", "site", "presence", "role"])


@pytest.mark.parametrize(
    ("carried", "expected"),
    [
        ({}, {}),
        ({"a": "p"}, {}),
        ({"a": "r"}, {"a": 0.0}),
        ({"a": "r", "b": "pr"}, {"a": 1.0, "b": 0.0}),
        ({"a": "rs", "b": "pr", "c": "s"}, {"a": 0.5, "b": 0.0, "c": 0.0}),
        ({"a": "rs", "b": "prs", "c": "s"}, {"a": 0.6667, "b": 0.0, "c": 0.5}),
    ],
)
def test_density(carried: dict[str, str], expected: dict[str, float]) -> None:
    assert {key: round(value, 4) for key, value in measure_density(tell_presence(carried)).items()} == expected


@given(st.dictionaries(st.text("abcdefgh", min_size=1, max_size=2), st.sets(st.sampled_from("pqrst"), min_size=1)))
def test_density_stays_in_bounds(carried: dict[str, set[str]]) -> None:
    density = measure_density(tell_presence({concept: "".join(sorted(sites)) for concept, sites in carried.items()}))
    assert density.between(0, 1).all()


def fit_of(market: Any) -> dict[tuple[str, str], float]:
    with open_desk(market.observe()) as desk:
        find_presence(desk, Cutoffs())
        fit = measure_fit(desk)
    return {(kind, subject): round(value, 4) for kind, subject, value in fit.itertuples(index=False, name=None)}


def test_neighbours_under_one_parent_count(market: Any) -> None:
    parent = market.add_category("beans", "Extras", products=0)
    market.add_category("beans", "Anchors", concept="anchors", parent=parent)
    market.add_category("beans", "Straps", concept="straps", parent=parent)
    # Carried across the site: anchors of starter kits, machines and anchors; beside it: anchors alone.
    beside, across = 1.0, 1 / (1 / 2 + 1 + 1)
    assert fit_of(market)["concept", "straps"] == round((beside + across) / 2, 4)


def test_offer_models_travel_with_the_prospects_concepts(market: Any) -> None:
    market.offer_sightings.append(
        {"site": "boltco", "offer_model": "kits", "category_id": "boltco/Screws", "product_id": None, "evidence": ""}
    )
    # Elsewhere the prospect's screws and gloves are found; screws are sold as kits.
    assert fit_of(market)["offer model", "kits"] == 0.5
