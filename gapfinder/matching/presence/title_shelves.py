"""On which shelves the products of a title stand: what these say beside it, and what is meant by nothing there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import pandas as pd

from gapfinder.matching.clustering.concepts import Concepts
from gapfinder.matching.names.derivations import find_roots
from gapfinder.matching.names.fields import find_fields
from gapfinder.matching.presence.parted import Named, Parted

NOTHING: frozenset[Named] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """The roots of the names of the categories in which a site's products of a title stand, and of all above these, and
    the fields of goods of these names.

    `silent` are the names of concepts that mean other goods in some category of each product, `unsure` those that may.
    """

    roots: frozenset[str] = frozenset()
    fields: frozenset[str] = frozenset()
    silent: frozenset[Named] = NOTHING
    unsure: frozenset[Named] = NOTHING


def find_shelves(
    concepts: Concepts, products: pd.DataFrame, assigned: pd.DataFrame | None, parted: Parted
) -> Mapping[tuple[str, str], Shelf]:
    """Return where products stand, by site and title; `assigned` has site, product_id and category_id."""
    if assigned is None or assigned.empty:
        return {}
    titled = products[["site", "product_id", "title"]].dropna()
    shelves = read_shelves(concepts, titled, assigned)
    silent, unsure = (
        _list_names(concepts, titled, assigned, list_of) for list_of in (parted.list_silent, parted.list_unsure)
    )
    return {
        key: replace(shelf, silent=silent.get(key, NOTHING), unsure=unsure.get(key, NOTHING))
        for key, shelf in shelves.items()
    }


def read_shelves(concepts: Concepts, products: pd.DataFrame, assigned: pd.DataFrame) -> Mapping[tuple[str, str], Shelf]:
    """Return what is said where products stand, by site and title."""
    titles = products[["site", "product_id", "title"]].dropna().merge(assigned, on=["site", "product_id"])
    said = {
        (node.place.site, node.place.category_id): Shelf(
            roots=find_roots((*node.label.terms, *node.above), node.language),
            fields=frozenset(find_fields(node.own, node.above)),
        )
        for node in concepts.nodes
    }
    found: dict[tuple[str, str], Shelf] = {}
    for site, title, category_id in zip(titles["site"], titles["title"], titles["category_id"], strict=True):
        known, more = found.get((site, title), Shelf()), said.get((site, category_id), Shelf())
        found[site, title] = Shelf(roots=known.roots | more.roots, fields=known.fields | more.fields)
    return found


def _list_names(
    concepts: Concepts, titled: pd.DataFrame, assigned: pd.DataFrame, list_of: Callable[[int], frozenset[Named]]
) -> Mapping[tuple[str, str], frozenset[Named]]:
    """Return by site and title the names that are listed of some category of each product of that title."""
    places = ((node.place, list_of(at)) for at, node in enumerate(concepts.nodes))
    by_place = {(place.site, place.category_id): names for place, names in places if names}
    of_product: dict[tuple[str, str], frozenset[Named]] = defaultdict(frozenset)
    for site, product_id, category_id in assigned[["site", "product_id", "category_id"]].itertuples(index=False):
        of_product[site, product_id] |= by_place.get((site, category_id), NOTHING)
    found: dict[tuple[str, str], frozenset[Named]] = {}
    for site, product_id, title in titled.itertuples(index=False):
        silent = of_product.get((site, product_id), NOTHING)
        found[site, title] = found.get((site, title), silent) & silent
    return found
