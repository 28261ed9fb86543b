"""Analyses what is loaded: concepts over all sites, offer models, and an engagement's gaps."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd
from duckdb import DuckDBPyConnection

from gapfinder.analysis.desk import Observations
from gapfinder.analysis.gaps import Weights, analyse_observations
from gapfinder.analysis.presence import Cutoffs
from gapfinder.analysis_turn import hold_analysis
from gapfinder.concept_frames import frame_concepts, frame_kin, frame_languages, frame_members
from gapfinder.engagement import Engagement
from gapfinder.errors import UsageError
from gapfinder.imports.values import SEPARATOR, show_value
from gapfinder.matching.concept_ids import Member
from gapfinder.matching.concepts import Concepts, find_concepts
from gapfinder.matching.explaining import Explanation, explain_pair
from gapfinder.matching.holders import find_broader
from gapfinder.matching.kinship import find_doubtful, find_narrower
from gapfinder.matching.offers import describe_offer_models, find_offers
from gapfinder.matching.rulings import Told, find_rulings
from gapfinder.matching.site_brands import find_brands
from gapfinder.matching.terms import read_terms
from gapfinder.matching.title_hints import find_title_hints
from gapfinder.matching.trees import Node, Place, plant_forest
from gapfinder.matching.vectors import Bag
from gapfinder.mending import until_published
from warehouse.analysis import (
    Catalogue,
    read_catalogue,
    read_concepts,
    read_sites,
    save_engagement,
    save_tables,
)
from warehouse.decisions import Decision, read_decisions
from warehouse.homes import Home
from warehouse.publish import publish
from warehouse.store import open_store


@dataclass(frozen=True, slots=True, kw_only=True)
class Matched:
    """How much was matched; `shared` concepts are on several sites."""

    sites: int
    categories: int
    concepts: int
    shared: int


def analyse_engagement(engagement: Engagement) -> None:
    """Match all that is loaded, find the engagement's gaps, keep both and publish them.

    The store is held to read and to save, not while minutes of work lie between; only another analysis waits for all of
    it. Raises what `open_store` and `publish` raise.
    """
    with hold_analysis(engagement.home), until_published(engagement.home):
        _analyse(engagement)


def _analyse(engagement: Engagement) -> None:
    ranking = engagement.ranking
    members = _list_members(engagement)
    with open_store(engagement.home) as store:
        save_engagement(store, engagement.name, members)
        known = _read_known(store)
    concepts = _match(known)
    offers = find_offers(known.catalogue.categories, known.catalogue.products)
    found = analyse_observations(
        _observe(known, concepts, offers, members),
        weights=Weights(adoption=ranking.adoption, absence=ranking.absence, fit=ranking.fit, strength=ranking.strength),
        cutoffs=Cutoffs(
            member_score=ranking.match_score,
            min_reference_sites=ranking.min_reference_sites,
            min_competitors_observed=ranking.min_competitors_observed,
        ),
    )
    findings = {"presence": found.presence, "gaps": found.gaps, "gap_evidence": found.gap_evidence}
    _keep(engagement.home, _frame_matches(concepts, offers) | findings, engagement=engagement.name)


def match_loaded(home: Home) -> Matched:
    """Match all that is loaded in a warehouse, keep the concepts and offers, and publish them."""
    with hold_analysis(home), until_published(home):
        with open_store(home) as store:
            known = _read_known(store)
        concepts = _match(known)
        offers = find_offers(known.catalogue.categories, known.catalogue.products)
        _keep(home, _frame_matches(concepts, offers))
    catalogue = known.catalogue
    sites = [{concepts.nodes[member.node].place.site for member in concept.members} for concept in concepts.found]
    return Matched(
        sites=catalogue.categories["site"].nunique(),
        categories=len(catalogue.categories),
        concepts=len(concepts.found),
        shared=sum(len(carrying) > 1 for carrying in sites),
    )


def find_loaded_concepts(home: Home) -> tuple[Concepts, Known]:
    """Match all that is loaded, and keep nothing of it; return what was read with it."""
    with open_store(home) as store:
        known = _read_known(store)
    return _match(known), known


def explain_loaded(home: Home, names: tuple[str, str]) -> Explanation:
    """Return why one category matches another as it does; each is named as `SITE: PATH`.

    Raises UsageError where there is no such category; besides what `open_store` raises.
    """
    concepts, _ = find_loaded_concepts(home)
    at = {f"{node.place.site}: {SEPARATOR.join(node.place.path)}": row for row, node in enumerate(concepts.nodes)}
    rows = [at.get(name.strip()) for name in names]
    missing = [name for name, row in zip(names, rows, strict=True) if row is None]
    if missing:
        raise UsageError(f"no category is called {show_value(missing[0])}; name it as 'SITE: TOP > NEXT > LAST'")
    return explain_pair(concepts.matches, *(row for row in rows if row is not None))


def _keep(home: Home, frames: Mapping[str, pd.DataFrame], *, engagement: str | None = None) -> None:
    with open_store(home) as store:
        save_tables(store, frames, engagement=engagement)
    publish(home)


def _list_members(engagement: Engagement) -> pd.DataFrame:
    rows = [(member.site.name, member.role, member.industry, member.site.url) for member in engagement.members]
    return pd.DataFrame(rows, columns=["site", "role", "industry", "url"])


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What the store held when it was read: `members` are those of concepts found before."""

    catalogue: Catalogue
    members: pd.DataFrame
    sites: pd.DataFrame
    decisions: list[Decision]


