"""The catalogues of all sites as matching reads them, each with a mark that is another whenever any of it is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256

import pandas as pd

from gapfinder.matching.catalogues.prices import Price, choose_price
from gapfinder.matching.catalogues.site_trees import SiteTree
from gapfinder.matching.catalogues.sold import Sold
from gapfinder.matching.catalogues.trees import Node, Place, find_whole_words
from gapfinder.matching.names.site_brands import find_brands
from warehouse.analysis import Catalogue


def mark_sites(catalogue: Catalogue) -> dict[str, str]:
    """Return a mark of each site's categories, brands and titles. Prices move too often to be of it."""
    marks: dict[str, list[str]] = defaultdict(list)
    paths = pd.Series(["\0".join(map(str, path)) for path in catalogue.categories["path"]], dtype=object)
    frames = (
        catalogue.categories[["site", "category_id", "parent_id", "name"]].assign(path=paths),
        catalogue.products[["site", "product_id", "title", "brand"]],
        catalogue.product_categories[["site", "product_id", "category_id"]],
    )
    for frame in frames:
        for site, digest in _sum_rows(frame).items():
            marks[site].append(digest)
    return {site: sha256("\n".join(marks[site]).encode()).hexdigest() for site in catalogue.categories["site"].unique()}


def read_trees(catalogue: Catalogue, sites: Iterable[str], marks: Mapping[str, str]) -> dict[str, SiteTree]:
    """Return the trees of some sites, with what their products are called and cost."""
    wanted = set(sites)
    some = catalogue.of_sites(wanted)
    places: dict[str, list[Place]] = defaultdict(list)
    for place in list_places(some.categories):
        places[place.site].append(place)
    brands: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for brand in find_brands(some.products):
        brands[brand[0]].add(brand)
    titles: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for site, category_id, title in some.list_titles():
        titles[site][category_id].append(title)
    prices = read_prices(some)
    return {
        site: SiteTree(
            places=places[site],
            brands=frozenset(brands[site]),
            titles=titles[site],
            prices=prices.get(site, {}),
            mark=marks[site],
        )
        for site in wanted
    }


def read_prices(catalogue: Catalogue) -> dict[str, dict[str, Price]]:
    """Return what the products of categories cost, by site and category id."""
    medians: dict[tuple[str, str], list[tuple[str, float, int]]] = defaultdict(list)
    for site, category_id, found in catalogue.list_prices():
        medians[site, category_id].append(found)
    prices: dict[str, dict[str, Price]] = defaultdict(dict)
    for (site, category_id), known in medians.items():
        if price := choose_price(known):
            prices[site][category_id] = price
    return prices


def read_sold(catalogue: Catalogue, nodes: Sequence[Node]) -> dict[int, Sold]:
    """Return what the products of each category are called and cost, by the category's position."""
    titles: dict[tuple[str, str], list[str]] = defaultdict(list)
    for site, category_id, title in catalogue.list_titles():
        titles[site, category_id].append(title)
    prices = read_prices(catalogue)
    whole_words = find_whole_words([node.place for node in nodes])
    found = {}
    for at, node in enumerate(nodes):
        site, category_id = node.place.site, node.place.category_id
        called, price = titles.get((site, category_id), []), prices.get(site, {}).get(category_id)
        if called or price:
            found[at] = Sold.of(called, node.language, price, whole_words)
    return found


def list_places(categories: pd.DataFrame) -> list[Place]:
    """Return categories as places, in their order."""
    columns = zip(*(categories[name] for name in ("site", "category_id", "path", "name", "parent_id")), strict=True)
    return [
        Place(
            site=site,
            category_id=category_id,
            path=tuple(str(step) for step in path) or (str(name or ""),),
            parent_id=parent_id if isinstance(parent_id, str) else None,
        )
        for site, category_id, path, name, parent_id in columns
    ]


def _sum_rows(frame: pd.DataFrame) -> Mapping[str, str]:
    """Return for each site a digest of its rows, in whatever order they stand."""
    if frame.empty:
        return {}
    texts = frame.astype(object).where(frame.notna(), None)
    rows = pd.util.hash_pandas_object(texts, index=False)
    return {
        str(site): sha256(found.sort_values().to_numpy().tobytes()).hexdigest()
        for site, found in rows.groupby(frame["site"].to_numpy())
    }
