"""Which categories of a forest are compared with which: all of all sites, those of new ones, or of some closely."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass

import numpy as np

from gapfinder.matching.keeping.edges import Edges, match_found
from gapfinder.matching.keeping.forest import Forest
from gapfinder.matching.pairs.seeking import Lookup, seek, seek_back, seek_each, seek_near
from gapfinder.matching.vectors import Ints

Pairs = tuple[Ints, Ints]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Meeting:
    """The edges that were found, and how far each category of a site reached for them, by site."""

    edges: Edges
    reach: Mapping[str, np.ndarray]


def match_all(forest: Forest, *, each_site: bool) -> Meeting:
    """Match all sites with each other."""
    everyone = range(len(forest.sheets))
    lookup = Lookup(forest.join_sought(everyone))
    found, reach = seek(forest.join_asked(everyone), forest.sites, lookup, forest.sites, each_site=each_site)
    pairs = [found]
    if each_site and forest.by_meaning:
        pairs += [_seek_near(forest, one, other) for one in everyone for other in everyone if one != other]
    cuts = forest.starts
    return Meeting(
        edges=match_found(forest, *_unite(forest, pairs)),
        reach={sheet.site: reach[cuts[at] : cuts[at + 1]] for at, sheet in enumerate(forest.sheets)},
    )


def match_new(forest: Forest, fresh: Set[str], *, each_site: bool) -> Meeting:
    """Match new sites with all, and all with them."""
    new = sorted(forest.places[site] for site in fresh)
    old = [at for at in range(len(forest.sheets)) if at not in set(new)]
    rows = np.concatenate([np.zeros(0, np.int64), *(np.arange(*forest.starts[at : at + 2]) for at in new)])
    everyone = forest.join_sought(range(len(forest.sheets)))
    asked = forest.join_asked(new)
    found, reach = seek(asked, forest.sites[rows], Lookup(everyone, asked.columns), forest.sites, each_site=each_site)
    pairs = [(rows[found[0]], found[1]), _seek_back(forest, old, new, each_site=each_site)]
    if each_site and forest.by_meaning:
        both = [(one, other) for one in new for other in range(len(forest.sheets)) if one != other]
        pairs += [_seek_near(forest, *ends) for one, other in both for ends in ((one, other), (other, one))]
    cuts = np.searchsorted(rows, forest.starts)
    return Meeting(
        edges=match_found(forest, *_unite(forest, pairs)),
        reach={forest.sheets[at].site: reach[cuts[at] : cuts[at + 1]] for at in new},
    )


def look_closely(forest: Forest, edges: Edges, places: Sequence[int]) -> Edges:
    """Return edges in which those between some sites are of all that come nearest on each."""
    is_among = np.isin(forest.sites, places)
    rows, sites = np.flatnonzero(is_among), forest.sites[is_among]
    lookup = Lookup(forest.join_sought(places))
    (firsts, seconds), _ = seek(forest.join_asked(places), sites, lookup, sites, each_site=True)
    pairs = [(rows[firsts], rows[seconds])]
    if forest.by_meaning:
        pairs += [_seek_near(forest, one, other) for one in places for other in places if one != other]
    far = ~(is_among[edges.rows] & is_among[edges.others])
    return Edges.join([edges.pick(far), match_found(forest, *_unite(forest, pairs))])


def _seek_back(forest: Forest, old: Sequence[int], new: Sequence[int], *, each_site: bool) -> Pairs:
    """Return the pairs of a node that was there and a new one."""
    rows = np.concatenate([np.zeros(0, np.int64), *(np.arange(*forest.starts[at : at + 2]) for at in old)])
    asked = forest.join_asked(old)
    firsts, seconds = [np.zeros(0, dtype=np.int64)], [np.zeros(0, dtype=np.int64)]
    for at in new:
        sought = forest.sheets[at].sought
        if each_site:
            found = seek_each(asked, forest.reach[rows], Lookup(sought))
        else:
            found = seek_back(Lookup(asked, sought.columns), forest.reach[rows], sought)
        firsts.append(rows[found[0]])
        seconds.append(found[1] + forest.starts[at])
    return np.concatenate(firsts), np.concatenate(seconds)


def _seek_near(forest: Forest, one: int, other: int) -> Pairs:
    """Return the positions of pairs of two sites that mean most nearly the same."""
    rows, others = seek_near(forest.sheets[one], forest.sheets[other])
    return rows + forest.starts[one], others + forest.starts[other]


def _unite(forest: Forest, parts: Sequence[Pairs]) -> Pairs:
    """Return pairs, each once, ordered by their rows."""
    keys = np.unique(np.concatenate([rows * len(forest) + others for rows, others in parts]))
    return keys // max(len(forest), 1), keys % max(len(forest), 1)
