"""What the store tells those who match what is loaded."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import pandas as pd
from duckdb import DuckDBPyConnection

from gapfinder.kept_matching import Before
from gapfinder.matching.decisions.rulings import Told
from warehouse.analysis import Catalogue, has_findings, read_catalogue, read_concepts, read_offers, read_sites
from warehouse.decisions import Decision, Member, read_decisions


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What the store held when it was read: `before` and `offers` are what was found then.

    `has_findings` tells whether presence was found for some engagement.
    """

    catalogue: Catalogue
    before: Before
    offers: pd.DataFrame
    sites: pd.DataFrame
    decisions: list[Decision]
    has_findings: bool

    @property
    def members(self) -> frozenset[Member]:
        """All categories."""
        return frozenset(zip(self.catalogue.categories["site"], self.catalogue.categories["category_id"], strict=True))


def read_known(store: DuckDBPyConnection) -> Known:
    concepts, members = read_concepts(store)
    return Known(
        catalogue=read_catalogue(store),
        before=Before(concepts=concepts, members=members),
        offers=read_offers(store),
        sites=read_sites(store),
        decisions=read_decisions(store),
        has_findings=has_findings(store),
    )


def list_told(decisions: Iterable[Decision]) -> Iterator[Told]:
    """Yield what people decided as matching wants it."""
    for decision in decisions:
        yield decision.one, decision.other, decision.verdict, decision.decided_by, decision.reason
