"""What concepts are called: the name most sites use, with what stands above it where that says more than it does."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, count
from typing import Self

from gapfinder.matching.catalogues.trees import Node, Place, drop_told
from gapfinder.matching.catalogues.units import Unit
from gapfinder.matching.clustering.clusters import Cluster
from gapfinder.matching.names.asides import NAVIGATION, PROMOTION, tell_kind
from gapfinder.matching.names.fields import find_fields
from gapfinder.matching.names.labels import audience_words
from gapfinder.matching.names.languages import DEFAULT, guess_by_words
from gapfinder.matching.names.terms import fold_text, read_terms

LONGEST_NAME = 80
TELLING = 0.5
"""A name that stands above so many more of a concept's categories than of any other's tells it from them."""
LAST_RESORT = 0.25
"""What counts so little tells concepts apart where nothing else does: names that lead around a site or advertise, all
names above at once, and the category's own where the concept is only a part of it."""
SEPARATOR = " > "
Rank = tuple[bool, bool, int]
Choice = tuple[float, int, Rank, str]
"""How well a name tells a concept from others, the highest best, and the name."""
_WORD, _BRACKETS = re.compile(r"\w+"), re.compile(r"[()]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Above:
    """What stands above a concept's categories, folded: each name with the share of them below it, 0..1.

    `ranks` says which of them reads best, the highest first: one that says for whom goods are, one that repeats nothing
    of the concept's name, the nearest. `spelled` is how each is written most often.
    """

    shares: Mapping[str, float]
    ranks: Mapping[str, Rank]
    spelled: Mapping[str, str]

    @classmethod
    def of(cls, name: str, paths: Sequence[Sequence[str]]) -> Self:
        own = _list_words(name)
        spellings: dict[str, Counter[str]] = defaultdict(Counter)
        weights: dict[str, float] = {}
        ranks: dict[str, Rank] = {}
        for path in paths:
            uppers = {folded: (upper, weight) for folded, upper, weight in _list_uppers(own, path)}
            for distance, (folded, (upper, weight)) in enumerate(uppers.items()):
                words = _list_words(upper)
                rank = (not audience_words().isdisjoint(words), own.isdisjoint(words), -distance)
                spellings[folded][upper] += 1
                weights[folded] = max(weight, weights.get(folded, weight))
                ranks[folded] = max(rank, ranks.get(folded, rank))
        return cls(
            shares={upper: weights[upper] * found.total() / len(paths) for upper, found in spellings.items()},
            ranks=ranks,
            spelled={upper: _choose_spelling(found) for upper, found in spellings.items()},
        )

    def list_common(self) -> list[str]:
        """Return the names above half of the categories, the commonest first, and of these the one that reads best."""
        common = [upper for upper, share in self.shares.items() if share >= TELLING]
        common.sort(key=lambda upper: (self.shares[upper], self.ranks[upper], upper), reverse=True)
        return [self.spelled[upper] for upper in common]


def choose_name(nodes: Sequence[Node], units: Sequence[Unit], cluster: Cluster) -> str:
    """Return the name most sites use; English, then short ones before others. Parts always together are one name."""
    parts = {units[at].node for at in cluster}
    if len(parts) < len(cluster):
        names = [(nodes[node].label.name, nodes[node].language) for node in parts]
    else:
        names = [(units[at].name, nodes[units[at].node].language) for at in cluster]
    counts = Counter(names)
    name, _ = min(counts, key=lambda pair: (-counts[pair], pair[1] != "en", len(pair[0]), pair))
    return shorten_name(name)


def shorten_name(name: str) -> str:
    return name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1]}…"


def tell_apart(names: Sequence[str], list_places: Callable[[int], Sequence[Place]]) -> list[str]:
    """Return a label for each concept, no two alike: its name, where others are called so with what tells it from them,
    and where it is a word that says nothing of goods, with what stands above most of its categories.

    `list_places` returns the places of a concept's categories by its position among the names. What is put in brackets
    stands above as many of its categories, and as few of the others', as any name does; what stands nowhere in
    particular keeps its bare name. Of several that no name tells apart the largest does, and the others have their
    sites in brackets.

    >>> paths = [("Women", "Clothing", "Tops"), ("Men", "Clothing", "Tops"), ("Toys", "Tops"), ("Hats",)]
    >>> places = [[Place(site="acme", category_id="", path=path)] for path in paths]
    >>> tell_apart(["Tops", "Tops", "Tops", "Hats"], places.__getitem__)
    ['Tops (Women)', 'Tops (Men)', 'Tops (Toys)', 'Hats']
    """
    alike: dict[str, list[int]] = defaultdict(list)
    for at, name in enumerate(names):
        alike[fold_text(name)].append(at)
    labels, used = list(names), set(alike)
    for _, group in sorted(alike.items()):
        if len(group) == 1 and _says_little(names[group[0]]):
            (at,) = group
            uppers = Above.of(names[at], [place.path for place in list_places(at)]).list_common()
            fresh = (_add_upper(upper, names[at]) for upper in uppers)
            labels[at] = next((label for label in fresh if fold_text(label) not in used), names[at])
            used.add(fold_text(labels[at]))
        elif len(group) > 1:
            places = {at: list_places(at) for at in group}
            above = {at: Above.of(names[at], [place.path for place in places[at]]) for at in group}
            for at, upper in _choose_uppers(above, names, used):
                labels[at] = _add_upper(upper, names[at])
                del places[at]
            for at, site in _choose_sites(places, names, used):
                labels[at] = _add_upper(site, names[at])
    return labels


