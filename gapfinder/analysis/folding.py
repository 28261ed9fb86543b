"""One finding told once: gaps that are parts of each other are folded into the more telling one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import pandas as pd

Key = tuple[str, str]
"""A gap's kind and its subject's id."""
MOST_NAMED = 3
"""Concepts that the label of a way of selling names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """How gaps belong together: the sites that carry each subject, the offer models each concept is of, and kin."""

    sites: Mapping[str, set[str]]
    models: Mapping[str, set[str]]
    kin: Mapping[Key, set[str]]

    def find_host(self, gap: Key, others: Iterable[Key]) -> Key | None:
        """Return the first of the other gaps that a gap is told with."""
        return next((other for other in others if other != gap and self._is_inside(gap, other)), None)

    def stands_for(self, concept: Key, model: Key) -> bool:
        """Tell whether a concept is of an offer model and no site has that without having the concept."""
        same = concept[0] == model[0] and model[1] in self.models.get(concept[1], ())
        return same and self.sites[model[1]] <= self.sites[concept[1]]

    def _is_inside(self, gap: Key, other: Key) -> bool:
        return (
            other[1] in self.kin[gap]
            and self._list_ways(gap[1]) <= self._list_ways(other[1])
            and self.sites[gap[1]] <= self.sites[other[1]]
        )

    def _list_ways(self, subject: str) -> set[str]:
        return self.models.get(subject, set())


def fold_gaps(
    ranked: pd.DataFrame, kinship: pd.DataFrame, carriers: pd.DataFrame, made_of: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Keep of each family of gaps the most telling one, and name the others in it.

    A gap is folded into a better one of its kind if one lies inside the other's categories on most of its sites and
    every site that carries it carries the better one, too: a part that is proven elsewhere stays a finding of its own.

    A way of selling is told by what is sold so, because a client can act on "Calibration" and not on "Technical
    services": where a concept of an offer model is carried by every site that carries the offer model, the best such
    concept stands for it. Where no concept is, the offer model stands for its concepts whatever their ranks, and its
    label names up to three of them, the most widely carried first. What is sold in one way is never folded into what is
    sold in another or in no particular way.

    `ranked` has kind, subject_id, label, best first; `kinship` (kind, subject_id, inside_id), `carriers` (subject_id,
    site) and `made_of` (concept_id, offer_model) as of the SQL of these names. Returns the kept rows in their order
    with a column `related` of label lists.
    """
    family = _gather(kinship, carriers, made_of)
    order = list(zip(ranked["kind"], ranked["subject_id"], strict=True))
    labels = dict(zip(order, ranked["label"], strict=True))
    hosts = _fold_offers(order, family)
    kept: list[Key] = []
    for gap in order:
        host = hosts.get(gap) or family.find_host(gap, kept)
        if host is None:
            kept.append(gap)
        else:
            hosts[gap] = host
    related: dict[Key, list[Key]] = {gap: [] for gap in kept}
    for gap in order:
        if gap in hosts:
            related[_follow(gap, hosts)].append(gap)
    places = {gap: place for place, gap in enumerate(order)}
    folded = ranked.iloc[[places[gap] for gap in kept]].reset_index(drop=True)
    named = [_name_gap(gap, related[gap], labels, family) for gap in kept]
    told = [[labels[other] for other in related[gap]] for gap in kept]
    return folded.assign(label=pd.Series(named, dtype="object"), related=pd.Series(told, dtype="object"))


def _gather(kinship: pd.DataFrame, carriers: pd.DataFrame, made_of: pd.DataFrame | None) -> Family:
    sites: dict[str, set[str]] = defaultdict(set)
    for subject, site in zip(carriers["subject_id"], carriers["site"], strict=True):
        sites[subject].add(site)
    kin: dict[Key, set[str]] = defaultdict(set)
    for kind, subject, inside in zip(kinship["kind"], kinship["subject_id"], kinship["inside_id"], strict=True):
        kin[kind, subject].add(inside)
        kin[kind, inside].add(subject)
    models: dict[str, set[str]] = defaultdict(set)
    if made_of is not None:
        for concept, model in zip(made_of["concept_id"], made_of["offer_model"], strict=True):
            models[concept].add(model)
    for model in {model for found in models.values() for model in found}:
        models[model] = {model}
    return Family(sites=sites, models=dict(models), kin=kin)


def _fold_offers(order: list[Key], family: Family) -> dict[Key, Key]:
    """Return the gaps that are told with another because one is sold as the other: concepts and offer models."""
    hosts: dict[Key, Key] = {}
    for model, concepts in _list_sold_so(order, family):
        best = next((concept for concept in concepts if family.stands_for(concept, model)), None)
        if best:
            hosts[model] = best
        for concept in concepts:
            if best is None and concept not in hosts and family.sites[concept[1]] <= family.sites[model[1]]:
                hosts[concept] = model
    return hosts


def _list_sold_so(order: list[Key], family: Family) -> Iterator[tuple[Key, list[Key]]]:
    """Yield every gap that is an offer model with the gaps of its kind that are concepts of it, best first."""
    for gap in order:
        if gap[1] in family.models.get(gap[1], ()):
            alike = [other for other in order if other[0] == gap[0] and gap[1] in family.models.get(other[1], ())]
            yield gap, [other for other in alike if other != gap]


def _follow(gap: Key, hosts: Mapping[Key, Key]) -> Key:
    while gap in hosts:
        gap = hosts[gap]
    return gap


def _name_gap(gap: Key, related: list[Key], labels: Mapping[Key, str], family: Family) -> str:
    """Return the gap's label, that of an offer model with the concepts it is made of."""
    if gap[1] not in family.models.get(gap[1], ()):
        return labels[gap]
    made_of = sorted(related, key=lambda other: -len(family.sites[other[1]]))[:MOST_NAMED]
    return f"{labels[gap]}, such as {', '.join(labels[other] for other in made_of)}" if made_of else labels[gap]
