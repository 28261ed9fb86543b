"""What was matched before is kept, so that a crawl or a site more costs what it brings, and not all anew."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from gapfinder.concept_frames import frame_concepts, frame_members
from gapfinder.loaded_sites import mark_sites, read_prices, read_trees
from gapfinder.matching.catalogues.candidates import MOST_SITES
from gapfinder.matching.catalogues.prices import Prices
from gapfinder.matching.catalogues.trees import Place
from gapfinder.matching.clustering.concept_ids import Member
from gapfinder.matching.clustering.concept_labels import tell_apart
from gapfinder.matching.clustering.concepts import Concepts, make_concepts
from gapfinder.matching.decisions.rulings import Told
from gapfinder.matching.keeping.forest import Forest
from gapfinder.matching.keeping.ledger import Grown, Ledger, begin_ledger, grow_ledger, list_concepts
from gapfinder.matching.keeping.ledger_files import load_ledger, save_ledger
from gapfinder.matching.summed_meanings import Encode
from warehouse.analysis import Catalogue

FOLDER = "matching"
SMALL = 5_000
"""So few categories are matched anew in seconds, and better so: nothing is kept of it."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Before:
    """What the store held of earlier concepts: `concepts` and `members` as their tables."""

    concepts: pd.DataFrame
    members: pd.DataFrame

    def list_ids(self) -> Mapping[Member, frozenset[str]]:
        """Return the ids of each category's concepts."""
        found: dict[Member, set[str]] = defaultdict(set)
        columns = (self.members[name] for name in ("site", "category_id", "concept_id"))
        for site, category_id, concept_id in zip(*columns, strict=True):
            found[site, category_id].add(concept_id)
        return {member: frozenset(ids) for member, ids in found.items()}


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Loaded:
    """What is to be matched: all catalogues, what people decided, and what was found before."""

    catalogue: Catalogue
    told: Sequence[Told]
    before: Before


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Matching:
    """A ledger that is up to date. `fresh` are the sites that were matched for it, `grown` the step that did it.

    `grown` is None where nothing was new.
    """

    ledger: Ledger
    grown: Grown | None
    fresh: frozenset[str]

    def list_concepts(self, *, closely: Set[str] = frozenset()) -> Concepts:
        """Return all concepts, the sites of `closely` compared so that absence among them can be told."""
        return list_concepts(self.ledger, closely=closely)


def is_small(catalogue: Catalogue) -> bool:
    """Tell whether nothing is to be kept, because all of few sites is matched in seconds."""
    return len(catalogue.categories) <= SMALL and catalogue.categories["site"].nunique() <= MOST_SITES


def update_matching(data: Path, known: Loaded, *, encode: Encode | None = None, anew: bool = False) -> Matching:
    """Match the sites that are new or changed since, with all; all of them with `anew`, or once many have changed.

    A site whose prices alone have moved is changed once those of a category are a fifth higher or lower.

    What is kept in the data folder is read and left as it is. Raises nothing where it cannot be read: all is matched
    then. `encode` returns the vectors of names, where a sentence model is at hand; where there was none and now is one,
    or another, or the other way round, all is matched, too.
    """
    catalogue, told = known.catalogue, known.told
    marks = mark_sites(catalogue)
    ledger = None if anew else load_ledger(data / FOLDER)
    if ledger is None or ledger.width != _measure(encode, catalogue):
        return _begin(known, marks, encode)
    gone = ledger.sheets.keys() - marks.keys()
    fresh = _find_fresh(ledger, catalogue, marks)
    if not gone and not fresh and list(told) == list(ledger.told):
        return Matching(ledger=ledger, grown=None, fresh=frozenset())
    trees = read_trees(catalogue, fresh, marks)
    if ledger.would_wear(trees.keys() | gone, sum(len(tree.places) for tree in trees.values())):
        return _begin(known, marks, encode)
    grown = grow_ledger(ledger, {**trees, **dict.fromkeys(gone)}, told, encode=encode)
    if grown.forest.weights != Forest(ledger.sheets.values(), ledger.yardstick).weights:
        # a site in another language: what was matched before was weighed otherwise
        return _begin(known, marks, encode)
    return Matching(ledger=grown.ledger, grown=grown, fresh=fresh | gone)


