"""Whether a site has anything of the department in which a category stands elsewhere: who has not, lacks it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from gapfinder.matching.clustering.concepts import Concepts
from gapfinder.matching.pairs.compared import Compared
from gapfinder.matching.pairs.standing import Around, Standing, look_around
from gapfinder.matching.presence.kin_below import Kin, map_nodes
from gapfinder.matching.vectors import Floats, Ints
from gapfinder.words import read_table


@dataclass(frozen=True, slots=True, kw_only=True)
class Unlike:
    """What a site has of a category that it lacks: nothing around it as like as `below`, and less than the part `share`
    of its department."""

    below: float
    share: float


def read_unlike(weights: str) -> Unlike:
    """Return what is quite unlike, by scores of a table of weights."""
    return Unlike(
        below=float(read_table(weights)["unlike"]["below"]),
        share=float(read_table("matching")["cutoffs"]["department"]),
    )


def hold_by_departments(concepts: Concepts, unlike: Unlike) -> Iterator[Kin]:
    """Yield what holds a concept, if its site does: the likeliest there of what stands around the concept elsewhere.

    Who sells other hand tools may sell magnifiers among them.
    """
    score = read_table("matching")["cutoffs"]["holds"]
    standing = Standing.of(concepts.nodes)
    concept_of = map_nodes(concepts)
    for answers in list_answers(concepts.matches, standing.sites):
        around = look_around(standing, answers.scores)
        is_near = around.scores >= unlike.below
        may_hold = standing.is_goods & (is_near | (around.shares >= unlike.share)) & (standing.sites != answers.site)
        nearest = _find_nearest(standing, around, answers)
        for row in np.flatnonzero(may_hold & (nearest >= 0)).tolist():
            other = int(concepts.matches.others[nearest[row]])
            told = _tell(concepts, standing, row, int(around.nodes[row]) if is_near[row] else None)
            yield from (
                Kin(concept_id=found, node=other, score=score, evidence=told) for found in concept_of.get(row, ())
            )


def _find_nearest(standing: Standing, around: Around, answers: Answers) -> Ints:
    """Return a pair for each node: of what is likest around it, else in its department, else on its site."""
    order = np.argsort(answers.scores, kind="stable")
    pairs = answers.pairs[around.nodes]
    for groups in (standing.tops, standing.sites):
        # Of several of a group the last that is put there stays: the likeliest.
        likeliest = np.full(len(order), -1, dtype=np.int64)
        likeliest[groups[order]] = answers.pairs[order]
        pairs = np.where(pairs >= 0, pairs, likeliest[groups])
    return pairs


def _tell(concepts: Concepts, standing: Standing, row: int, near: int | None) -> str:
    if near is not None:
        return f'like "{concepts.nodes[near].label.name}", on whose branch it stands elsewhere'
    top = int(standing.tops[row])
    if top != row:
        return f'has much of "{concepts.nodes[top].label.name}", in which it stands elsewhere'
    return f'has much of what "{concepts.nodes[row].place.site}" has'


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Answers:
    """The likeliest pair of each category with one of a site: its score, 0 where there is none, and its position."""

    site: int
    scores: Floats
    pairs: Ints


def list_answers(matches: Compared, sites: Ints) -> Iterator[Answers]:
    """Yield for each site that any category was compared with what comes nearest to all; `sites` are the nodes'."""
    known = matches.unpriced
    order = np.argsort(known, kind="stable")
    there = sites[matches.others[order]]
    order = order[np.argsort(there, kind="stable")]
    there = sites[matches.others[order]]
    for site in np.unique(there).tolist():
        at = order[slice(*np.searchsorted(there, [site, site + 1]))]
        pairs = np.full(len(sites), -1, dtype=np.int64)
        pairs[matches.rows[at]] = at
        scores = np.where(pairs >= 0, known[pairs], 0.0)
        yield Answers(site=site, scores=scores, pairs=pairs)
