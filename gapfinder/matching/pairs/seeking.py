"""Which pairs of categories of many sites are looked at: those that share something rare, by few look-ups each."""

from __future__ import annotations

import numpy as np

from gapfinder.cores import map_on_cores
from gapfinder.matching.catalogues.candidates import MOST_CANDIDATES, OF_EACH_SITE
from gapfinder.matching.catalogues.meanings import Way, list_ways
from gapfinder.matching.catalogues.sheets import Sheet, split_columns
from gapfinder.matching.vectors import Floats, Ints, Vectors

Found = tuple[Ints, Ints]
MOST_ALIKE = 4 * MOST_CANDIDATES
AT_ONCE = 1024
SHORT = np.iinfo(np.uint16).max
"""Numbers up to this are put in order at once, without comparing them."""
SLACK = 1 - 1e-9
"""What is as near as what was found before is found again, however its sum is rounded."""


class Lookup:
    """For each column of some rows those that have it; of `wanted` columns only, where they are given."""

    def __init__(self, vectors: Vectors, wanted: Ints | None = None) -> None:
        order = (
            np.argsort(vectors.columns, kind="stable")  # rows are sorted: runs are merged
            if wanted is None
            else _order_wanted(vectors.columns, wanted)
        )
        columns = vectors.columns[order]
        self._rows = vectors.row_numbers()[order]
        self._weights = vectors.weights[order]
        starts = np.flatnonzero(np.diff(columns, prepend=-1))
        self._columns = columns[starts]
        self._starts = np.append(starts, len(columns)).astype(np.int64)
        self._size = len(vectors)

    def score(self, columns: Ints, weights: Floats) -> tuple[Ints, Floats]:
        """Return the rows that share a column, in ascending order, with the sums of the products."""
        at = np.searchsorted(self._columns, columns)
        found = at < len(self._columns)
        found[found] = self._columns[at[found]] == columns[found]
        cuts = [slice(self._starts[place], self._starts[place + 1]) for place in at[found]]
        if not cuts:
            return np.zeros(0, dtype=np.int64), np.zeros(0)
        rows = np.concatenate([self._rows[cut] for cut in cuts])
        products = np.concatenate(
            [self._weights[cut] * weight for cut, weight in zip(cuts, weights[found], strict=True)]
        )
        totals: Floats = np.bincount(rows, weights=products, minlength=self._size).astype(np.float64)
        touched = np.flatnonzero(totals > 0).astype(np.int64)
        return touched, totals[touched]


def _order_wanted(columns: Ints, wanted: Ints) -> Ints:
    """Return where wanted columns of joined views stand, in their order; equal ones as they stood."""
    (views, own), (wanted_views, wanted_own) = split_columns(columns), split_columns(wanted)
    width = int(max(own.max(initial=0), wanted_own.max(initial=0))) + 1
    places, known = views * width + own, wanted_views * width + wanted_own
    is_wanted = np.zeros(int(max(places.max(initial=0), known.max(initial=0))) + 1, dtype=bool)
    is_wanted[known] = True
    chosen = np.flatnonzero(is_wanted[places])
    numbers = (np.cumsum(is_wanted) - 1)[places[chosen]]
    few = numbers.astype(np.uint16) if numbers.max(initial=0) <= SHORT else numbers
    return chosen[np.argsort(few, kind="stable")]


def seek(asked: Vectors, own_sites: Ints, lookup: Lookup, sites: Ints, *, each_site: bool) -> tuple[Found, Floats]:
    """Return for each asking row the rows nearest to it on other sites, and what it takes to be one of those.

    `own_sites` and `sites` are the sites of the rows on either side. With `each_site` those nearest on each site are
    among them, whatever the others offer. A row that finds fewer than it may takes all that share anything.
    """
    firsts, seconds = [np.zeros(0, dtype=np.int64)], [np.zeros(0, dtype=np.int64)]
    reach = np.zeros(len(asked))
    for row in range(len(asked)):
        others, scores = lookup.score(*asked.row(row))
        away = sites[others] != own_sites[row]
        others, scores = others[away], scores[away]
        if len(others) > MOST_CANDIDATES:
            reach[row] = _find_reach(scores)
            kept = scores >= reach[row] * SLACK
            if each_site:
                kept |= _find_nearest(scores, sites[others])
            others = others[kept]
        firsts.append(np.full(len(others), row, dtype=np.int64))
        seconds.append(others)
    return (np.concatenate(firsts), np.concatenate(seconds)), reach