def keep_matching(data: Path, matching: Matching) -> None:
    """Keep what was matched in the data folder. Raises GapfinderError where it cannot be written."""
    if matching.grown is not None:
        save_ledger(data / FOLDER, matching.ledger)


def frame_matching(matching: Matching, before: Before) -> dict[str, pd.DataFrame]:
    """Return the tables of concepts and their members: those that stood, but for the ones that changed.

    The labels of others change where one more is called so, or one less. Where the store holds other concepts than were
    kept, all are made anew.
    """
    concepts, members = before.concepts, before.members
    if matching.grown is not None:
        found = matching.grown.regathered
        made = make_concepts(found.basis, found.clusters, found.ids)
        concepts = _replace(concepts, frame_concepts(made), found.stale)
        members = _replace(members, frame_members(made), found.stale)
    forest = Forest(matching.ledger.sheets.values(), matching.ledger.yardstick)
    if _tallies(matching.ledger, forest, concepts, members):
        concepts = concepts.assign(label=_tell_apart(forest, concepts, members))
    else:
        made = matching.list_concepts()
        concepts, members = frame_concepts(made), frame_members(made)
    return {"concepts": concepts, "category_concepts": members}


def _tell_apart(forest: Forest, concepts: pd.DataFrame, members: pd.DataFrame) -> list[str]:
    """Return the labels of concepts by their names."""
    held = members.groupby("concept_id").indices
    ids = concepts["concept_id"].tolist()
    members_of = list(zip(members["site"], members["category_id"], strict=True))

    def list_places(at: int) -> list[Place]:
        found = (forest.find(*members_of[row]) for row in held[ids[at]])
        return [forest[node].place for node in found if node is not None]

    return tell_apart(concepts["name"].tolist(), list_places)


def _find_fresh(ledger: Ledger, catalogue: Catalogue, marks: Mapping[str, str]) -> frozenset[str]:
    """Return the sites that are not as they were matched."""
    prices = read_prices(catalogue)

    def is_known(site: str) -> bool:
        sheet = ledger.sheets.get(site)
        if sheet is None or sheet.mark != marks[site]:
            return False
        now = prices.get(site, {})
        return sheet.prices.still_hold(Prices.of(now.get(category_id) for category_id in sheet.ids))

    return frozenset(site for site in marks if not is_known(site))


def _measure(encode: Encode | None, catalogue: Catalogue) -> int:
    """Return the length of a model's vectors, 0 where there is none: models for other languages have others."""
    names = catalogue.categories["name"].dropna()
    return int(encode([str(names.iloc[0])]).shape[1]) if encode and len(names) else 0


def _begin(known: Loaded, marks: Mapping[str, str], encode: Encode | None) -> Matching:
    trees = read_trees(known.catalogue, marks, marks)
    grown = begin_ledger(trees, known.told, previous=known.before.list_ids(), encode=encode)
    return Matching(ledger=grown.ledger, grown=grown, fresh=frozenset(marks))


def _replace(frame: pd.DataFrame, made: pd.DataFrame, stale: frozenset[str]) -> pd.DataFrame:
    left = frame[~frame["concept_id"].isin(stale | set(made["concept_id"]))]
    return pd.concat([part for part in (left[list(made.columns)], made) if len(part)] or [made], ignore_index=True)


def _tallies(ledger: Ledger, forest: Forest, concepts: pd.DataFrame, members: pd.DataFrame) -> bool:
    """Tell whether two tables hold the concepts of a ledger, each with a name and as many categories."""
    held = pd.DataFrame(
        {"owner": forest.owners, "concept_id": ledger.grouping.concepts.astype("U14")}
    ).drop_duplicates()
    counts = Counter(held["concept_id"])
    is_named = bool(concepts["name"].notna().all())
    return is_named and Counter(members["concept_id"]) == counts and set(concepts["concept_id"]) == counts.keys()
