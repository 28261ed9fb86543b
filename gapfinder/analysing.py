"""Analyses what is loaded: concepts over all sites, offer models, and an engagement's gaps."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from gapfinder.analysis.desk import Observations
from gapfinder.analysis.gaps import Weights, analyse_observations
from gapfinder.analysis.presence import Cutoffs
from gapfinder.analysis_turn import hold_analysis
from gapfinder.concept_frames import (
    frame_broader,
    frame_concepts,
    frame_kin,
    frame_languages,
    frame_members,
    frame_namesakes,
)
from gapfinder.engagement import Engagement
from gapfinder.errors import UsageError
from gapfinder.kept_matching import Loaded, Matching, frame_matching, is_small, keep_matching, update_matching
from gapfinder.known import Known, list_told, read_known
from gapfinder.loaded_meanings import list_loaded_uncompared, open_encoder
from gapfinder.loaded_sites import list_places, read_sold
from gapfinder.matching.catalogues.trades import Trades, list_told_trades
from gapfinder.matching.catalogues.trees import plant_forest
from gapfinder.matching.clustering.concepts import Concepts, find_concepts
from gapfinder.matching.decisions.rulings import find_rulings
from gapfinder.matching.names.site_brands import find_brands
from gapfinder.matching.pausing import pause_collecting
from gapfinder.matching.presence.aliases import find_aliases
from gapfinder.matching.presence.held_goods import list_held
from gapfinder.matching.presence.kinship import find_doubtful, find_narrower
from gapfinder.matching.presence.nearness import Nearness
from gapfinder.matching.presence.parted import Parted
from gapfinder.matching.presence.product_titles import group_titles, tell_naming
from gapfinder.matching.presence.title_hints import find_title_hints
from gapfinder.matching.selling.offers import describe_offer_models, find_in_name, find_offers
from gapfinder.matching.summed_meanings import Encode
from gapfinder.mending import until_published
from gapfinder.reviewing.contradictions import Contradiction, list_contradictions
from gapfinder.reviewing.counting import update_counting
from warehouse.analysis import save_engagement, save_tables
from warehouse.homes import Home, folder_of
from warehouse.publish import publish
from warehouse.store import find_keeper, open_store


@dataclass(frozen=True, slots=True, kw_only=True)
class Matched:
    """How much was matched; `shared` concepts are on several sites. `by_meaning` tells that a sentence model helped.

    `uncompared` are the codes of all sites' languages where nothing at hand compares those with each other;
    `contradictions` are the decisions that do not count because others say otherwise; `leaves_findings` tells that
    presence and gaps are kept that were found by earlier concepts.
    """

    sites: int
    categories: int
    concepts: int
    shared: int
    by_meaning: bool = False
    uncompared: tuple[str, ...] = ()
    contradictions: tuple[Contradiction, ...] = ()
    leaves_findings: bool = False


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
        known = read_known(store)
    encode = open_encoder(engagement.home, known.catalogue)
    concepts = _match(engagement, known, encode)
    offers = find_offers(known.catalogue.categories, known.catalogue.products)
    found = analyse_observations(
        _observe(known, concepts, offers, members, encode),
        weights=Weights(adoption=ranking.adoption, absence=ranking.absence, fit=ranking.fit, strength=ranking.strength),
        cutoffs=Cutoffs(
            member_score=ranking.match_score,
            min_reference_sites=ranking.min_reference_sites,
            min_competitors_observed=ranking.min_competitors_observed,
        ),
    )
    findings = {"presence": found.presence, "gaps": found.gaps, "gap_evidence": found.gap_evidence}
    _keep(engagement.home, _frame(concepts) | {"offer_sightings": offers} | findings, engagement=engagement.name)


def match_loaded(home: Home, *, anew: bool = False) -> Matched:
    """Match what is new or changed in a warehouse, or all of it `anew`; keep the concepts and offers, and publish them.

    A few thousand categories are always matched anew. Raises UsageError where nothing was loaded yet.
    """
    _require_warehouse(home)
    with hold_analysis(home), until_published(home):
        with open_store(home) as store:
            known = read_known(store)
        encode = open_encoder(home, known.catalogue)
        frames, fresh = _match_changed(home, known, encode, anew=anew)
        _keep(home, frames | {"offer_sightings": _find_new_offers(known, fresh)})
    sites = frames["category_concepts"].groupby("concept_id")["site"].nunique()
    return Matched(
        sites=known.catalogue.categories["site"].nunique(),
        categories=len(known.catalogue.categories),
        concepts=len(frames["concepts"]),
        shared=int((sites > 1).sum()),
        by_meaning=encode is not None,
        uncompared=list_loaded_uncompared(home, known.catalogue),
        contradictions=tuple(list_contradictions(known.decisions, known.members)),
        leaves_findings=known.has_findings,
    )


def find_loaded_concepts(home: Home) -> tuple[Concepts, Known]:
    """Match all that is loaded, and keep nothing of it; return what was read with it.

    Raises UsageError where nothing was loaded yet, besides what `open_store` raises.
    """
    _require_warehouse(home)
    with open_store(home) as store:
        known = read_known(store)
    encode = open_encoder(home, known.catalogue)
    if is_small(known.catalogue):
        return _match_anew(known, encode), known
    return _update(home, known, encode).list_concepts(), known


def _require_warehouse(home: Home) -> None:
    if find_keeper(home).is_empty():
        raise UsageError(f"{folder_of(home)}: nothing was loaded yet; run `gapfinder crawl` or `gapfinder import`")


def _keep(home: Home, frames: Mapping[str, pd.DataFrame], *, engagement: str | None = None) -> None:
    with open_store(home) as store:
        save_tables(store, frames, engagement=engagement)
        update_counting(store)
    publish(home)


def _list_members(engagement: Engagement) -> pd.DataFrame:
    rows = [
        (member.site.name, member.role, member.industry, member.site.url, list(find_in_name(member.industry)))
        for member in engagement.members
    ]
    return pd.DataFrame(rows, columns=["site", "role", "industry", "url", "sells_by"])


@pause_collecting()
def _match(engagement: Engagement, known: Known, encode: Encode | None) -> Concepts:
    """Return all concepts, with what tells absence on the engagement's sites, and keep what helps the next time."""
    if is_small(known.catalogue):
        return _match_anew(known, encode)
    matching = _update(engagement.home, known, encode)
    keep_matching(folder_of(engagement.home), matching)
    return matching.list_concepts(closely=frozenset(member.site.name for member in engagement.members))


