"""Which sites are of one trade: what one has the other may well have, under whatever name."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from itertools import combinations
from math import sqrt
from typing import Self

from gapfinder.matching.fields import find_fields
from gapfinder.matching.trees import Node

ALIKE = 0.4
"""The cosine of what two sites sell, by fields of goods, from which on they are of one trade."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trades:
    """The sites of the same trade as each site, itself left out; `sites` are all that were compared."""

    alike: Mapping[str, frozenset[str]]
    sites: frozenset[str]

    @classmethod
    def of(cls, nodes: Iterable[Node], rivals: Set[str] = frozenset(), *, among: Set[str] | None = None) -> Self:
        """Compare the shares of fields of goods in the categories of sites, of all or `among` some.

        Categories of which no field is known are like nothing of another site. `rivals` are of one trade whatever
        theirs are.
        """
        counts: dict[str, Counter[str]] = defaultdict(Counter)
        for node in nodes:
            if node.is_goods and (among is None or node.place.site in among):
                fields = find_fields(node.own, node.above)
                total = sum(fields.values())
                shares = {name: weight / total for name, weight in fields.items()} or {f"of {node.place.site}": 1.0}
                counts[node.place.site].update(shares)
        alike: dict[str, set[str]] = defaultdict(set)
        for one, other in combinations(sorted(counts), 2):
            if {one, other} <= rivals or _cosine(counts[one], counts[other]) >= ALIKE:
                alike[one].add(other)
                alike[other].add(one)
        return cls(alike={site: frozenset(others) for site, others in alike.items()}, sites=frozenset(counts))

    def list_alike(self, sites: Iterable[str]) -> frozenset[str]:
        """Return the sites that are of the trade of any of these."""
        return frozenset[str]().union(*(self.alike.get(site, frozenset()) for site in sites))


def _cosine(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    """Return the cosine of two sparse vectors.

    >>> _cosine({"paint": 3.0, "garden": 4.0}, {"garden": 2.0})
    0.8
    """
    both = sum(weight * other.get(name, 0.0) for name, weight in one.items())
    length = sqrt(sum(weight**2 for weight in one.values()) * sum(weight**2 for weight in other.values()))
    return both / length if length else 0.0
