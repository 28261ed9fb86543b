"""A small market written by hand, and how to change it."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from gapfinder.analysis.desk import Observations

SEEN = pd.Timestamp("2026-03-01 10:00:00")

MEMBERS = (
    ("acme", "prospect", "fasteners"),
    ("boltco", "competitor", "fasteners"),
    ("nutworld", "competitor", "fasteners"),
    ("peaks", "reference", "outdoor"),
    ("beans", "reference", "coffee"),
)
TREES = {
    "acme": ("Screws", "Anchors", "Gloves"),
    "boltco": ("Screws", "Rivets"),
    "nutworld": ("Screws", "Rivets"),
    "peaks": ("Tents", "Starter kits", "Gloves"),
    "beans": ("Machines", "Starter kits"),
}
"""Top categories; each carries the concept of its own name and holds four products."""


class Market:
    """Rows of what was observed, to be changed before they become frames."""

    def __init__(self) -> None:
        self.members: list[dict[str, Any]] = [
            {"site": site, "role": role, "industry": industry, "sells_by": []} for site, role, industry in MEMBERS
        ]
        self.sites = [self.crawled(site, "complete") for site, _, _ in MEMBERS]
        self.categories: list[dict[str, object]] = []
        self.products: list[dict[str, object]] = []
        self.product_categories: list[dict[str, object]] = []
        self.category_concepts: list[dict[str, object]] = []
        self.broader: list[dict[str, object]] = []
        self.title_hints: list[dict[str, object]] = []
        self.namesakes: list[dict[str, object]] = []
        self.offer_sightings: list[dict[str, object]] = []
        self.kits_are_one = False
        self.site_languages = [{"site": site, "language": "en"} for site, _, _ in MEMBERS]
        for site, names in TREES.items():
            for name in names:
                self.add_category(site, name, concept=name.lower())

    @staticmethod
    def crawled(site: str, coverage: str, reason: str = "") -> dict[str, object]:
        observed = coverage in ("complete", "capped")
        return {
            "site": site, "url": f"https://{site}.example/", "industry": "", "coverage": coverage,
            "coverage_reason": reason, "last_crawled_at": SEEN, "observed": observed,
        }  # fmt: skip

    def set_coverage(self, site: str, coverage: str, reason: str = "") -> None:
        self.sites = [row for row in self.sites if row["site"] != site] + [self.crawled(site, coverage, reason)]

    def forget(self, site: str) -> None:
        """Leave nothing of what was read on a site."""
        for table in (self.categories, self.products, self.product_categories, self.category_concepts):
            table[:] = [row for row in table if row["site"] != site]

    def add_category(
        self, site: str, name: str, *, concept: str | None = None, parent: str | None = None, products: int = 4
    ) -> str:
        category_id = f"{site}/{name}"
        path = [parent.partition("/")[2], name] if parent else [name]
        self.categories.append({
            "site": site, "category_id": category_id, "parent_id": parent, "path": path, "name": name,
            "depth": len(path) - 1, "url": f"https://{site}.example/{len(self.categories)}", "product_count": products,
            "last_seen_at": SEEN,
        })  # fmt: skip
        for number in range(products):
            product_id = f"{category_id}/{number}"
            self.products.append({"site": site, "product_id": product_id, "title": f"{name} no. {number}"})
            self.product_categories.append({"site": site, "product_id": product_id, "category_id": category_id})
        if concept:
            self.add_member(site, category_id, concept, 0.9)
        return category_id

    def add_member(self, site: str, category_id: str, concept: str, score: float) -> None:
        self.category_concepts.append({
            "site": site, "category_id": category_id, "concept_id": concept, "score": score, "method": "name",
            "evidence": f"both speak of {concept}",
        })  # fmt: skip

    def observe(self) -> Observations:
        labels = sorted({str(row["concept_id"]) for row in self.category_concepts})
        return Observations(
            members=pd.DataFrame(self.members),
            sites=pd.DataFrame(self.sites),
            categories=pd.DataFrame(self.categories),
            products=pd.DataFrame(self.products),
            product_categories=pd.DataFrame(self.product_categories),
            concepts=pd.DataFrame([{"concept_id": label, "label": label.capitalize()} for label in labels]),
            category_concepts=pd.DataFrame(self.category_concepts),
            broader=pd.DataFrame(self.broader),
            title_hints=pd.DataFrame(self.title_hints),
            namesakes=pd.DataFrame(self.namesakes),
            site_languages=pd.DataFrame(self.site_languages),
            offer_models=pd.DataFrame([{"offer_model": "kits", "label": "Kits and sets", "is_one": self.kits_are_one}]),
            offer_sightings=pd.DataFrame(self.offer_sightings),
        )


@pytest.fixture
def market() -> Market:
    return Market()


@pytest.fixture(scope="session")
def make_market() -> type[Market]:
    return Market
