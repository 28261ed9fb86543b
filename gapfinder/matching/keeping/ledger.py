"""What is kept of a matching of many sites, so that only what is new has to be matched."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from secrets import token_hex

import numpy as np

from gapfinder.matching.catalogues.candidates import MOST_SITES
from gapfinder.matching.catalogues.sheets import Bools, Sheet
from gapfinder.matching.catalogues.site_trees import SiteTree, plant_site
from gapfinder.matching.catalogues.trees import find_whole_words
from gapfinder.matching.catalogues.yardstick import Yardstick
from gapfinder.matching.clustering.concept_ids import Member
from gapfinder.matching.clustering.concepts import Basis, Concepts, make_concepts
from gapfinder.matching.decisions.rulings import Told
from gapfinder.matching.keeping.decided import find_disputed, find_told, mark_told
from gapfinder.matching.keeping.edges import EdgeMatches, Edges
from gapfinder.matching.keeping.forest import Forest
from gapfinder.matching.keeping.lasting import KeptEdges, make_lasting
from gapfinder.matching.keeping.meetings import look_closely, match_all, match_new
from gapfinder.matching.keeping.regathering import Grouping, Led, Regathered, regather, spread
from gapfinder.matching.pausing import pause_collecting
from gapfinder.matching.summed_meanings import Encode

ENOUGH_NEW = 0.25
"""Once so great a share of what was counted has come or gone, everything is to be counted and matched anew."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Ledger:
    """Sites that were matched, by name, with all that was found: `edges` between positions that last.

    `born` names it and all that grow from it. `grouping` is of the units of the sheets in the order of their names,
    `told` what people had decided. `changed` counts the categories that came or went since the yardstick was made; with
    `each_site` those nearest on each site are always compared.
    """

    born: str
    yardstick: Yardstick
    sheets: Mapping[str, Sheet]
    edges: Sequence[Edges]
    grouping: Grouping
    told: Sequence[Told]
    arrivals: int
    changed: int
    each_site: bool

    @property
    def by_meaning(self) -> bool:
        """Tell whether a sentence model had a say."""
        return all(sheet.meanings is not None for sheet in self.sheets.values())

    @property
    def width(self) -> int:
        """Return the length of the vectors of the sentence model that had a say, 0 where none had."""
        return max((sheet.meanings.name.shape[1] for sheet in self.sheets.values() if sheet.meanings), default=0)

    def would_wear(self, leaving: Iterable[str], coming: int) -> bool:
        """Tell whether the yardstick would no longer fit, once some sites have left and so many categories come."""
        left = sum(len(self.sheets[site]) for site in leaving if site in self.sheets)
        return self.changed + left + coming > ENOUGH_NEW * self.yardstick.categories


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Grown:
    """A ledger after a step, and what that did to the concepts."""

    ledger: Ledger
    forest: Forest
    regathered: Regathered


@pause_collecting()
def begin_ledger(
    sites: Mapping[str, SiteTree],
    told: Sequence[Told],
    *,
    previous: Mapping[Member, frozenset[str]] | None = None,
    encode: Encode | None = None,
) -> Grown:
    """Match all sites. `previous` are the ids of concepts that categories had before.

    `encode` returns the vectors of names, where a sentence model is at hand. Of up to twenty sites it brings
    candidates, too; of more it only compares those that words bring.
    """
    whole_words = find_whole_words([place for tree in sites.values() for place in tree.places])
    planted = {site: plant_site(tree, whole_words) for site, tree in sites.items() if tree.places}
    yardstick = Yardstick.of([site.bags for site in planted.values()], whole_words)
    sheets = {site: planted[site].measure(yardstick, at, encode) for at, site in enumerate(sorted(planted))}
    each_site = len(sheets) <= MOST_SITES
    forest = Forest(sheets.values(), yardstick)
    met = match_all(forest, each_site=each_site)
    sheets = {site: replace(sheet, reach=met.reach[site]) for site, sheet in sheets.items()}
    grouping = _group_nothing(forest)
    lasting = [make_lasting(forest, met.edges)]
    led = Led(forest=forest, edges=KeptEdges(forest, lasting), rulings=find_told(forest, told))
    found = regather(led, grouping, np.ones(len(forest.owners), dtype=bool), previous=previous or {})
    ledger = Ledger(
        born=token_hex(8),
        yardstick=yardstick,
        sheets=sheets,
        edges=lasting,
        grouping=found.grouping,
        told=list(told),
        arrivals=len(sheets),
        changed=0,
        each_site=each_site,
    )
    return Grown(ledger=ledger, forest=forest, regathered=found)


