"""Pairs of categories of many sites as they are kept: how like they are, and what speaks for it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cached_property
from typing import Self

import numpy as np
import numpy.typing as npt

from gapfinder.matching.catalogues.prices import BY_PRICE, compare_prices, leave_prices, tell_prices
from gapfinder.matching.catalogues.sheets import Bools
from gapfinder.matching.clustering.clusters import differ_little
from gapfinder.matching.keeping.forest import Forest
from gapfinder.matching.pairs.goods import SAME_NAME
from gapfinder.matching.pairs.match import Matches, match_pairs
from gapfinder.matching.pairs.relations import AGAINST, BROADER, EQUIVALENT, NARROWER, NONE, TOLD, tell_reason
from gapfinder.matching.pairs.strangers import SPEAKING
from gapfinder.matching.summed_meanings import Rows
from gapfinder.matching.vectors import Floats, Ints
from gapfinder.words import read_table

RELATIONS = (EQUIVALENT, BROADER, NARROWER, NONE)
APART = ("sold_apart", "homonym")
KEPT = (*APART, "among_others", "strangers")
"""Features that are asked for of what is kept."""
SIGNS = (
    ("grams", 0.3),
    *((name, 0.5) for name, _ in TOLD),
    *((name, 1.0) for name, _ in AGAINST),
    *((name, 0.5) for name in (*BY_PRICE, "literally")),
    ("among_others", 1.0),
    ("strangers", SPEAKING),
)
"""Features that a reason tells of, that part namesakes or make their names doubtful, with the value from which on."""
FAINTEST = 0.02
"""Pairs with a lower score are not kept: nothing asks for them."""
AT_ONCE = 400_000
Small = npt.NDArray[np.float32]


@dataclass(frozen=True, kw_only=True, eq=False)
class Edges:
    """Pairs of positions in a forest, each row's best first where they were made at once; values as of `Matches`.

    `kinds` number the relations, `signs` holds a bit for each of `SIGNS`; `sure` tells which are of one concept.
    """

    rows: Ints
    others: Ints
    scores: Floats
    sureness: Floats
    titles: Floats
    kinds: npt.NDArray[np.uint8]
    signs: npt.NDArray[np.uint32]
    sure: Bools

    @classmethod
    def join(cls, parts: Iterable[Self]) -> Self:
        known = list(parts)
        return cls(
            **{
                field.name: np.concatenate(
                    [np.zeros(0, dtype=_TYPES[field.name]), *(getattr(p, field.name) for p in known)]
                )
                for field in fields(cls)
            }
        )

    def pick(self, chosen: Bools | Ints) -> Self:
        return type(self)(**{field.name: getattr(self, field.name)[chosen] for field in fields(self)})

    def move(self, rows: Ints, others: Ints) -> Self:
        """Return the same with other positions."""
        kept = {field.name: getattr(self, field.name) for field in fields(self)}
        return type(self)(**kept | {"rows": rows, "others": others})

    def sort(self) -> Self:
        """Return them by their rows, each row's best first."""
        return self.pick(np.lexsort((self.others, -self.scores, self.rows)))


_TYPES = {
    "rows": np.int64, "others": np.int64, "scores": np.float64, "sureness": np.float64, "titles": np.float64,
    "kinds": np.uint8, "signs": np.uint32, "sure": np.bool_,
}  # fmt: skip


STORED = dict.fromkeys(("scores", "sureness", "titles"), np.float32)
"""What is kept at less length, without a difference: it was rounded when it was made."""


