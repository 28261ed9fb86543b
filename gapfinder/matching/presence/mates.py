"""Which categories are of one concept with others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Self

from gapfinder.matching.clustering.concepts import Concepts
from gapfinder.matching.presence.kin_below import map_members, map_nodes


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Mates:
    """The concepts of each category, the categories of each concept, and the site of each category, by position."""

    concepts: Mapping[int, Sequence[str]]
    members: Mapping[str, Set[int]]
    sites: Sequence[str]

    @classmethod
    def of(cls, concepts: Concepts) -> Self:
        return cls(
            concepts=map_nodes(concepts),
            members=map_members(concepts),
            sites=[node.place.site for node in concepts.nodes],
        )

    def is_elsewhere(self, node: int, sites: Set[str], but: Set[int]) -> bool:
        """Tell whether some sites have what a category is other than as some of their categories.

        A composite, such as bottles and cages, may share one part with another and hold the rest of it, too.
        """
        return any(
            mate not in but and self.sites[mate] in sites
            for one in self.concepts.get(node, ())
            for mate in self.members[one]
        )
