"""A store of many sites, several crawls of each, with an analysis over all of them."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

import pandas as pd
from duckdb import DuckDBPyConnection

from benchmarks.warehouse.catalogue import SQL, Shop, write_week
from warehouse.analysis import save_concepts, save_engagement, save_findings
from warehouse.load import load_closed
from warehouse.store import open_store

NAMED = ("acme", "boltco")
"""Sites that the cookbook names."""
ENGAGEMENT = "case"
ANALYSED = ("members", "concepts", "category_concepts", "presence", "gaps", "gap_evidence")
"""What an analysis is made of, each made from those before it."""


def list_shops(count: int, products: int) -> list[Shop]:
    """Return shops of some products each."""
    names = [*NAMED, *(f"shop{number}" for number in range(len(NAMED), count))][:count]
    return [Shop(site=name, products=products, categories=500, seed=seed) for seed, name in enumerate(names)]


def load_weeks(data: Path, shops: Sequence[Shop], weeks: range) -> None:
    """Load some weeks' crawls of each shop, and leave no folders behind."""
    for shop in shops:
        for week in weeks:
            write_week(data, shop, week)
            (result,) = load_closed(data)
            assert (result.status, result.held_back) == ("loaded", ""), result
            shutil.rmtree(data / "spool")


def save_analysis(data: Path) -> None:
    """Match the categories of all sites with concepts, and save what an analysis would find of them."""
    with open_store(data) as store:
        made = {kind: _make(store, kind) for kind in ANALYSED}
        save_engagement(store, ENGAGEMENT, made["members"])
        save_concepts(store, made["concepts"], made["category_concepts"])
        save_findings(store, ENGAGEMENT, made["presence"], made["gaps"], made["gap_evidence"])


def _make(store: DuckDBPyConnection, kind: str) -> pd.DataFrame:
    store.execute((SQL / "analysis" / f"{kind}.sql").read_text(encoding="utf-8"))
    return store.execute(f"from made_{kind}").df()