@lru_cache(maxsize=100_000)
def _says_little(name: str) -> bool:
    """Tell whether a name is a word that is of no field of goods: Line, Care, Udito."""
    return len(_WORD.findall(name)) == 1 and not find_fields(read_terms(name, guess_by_words((name,)) or DEFAULT), {})


def _choose_sites(
    places: Mapping[int, Sequence[Place]], names: Sequence[str], used: set[str]
) -> Iterator[tuple[int, str]]:
    """Yield what is to be told with which concepts: their sites, or a number, with all but the largest."""
    for at in sorted(places, key=lambda at: (-len(places[at]), sorted(map(_order, places[at]))))[1:]:
        sites = shorten_name(", ".join(sorted({_BRACKETS.sub("", place.site) for place in places[at]})))
        told = next(
            one for one in chain([sites], map(str, count(2))) if fold_text(_add_upper(one, names[at])) not in used
        )
        used.add(fold_text(_add_upper(told, names[at])))
        yield at, told


def _order(place: Place) -> tuple[str, tuple[str, ...], str]:
    return place.site, place.path, place.category_id


def _choose_uppers(above: Mapping[int, Above], names: Sequence[str], used: set[str]) -> Iterator[tuple[int, str]]:
    """Yield what is to be told with which concepts, those first that it tells best; `used` labels are no others'."""
    spread = Counter(upper for one in above.values() for upper in one.shares)
    pending = dict(above)
    while pending:
        best = dict(_find_best(pending, names, used, spread))
        highest = max((choice[0] for choice in best.values()), default=0.0)
        if not best or (len(pending) == 1 and highest < TELLING):
            return
        for at in [at for at, choice in best.items() if choice[0] >= min(highest, TELLING)]:
            upper = above[at].spelled[best[at][-1]]
            used.add(fold_text(_add_upper(upper, names[at])))
            del pending[at]
            yield at, upper


def _find_best(
    pending: Mapping[int, Above], names: Sequence[str], used: set[str], spread: Mapping[str, int]
) -> Iterator[tuple[int, Choice]]:
    """Yield for each concept the name above it that tells it best from the others, where one does."""
    shares: dict[str, list[float]] = defaultdict(list)
    for one in pending.values():
        for upper, share in one.shares.items():
            shares[upper].append(share)
    ranked = {upper: sorted(found, reverse=True) for upper, found in shares.items()}
    for at, one in pending.items():
        choices = [
            (share - _find_rival(ranked[upper], share), -spread[upper], one.ranks[upper], upper)
            for upper, share in one.shares.items()
            if fold_text(_add_upper(one.spelled[upper], names[at])) not in used
        ]
        if choices and max(choices)[0] > 0:
            yield at, max(choices)


def _find_rival(ranked: Sequence[float], own: float) -> float:
    """Return the greatest share that another has, by all shares in descending order."""
    if own < ranked[0]:
        return ranked[0]
    return ranked[1] if len(ranked) > 1 else 0.0


def _list_uppers(own: Set[str], path: Sequence[str]) -> Iterator[tuple[str, str, float]]:
    """Yield the names above that say more than a concept's name, folded and as they are, and what each counts.

    The nearest comes first.
    """
    *uppers, leaf = (shorten_name(_BRACKETS.sub("", name)) for name in drop_told(path))
    for upper in reversed(uppers):
        if not _list_words(upper) <= own:
            yield fold_text(upper), upper, LAST_RESORT if tell_kind(upper)[0] in (NAVIGATION, PROMOTION) else 1.0
    if len(uppers) > 1:
        yield SEPARATOR.join(map(fold_text, uppers)), shorten_name(SEPARATOR.join(uppers)), LAST_RESORT
    if own < _list_words(leaf):
        yield fold_text(leaf), leaf, LAST_RESORT


def _add_upper(upper: str, name: str) -> str:
    return f"{name} ({upper})"


@lru_cache(maxsize=100_000)
def _list_words(name: str) -> frozenset[str]:
    return frozenset(_WORD.findall(fold_text(name)))


def _choose_spelling(spellings: Mapping[str, int]) -> str:
    return min(spellings, key=lambda name: (-spellings[name], len(name), name))