def _read_known(store: DuckDBPyConnection) -> Known:
    return Known(
        catalogue=read_catalogue(store),
        members=read_concepts(store)[1],
        sites=read_sites(store),
        decisions=read_decisions(store),
    )


def _match(known: Known) -> Concepts:
    catalogue = known.catalogue
    nodes = plant_forest(_list_places(catalogue), brands=find_brands(catalogue.products))
    return find_concepts(
        nodes,
        titles=_read_titles(catalogue, nodes),
        previous=_list_previous(known.members),
        rulings=find_rulings(nodes, _list_told(known.decisions)),
    )


def _frame_matches(concepts: Concepts, offers: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Return what is kept of a matching, by the names of the tables."""
    members = frame_members(concepts)
    return {"concepts": frame_concepts(concepts), "category_concepts": members, "offer_sightings": offers}


def _list_told(decisions: Iterable[Decision]) -> Iterator[Told]:
    for decision in decisions:
        one, other = (decision.site, decision.category_id), (decision.other_site, decision.other_category_id)
        yield one, other, decision.verdict, decision.decided_by


def _list_places(catalogue: Catalogue) -> list[Place]:
    columns = zip(
        *(catalogue.categories[name] for name in ("site", "category_id", "path", "name", "parent_id")), strict=True
    )
    return [
        Place(
            site=site,
            category_id=category_id,
            path=tuple(str(step) for step in path) or (str(name or ""),),
            parent_id=parent_id if isinstance(parent_id, str) else None,
        )
        for site, category_id, path, name, parent_id in columns
    ]


def _read_titles(catalogue: Catalogue, nodes: Sequence[Node]) -> dict[int, Bag]:
    """Return the terms of the titles of each category's products, by the category's position."""
    at = {(node.place.site, node.place.category_id): position for position, node in enumerate(nodes)}
    bags: dict[int, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for site, category_id, title in catalogue.list_titles():
        if (position := at.get((site, category_id))) is not None:
            for term in read_terms(title, nodes[position].language):
                bags[position][term] += 1.0
    return {position: dict(bag) for position, bag in bags.items()}


def _list_previous(before: pd.DataFrame) -> Mapping[Member, frozenset[str]]:
    found: dict[Member, set[str]] = defaultdict(set)
    for site, category_id, concept_id in zip(before["site"], before["category_id"], before["concept_id"], strict=True):
        found[site, category_id].add(concept_id)
    return {member: frozenset(ids) for member, ids in found.items()}


def _observe(known: Known, concepts: Concepts, offers: pd.DataFrame, members: pd.DataFrame) -> Observations:
    catalogue = known.catalogue
    carriers = [
        frame_members(concepts),
        frame_kin(concepts, find_narrower(concepts)).assign(method="narrower"),
        frame_kin(concepts, find_doubtful(concepts)).assign(method="doubtful"),
    ]
    return Observations(
        members=members,
        sites=known.sites,
        categories=catalogue.categories,
        products=catalogue.products,
        product_categories=catalogue.product_categories,
        concepts=frame_concepts(concepts),
        category_concepts=pd.concat([frame for frame in carriers if not frame.empty] or carriers, ignore_index=True),
        broader=frame_kin(concepts, find_broader(concepts)),
        title_hints=find_title_hints(concepts, catalogue.products),
        site_languages=frame_languages(concepts),
        offer_models=describe_offer_models(),
        offer_sightings=offers,
    )
