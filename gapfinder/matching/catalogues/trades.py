"""Which sites are of one trade: what one has the other may well have, under whatever name."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import combinations
from math import sqrt
from typing import Self

import pandas as pd

from gapfinder.matching.catalogues.trees import Node
from gapfinder.matching.names.fields import find_fields
from gapfinder.matching.names.terms import fold_text

ALIKE = 0.4
"""The cosine of what two sites sell, by fields of goods, from which on they are of one trade."""
APART, KNOWN = 0.1, 0.9
"""That below which they are not though it was told, where the fields of so great a part of both are known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trades:
    """The sites of the same trade as each site, itself left out; `sites` are all that were compared."""

    alike: Mapping[str, frozenset[str]]
    sites: frozenset[str]

    @classmethod
    def of(cls, nodes: Iterable[Node], told: Sequence[Set[str]] = (), *, among: Set[str] | None = None) -> Self:
        """Compare the shares of fields of goods in the categories of sites, of all or `among` some.

        Categories of which no field is known are like nothing of another site. The sites of each set that is `told` are
        of one trade, unless what is known of them has hardly anything in common.
        """
        counts: dict[str, Counter[str]] = defaultdict(Counter)
        for node in nodes:
            if node.is_goods and (among is None or node.place.site in among):
                fields = find_fields(node.own, node.above)
                total = sum(fields.values())
                shares = {name: weight / total for name, weight in fields.items()} or {f"of {node.place.site}": 1.0}
                counts[node.place.site].update(shares)
        known = {site: Counter({k: v for k, v in found.items() if k != f"of {site}"}) for site, found in counts.items()}
        alike: dict[str, set[str]] = defaultdict(set)
        for one, other in combinations(sorted(counts), 2):
            is_told = any({one, other} <= sites for sites in told)
            is_apart = _cosine(known[one], known[other]) < APART and all(
                known[site].total() >= KNOWN * counts[site].total() for site in (one, other)
            )
            if (is_told and not is_apart) or _cosine(counts[one], counts[other]) >= ALIKE:
                alike[one].add(other)
                alike[other].add(one)
        return cls(alike={site: frozenset(others) for site, others in alike.items()}, sites=frozenset(counts))

    def list_alike(self, sites: Iterable[str]) -> frozenset[str]:
        """Return the sites that are of the trade of any of these."""
        return frozenset[str]().union(*(self.alike.get(site, frozenset()) for site in sites))


def list_told_trades(members: pd.DataFrame) -> list[frozenset[str]]:
    """Return the sites of each trade that an engagement tells: prospect and competitors, and those of one industry.

    `members` has site, role and industry.
    """
    industries = members["site"].groupby(members["industry"].map(fold_text, na_action="ignore"))
    return [frozenset(members.loc[members["role"] != "reference", "site"]), *(frozenset(one) for _, one in industries)]


def _cosine(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    """Return the cosine of two sparse vectors.

    >>> _cosine({"paint": 3.0, "garden": 4.0}, {"garden": 2.0})
    0.8
    """
    both = sum(weight * other.get(name, 0.0) for name, weight in one.items())
    length = sqrt(sum(weight**2 for weight in one.values()) * sum(weight**2 for weight in other.values()))
    return both / length if length else 0.0