def seek_back(asking: Lookup, reach: Floats, sought: Vectors) -> Found:
    """Return the pairs of an asking row and one that came later, which is near enough to be among those it found."""
    firsts, seconds = [np.zeros(0, dtype=np.int64)], [np.zeros(0, dtype=np.int64)]
    for other in range(len(sought)):
        rows, scores = asking.score(*sought.row(other))
        rows = rows[scores >= reach[rows] * SLACK]
        firsts.append(rows)
        seconds.append(np.full(len(rows), other, dtype=np.int64))
    return _order(np.concatenate(firsts), np.concatenate(seconds))


def seek_each(asked: Vectors, reach: Floats, lookup: Lookup) -> Found:
    """Return for each asking row those of one site that came later: what is near enough, and the nearest whatever."""
    firsts, seconds = [np.zeros(0, dtype=np.int64)], [np.zeros(0, dtype=np.int64)]
    for row in range(len(asked)):
        others, scores = lookup.score(*asked.row(row))
        kept = scores >= reach[row] * SLACK
        kept |= _find_nearest(scores, np.zeros(len(scores), dtype=np.int64))
        firsts.append(np.full(int(kept.sum()), row, dtype=np.int64))
        seconds.append(others[kept])
    return np.concatenate(firsts), np.concatenate(seconds)


def seek_near(source: Sheet, target: Sheet) -> Found:
    """Return for each row of goods of one site those of another that mean most nearly the same by a sentence model, and
    those that sell it."""
    rows, others = (np.flatnonzero(sheet.is_goods).astype(np.int64) for sheet in (source, target))
    if source.meanings is None or target.meanings is None:
        return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
    found = [_find_near(way) for way in list_ways(source.meanings, target.meanings, rows, others)]
    return np.concatenate([firsts for firsts, _ in found]), np.concatenate([seconds for _, seconds in found])


def _find_near(way: Way) -> Found:
    """Return for each row the others that are nearest by a sum of views."""
    views, rows, others = way
    sides = [(left[rows], right[others]) for left, right in views]
    most = min(OF_EACH_SITE, len(others))
    if not most:
        return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)

    def look(start: int) -> Ints:
        alike = sum(left[start : start + AT_ONCE] @ right.T for left, right in sides)
        return np.argpartition(-np.asarray(alike), most - 1, axis=1)[:, :most]

    nearest = [np.zeros((0, most), dtype=np.int64), *map_on_cores(look, range(0, len(rows), AT_ONCE))]
    return np.repeat(rows, most), others[np.concatenate(nearest).ravel()]


def _find_reach(scores: Floats) -> float:
    """Return the score of the last row that is taken; of many alike at that score none is: their names tell as much."""
    least = float(np.partition(scores, -MOST_CANDIDATES)[-MOST_CANDIDATES])
    is_crowded = np.count_nonzero(scores >= least * SLACK) > MOST_ALIKE
    return least / SLACK**3 if is_crowded else least


def _find_nearest(scores: Floats, sites: Ints) -> Ints:
    """Return for each row whether it is one of the nearest of its site."""
    order = np.lexsort((-scores, sites))
    begins = np.searchsorted(sites[order], sites[order], side="left")
    kept = np.zeros(len(scores), dtype=bool)
    kept[order] = np.arange(len(order)) - begins < OF_EACH_SITE
    return kept


def _order(rows: Ints, others: Ints) -> Found:
    order = np.lexsort((others, rows))
    return rows[order], others[order]