def _frame(concepts: Concepts) -> dict[str, pd.DataFrame]:
    """Return what is kept of concepts, by the names of the tables."""
    return {"concepts": frame_concepts(concepts), "category_concepts": frame_members(concepts)}


@pause_collecting()
def _match_changed(
    home: Home, known: Known, encode: Encode | None, *, anew: bool
) -> tuple[dict[str, pd.DataFrame], frozenset[str]]:
    """Return the tables of concepts, made anew where something changed, and the sites that changed."""
    if is_small(known.catalogue):
        concepts = _match_anew(known, encode)
        return _frame(concepts), frozenset(known.catalogue.categories["site"])
    matching = _update(home, known, encode, anew=anew)
    frames = frame_matching(matching, known.before)
    keep_matching(folder_of(home), matching)
    return frames, matching.fresh


def _update(home: Home, known: Known, encode: Encode | None, *, anew: bool = False) -> Matching:
    loaded = Loaded(catalogue=known.catalogue, told=list(list_told(known.decisions)), before=known.before)
    return update_matching(folder_of(home), loaded, encode=encode, anew=anew)


def _find_new_offers(known: Known, fresh: frozenset[str]) -> pd.DataFrame:
    """Return the signs of offer models on all sites: those that were found, and those of sites that changed."""
    catalogue = known.catalogue
    kept = known.offers[~known.offers["site"].isin(fresh) & known.offers["site"].isin(catalogue.categories["site"])]
    found = find_offers(*(frame[frame["site"].isin(fresh)] for frame in (catalogue.categories, catalogue.products)))
    return pd.concat([part for part in (kept[list(found.columns)], found) if len(part)] or [found], ignore_index=True)


def _match_anew(known: Known, encode: Encode | None) -> Concepts:
    catalogue = known.catalogue
    nodes = plant_forest(
        list_places(catalogue.categories),
        brands=find_brands(catalogue.products),
        titles=group_titles(catalogue.products),
    )
    return find_concepts(
        nodes,
        titles=read_sold(catalogue, nodes),
        previous=known.before.list_ids(),
        rulings=find_rulings(nodes, list_told(known.decisions)),
        encode=encode,
    )


def _observe(
    known: Known, concepts: Concepts, offers: pd.DataFrame, members: pd.DataFrame, encode: Encode | None
) -> Observations:
    catalogue = known.catalogue
    among = frozenset(members["site"])
    sold = read_sold(catalogue.of_sites(among), concepts.nodes)
    parted, nearness = Parted.of(concepts), Nearness.of(concepts, sold, encode)
    trades = Trades.of(concepts.nodes, list_told_trades(members), among=among)
    carriers = [
        frame_members(concepts),
        frame_kin(concepts, find_narrower(concepts)).assign(method="narrower"),
        frame_kin(concepts, find_doubtful(concepts, sold, parted)).assign(method="doubtful"),
        frame_kin(concepts, find_aliases(concepts, sold, parted, trades, nearness)).assign(method="untold"),
    ]
    return Observations(
        members=members,
        sites=known.sites,
        categories=catalogue.categories,
        products=tell_naming(concepts, catalogue.products, catalogue.product_categories, among=among, encode=encode),
        product_categories=catalogue.product_categories,
        concepts=frame_concepts(concepts),
        category_concepts=pd.concat([frame for frame in carriers if not frame.empty] or carriers, ignore_index=True),
        broader=frame_broader(concepts, nearness),
        title_hints=find_title_hints(
            concepts, catalogue.products, catalogue.product_categories, parted, list_held(concepts, sold)
        ),
        namesakes=frame_namesakes(concepts, parted),
        site_languages=frame_languages(concepts, group_titles(catalogue.products)),
        offer_models=describe_offer_models(),
        offer_sightings=offers,
    )
