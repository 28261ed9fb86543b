"""Measures how far median prices lie apart of shelves that sell the same goods, and of others, on real shops' listings.

python -m benchmarks.matching.prices
"""

from __future__ import annotations

import csv
import json
import tarfile
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise
from pathlib import Path

import numpy as np

from benchmarks.matching.gold import SHARED
from crawler.pages import Page
from crawler.reading.listings.listing import read_listing
from crawler.reading.markup.document import Document
from gapfinder.matching.catalogues.prices import FEWEST_PRICES, weigh_distance
from gapfinder.matching.catalogues.trees import Node, Place, plant_forest
from gapfinder.matching.names.labels import audience_terms
from gapfinder.matching.vectors import Floats

MATERIAL = SHARED.parent
MADE_UP = frozenset({"zyte", "zencart"})
"""Recordings of shops whose prices were drawn by lot, or try out what a shop software can do."""
SEED = 7
HALVINGS = 40
"""Each shelf is cut in halves so often."""
STEPS = (0.0, 0.1, 0.2, 0.35, 0.5, 0.7, 1.0, 1.5, 2.0, np.inf)
QUANTILES = (0.1, 0.25, 0.5, 0.75, 0.9)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """A category of a shop in one currency, with the logarithms of its prices."""

    shop: str
    path: tuple[str, ...]
    currency: str
    prices: Floats

    @property
    def median(self) -> float:
        return float(np.median(self.prices))


def main() -> int:
    """Print the distances and what they speak for; 0 also where there is nothing to measure."""
    if not SHARED.exists():
        print("skipped: the shops are not there (../shared)")
        return 0
    shelves = [*list_recorded(MATERIAL / "realshops"), *list_saved(MATERIAL / "pages")]
    rng = np.random.default_rng(SEED)
    whole = [shelf for shelf in shelves if len(shelf.prices) >= 2 * FEWEST_PRICES]
    halves = [halve(shelf, rng) for shelf in whole for _ in range(HALVINGS)]
    inside, across, same = compare_shelves(shelves)
    print(f"{len(shelves)} shelves of {len({shelf.shop for shelf in shelves})} shops\n")
    kinds: Mapping[str, Sequence[float]] = {
        "halves of one shelf": halves,
        "called alike, two shops": same,
        "others of one shop": inside,
        "others of two shops": across,
    }
    for name, found in kinds.items():
        told = " ".join(f"{value:5.2f}" for value in np.quantile(found, QUANTILES)) if found else "none"
        print(f"{name:24} {len(found):5}  {told}  root mean square {np.sqrt(np.mean(np.square(found))):.2f}")
    print("\nfrom    to   " + "  ".join(kinds) + "  in log odds")
    for least, most in pairwise(STEPS):
        shares = [np.mean([least <= value < most for value in found]) for found in kinds.values()]
        middle = (least + min(most, 3.0)) / 2
        told = "  ".join(f"{share:{len(name)}.3f}" for name, share in zip(kinds, shares, strict=True))
        print(f"{least:4.2f}  {most:4.2f}   {told}  {weigh_distance(np.array([middle]))[0]:+.2f}")
    return 0


def list_recorded(folder: Path) -> Iterator[Shelf]:
    """Yield the shelves that recorded shops have by their own databases."""
    for file in sorted(folder.glob("data/*/truth.json")):
        truth = json.loads(file.read_text(encoding="utf-8"))
        prices: dict[tuple[tuple[str, ...], str], list[float]] = defaultdict(list)
        for product in truth["products"] if truth["site"] not in MADE_UP else ():
            for path in product["category_paths"]:
                prices[tuple(path), product["currency"]].append(float(product["price"] or 0))
        for (path, currency), found in prices.items():
            yield from make_shelf(truth["site"], path, currency, found)


def list_saved(folder: Path) -> Iterator[Shelf]:
    """Yield the shelves that the readers see on saved listings."""
    with tarfile.open(folder / "pages.tar.gz") as pages, (folder / "index.csv").open(encoding="utf-8") as index:
        for row in csv.DictReader(index):
            if row["kind"] != "category":
                continue
            stream = pages.extractfile(row["file"])
            text = stream.read().decode("utf-8", "replace") if stream else ""
            listing = read_listing(Document(Page(url=row["url"], text=text)))
            prices = defaultdict(list)
            for tile in listing.products if listing else ():
                if tile.price and tile.currency:
                    prices[tile.currency].append(float(tile.price))
            for currency, found in prices.items():
                yield from make_shelf(row["shop"], (row["industry"], row["file"]), currency, found)


def make_shelf(shop: str, path: tuple[str, ...], currency: str, prices: Sequence[float]) -> Iterator[Shelf]:
    """Yield a shelf where enough prices are above 0."""
    known = [price for price in prices if price > 0]
    if len(known) >= FEWEST_PRICES:
        yield Shelf(shop=shop, path=path, currency=currency, prices=np.log(known))


def halve(shelf: Shelf, rng: np.random.Generator) -> float:
    """Return how far the medians of two halves of a shelf lie apart."""
    parts = np.array_split(rng.permutation(shelf.prices), 2)
    return abs(float(np.median(parts[0]) - np.median(parts[1])))


def name_goods(node: Node) -> frozenset[str]:
    """Return what a shelf is named, but for whom it is."""
    return frozenset(node.own) - audience_terms().keys()


def compare_shelves(shelves: Sequence[Shelf]) -> tuple[list[float], list[float], list[float]]:
    """Return the distances of shelves that are others on one shop and on two, and of those called alike on two."""
    places = [Place(site=shelf.shop, category_id=str(at), path=shelf.path) for at, shelf in enumerate(shelves)]
    nodes = plant_forest(places)
    inside, across, same = [], [], []
    for (one, node), (other, beside) in combinations(zip(shelves, nodes, strict=True), 2):
        if one.currency != other.currency:
            continue
        distance = abs(one.median - other.median)
        is_alike = name_goods(node) == name_goods(beside)
        if one.shop == other.shop:
            shorter = min(len(one.path), len(other.path))
            if not is_alike and one.path[:shorter] != other.path[:shorter]:
                inside.append(distance)
        elif not is_alike:
            across.append(distance)
        elif not (node.audience and beside.audience and node.audience.isdisjoint(beside.audience)):
            same.append(distance)
    return inside, across, same


if __name__ == "__main__":
    raise SystemExit(main())