@pause_collecting()
def grow_ledger(
    ledger: Ledger, changes: Mapping[str, SiteTree | None], told: Sequence[Told], *, encode: Encode | None = None
) -> Grown:
    """Match the sites that are new or changed, forget those that are None, and heed what people decided since.

    `encode` is to be of the model by which the others were matched, None where there was none.
    """
    before = Forest(ledger.sheets.values(), ledger.yardstick)
    yardstick, fresh = _make_sheets(
        ledger, {site: tree for site, tree in changes.items() if tree and tree.places}, encode
    )
    kept = {site: sheet for site, sheet in ledger.sheets.items() if site not in changes}
    forest = Forest([*kept.values(), *fresh.values()], yardstick)
    new = match_new(forest, fresh.keys(), each_site=ledger.each_site)
    reached = {sheet.site: replace(sheet, reach=new.reach[sheet.site]) for sheet in fresh.values()}
    lasting = [*ledger.edges, make_lasting(forest, new.edges)] if len(new.edges.rows) else list(ledger.edges)
    rulings = find_told(forest, told)
    disputed = find_disputed(ledger.told, told)
    leaving = {sheet.site for sheet in before.sheets} & changes.keys()
    left, stale = _leave(ledger, before, leaving, disputed)
    grouping, was_left = _carry(before, forest, ledger.grouping, kept, left)
    touched = was_left | (grouping.groups < 0) | mark_told(forest, disputed)
    led = Led(forest=forest, edges=KeptEdges(forest, lasting), rulings=rulings)
    found = regather(led, grouping, spread(led, touched), stale=stale)
    gone = sum(len(sheet) for site, sheet in ledger.sheets.items() if site in changes)
    grown = Ledger(
        born=ledger.born,
        yardstick=yardstick,
        sheets=kept | reached,
        edges=lasting,
        grouping=found.grouping,
        told=list(told),
        arrivals=ledger.arrivals + len(fresh),
        changed=ledger.changed + gone + sum(map(len, fresh.values())),
        each_site=ledger.each_site,
    )
    return Grown(ledger=grown, forest=forest, regathered=found)


@pause_collecting()
def list_concepts(ledger: Ledger, *, closely: Set[str] = frozenset()) -> Concepts:
    """Return all concepts that a ledger holds.

    The sites of `closely` are compared with each other again where there are so many sites that what comes nearest on
    each was not: it must be known before anything is called absent there.
    """
    forest = Forest(ledger.sheets.values(), ledger.yardstick)
    edges = KeptEdges(forest, ledger.edges).pick_inside(None)
    if closely and not ledger.each_site:
        edges = look_closely(forest, edges, sorted(forest.places[site] for site in closely if site in forest.places))
    matches = EdgeMatches(nodes=forest, edges=edges.sort())
    units = forest.read_units(range(len(forest.owners)))
    basis = Basis(nodes=forest, units=units, matches=matches, rulings=find_told(forest, ledger.told))
    clusters: dict[str, list[int]] = defaultdict(list)
    for at, name in enumerate(ledger.grouping.concepts.tolist()):
        clusters[name.decode()].append(at)
    return make_concepts(basis, [tuple(members) for members in clusters.values()], list(clusters))


def _make_sheets(
    ledger: Ledger, trees: Mapping[str, SiteTree], encode: Encode | None
) -> tuple[Yardstick, dict[str, Sheet]]:
    yardstick, fresh = ledger.yardstick, {}
    for at, site in enumerate(sorted(trees)):
        planted = plant_site(trees[site], yardstick.whole_words)
        yardstick = yardstick.learn(planted.bags)
        fresh[site] = planted.measure(yardstick, ledger.arrivals + at, encode)
    return yardstick, fresh


def _group_nothing(forest: Forest) -> Grouping:
    count = len(forest.owners)
    return Grouping(groups=np.full(count, -1, dtype=np.int64), concepts=np.zeros(count, dtype="S14"))


def _leave(
    ledger: Ledger, before: Forest, leaving: Set[str], disputed: Sequence[Member]
) -> tuple[Bools, frozenset[str]]:
    """Return the units that those led to which leave or whose decisions changed, and the concepts that lose some."""
    places = [before.places[site] for site in leaving]
    goes = np.isin(before.sites[before.owners], places)
    touched = goes | mark_told(before, disputed)
    if not touched.any():
        return touched, frozenset()
    led = Led(forest=before, edges=KeptEdges(before, ledger.edges), rulings=find_told(before, ledger.told))
    found = spread(led, touched)
    return found, frozenset(name.decode() for name in np.unique(ledger.grouping.concepts[goes]).tolist())


def _carry(
    before: Forest, forest: Forest, grouping: Grouping, kept: Mapping[str, Sheet], left: Bools
) -> tuple[Grouping, Bools]:
    """Return what the units of sites that stay had, and whether they are to be gathered anew."""
    carried, was_left = _group_nothing(forest), np.zeros(len(forest.owners), dtype=bool)
    for site in kept:
        old, new = (_cut_units(where, site) for where in (before, forest))
        carried.groups[new], carried.concepts[new] = grouping.groups[old], grouping.concepts[old]
        was_left[new] = left[old]
    return carried, was_left


def _cut_units(forest: Forest, site: str) -> slice:
    at = forest.places[site]
    start, end = forest.unit_starts[forest.starts[at : at + 2]]
    return slice(int(start), int(end))