@dataclass(frozen=True, kw_only=True, eq=False)
class EdgeMatches:
    """Edges as what `concepts` and those who ask after them read."""

    nodes: Forest
    edges: Edges

    @property
    def weights(self) -> str:
        return self.nodes.weights

    @property
    def rows(self) -> Ints:
        return self.edges.rows

    @property
    def others(self) -> Ints:
        return self.edges.others

    @property
    def scores(self) -> Floats:
        return self.edges.scores

    @cached_property
    def unpriced(self) -> Floats:
        """Scores but for what prices say of each pair."""
        prices = self.nodes.prices
        return leave_prices(self.scores, compare_prices(prices, prices, self.rows, self.others))

    @property
    def sureness(self) -> Floats:
        return self.edges.sureness

    @cached_property
    def relations(self) -> Sequence[str]:
        return [RELATIONS[kind] for kind in self.edges.kinds.tolist()]

    @cached_property
    def features(self) -> Mapping[str, Floats]:
        places = {name: np.uint32(place) for place, (name, _) in enumerate(SIGNS) if name in KEPT}
        apart = {name: (self.edges.signs >> place & np.uint32(1)).astype(np.float64) for name, place in places.items()}
        return {"titles": self.edges.titles, **apart}

    def list_goods(self, nodes: Ints) -> Rows | None:
        """Return what titles of some nodes mean, None where no sentence model is at hand."""
        return self.nodes.list_goods(nodes)

    def reason(self, at: int) -> str:
        """Return in one line why a pair scores as it does."""
        bits = int(self.edges.signs[at])
        features = {name: least if bits >> place & 1 else 0.0 for place, (name, least) in enumerate(SIGNS)}
        row, other = int(self.rows[at]), int(self.others[at])
        prices = tell_prices(self.nodes.prices.tell(row), self.nodes.prices.tell(other))
        return tell_reason(self.nodes[row], self.nodes[other], features, prices)


def match_found(forest: Forest, rows: Ints, others: Ints) -> Edges:
    """Match candidate pairs, ordered by rows; all pairs of two sites are to be among them."""
    return Edges.join(_match_some(forest, rows[cut], others[cut]) for cut in _cut_by_site(forest.sites[rows]))


def _cut_by_site(sites: Ints) -> Iterator[slice]:
    """Yield cuts of about as many pairs as are matched at once; those of one site stay together."""
    ends = np.append(np.flatnonzero(np.diff(sites)) + 1, len(sites)) if len(sites) else np.zeros(0, dtype=np.int64)
    start = 0
    for at, end in enumerate(ends.tolist()):
        if at + 1 == len(ends) or ends[at + 1] - start > AT_ONCE:
            yield slice(start, end)
            start = end


def _match_some(forest: Forest, rows: Ints, others: Ints) -> Edges:
    profile, positions = forest.profile(np.concatenate([rows, others]))
    matches = match_pairs(profile, profile, np.searchsorted(positions, rows), np.searchsorted(positions, others))
    kinds = np.array([RELATIONS.index(relation) for relation in matches.relations], dtype=np.uint8)
    found = Edges(
        rows=positions[matches.rows],
        others=positions[matches.others],
        scores=_round(matches.scores),
        sureness=_round(matches.sureness),
        titles=_round(matches.features["titles"]),
        kinds=kinds,
        signs=_read_signs(matches),
        sure=np.zeros(len(kinds), dtype=bool),
    )
    cutoffs = read_table("matching")["cutoffs"]
    is_kept = (np.maximum(found.scores, matches.unpriced) >= FAINTEST) | (found.titles >= cutoffs["alike"])
    sell_apart = np.maximum.reduce([matches.features[name] for name in APART]) >= 1
    is_kept |= sell_apart & (matches.features["own"] >= SAME_NAME)
    found, sell_same = found.pick(is_kept), matches.features["sold_same"][is_kept] >= 1
    likely = np.flatnonzero((found.scores >= cutoffs["together"]) & (found.kinds == RELATIONS.index(EQUIVALENT)))
    ends = np.sort(np.stack([found.rows[likely], found.others[likely]]), axis=0)
    pairs, first, which = np.unique(ends, axis=1, return_index=True, return_inverse=True)
    told = zip(pairs.T.tolist(), sell_same[likely][first].tolist(), strict=True)
    found.sure[likely] = np.array([_is_sure(forest, *pair, sell_same=same) for pair, same in told], dtype=bool)[which]
    return found


def _is_sure(forest: Forest, row: int, other: int, *, sell_same: bool) -> bool:
    """Tell whether two nodes each are one thing by name, and about the same by that or by what they sell."""
    units = [forest.read_own_units(at) for at in (row, other)]
    if not all(len(found) == 1 and not found[0].is_part for found in units):
        return False
    return sell_same or differ_little(units[0][0], units[1][0])


def _read_signs(matches: Matches) -> npt.NDArray[np.uint32]:
    found = np.zeros(len(matches.rows), dtype=np.uint32)
    for place, (name, least) in enumerate(SIGNS):
        if name in matches.features:
            found |= (matches.features[name] >= least).astype(np.uint32) << np.uint32(place)
    return found


def _round(values: Floats) -> Floats:
    return values.astype(np.float32).astype(np.float64)
