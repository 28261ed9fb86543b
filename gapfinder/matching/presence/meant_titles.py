"""Which product titles mean what shops elsewhere sell under the same name, though no word of them names goods."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterator, Set

import numpy as np
import pandas as pd

from gapfinder.matching.clustering.concepts import Concepts
from gapfinder.matching.presence.kin_below import map_members, map_nodes
from gapfinder.matching.summed_meanings import Encode, Rows

SAYING = 0.5
"""The cosine of a title with what others sell from which on it is one of these."""


def find_meant(
    concepts: Concepts, titles: pd.DataFrame, assigned: pd.DataFrame, encode: Encode
) -> Set[tuple[str, str]]:
    """Return the titles that mean what other sites sell in the concepts of a category in which they stand, by site.

    `titles` has site, product_id and title, `assigned` site, product_id and category_id.
    """
    places = titles.merge(assigned, on=["site", "product_id"])
    standing: dict[tuple[str, str], set[str]] = defaultdict(set)
    for site, category_id, title in zip(places["site"], places["category_id"], places["title"], strict=True):
        standing[site, category_id].add(title)
    found = set()
    for node, goods in _find_mates(concepts, standing):
        place = concepts.nodes[node].place
        said = sorted(standing[place.site, place.category_id])
        nearest = (encode(said) @ goods.T).max(axis=1)
        found |= {(place.site, title) for title, alike in zip(said, nearest.tolist(), strict=True) if alike >= SAYING}
    return found


def _find_mates(concepts: Concepts, places: Container[tuple[str, str]]) -> Iterator[tuple[int, Rows]]:
    """Yield categories of some places with what titles mean on the other sites that have them, where that is known."""
    concept_of, members = map_nodes(concepts), map_members(concepts)
    for at, node in enumerate(concepts.nodes):
        if (node.place.site, node.place.category_id) in places:
            mates = {mate for one in concept_of.get(at, ()) for mate in members[one]}
            others = sorted(mate for mate in mates if concepts.nodes[mate].place.site != node.place.site)
            goods = concepts.matches.list_goods(np.array(others, dtype=np.int64)) if others else None
            if goods is not None and goods.any():
                yield at, goods
