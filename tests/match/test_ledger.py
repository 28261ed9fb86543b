"""Many sites matched bit by bit."""

from __future__ import annotations

import string
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gapfinder.matching.catalogues.prices import Price
from gapfinder.matching.catalogues.site_trees import SiteTree
from gapfinder.matching.catalogues.trees import Place, plant_forest
from gapfinder.matching.clustering.concepts import Concepts, find_concepts, make_concepts
from gapfinder.matching.decisions.rulings import Told, find_rulings
from gapfinder.matching.explaining import explain_rows
from gapfinder.matching.keeping.ledger import Grown, Ledger, begin_ledger, grow_ledger, list_concepts
from gapfinder.matching.keeping.ledger_files import load_ledger, save_ledger
from gapfinder.matching.summed_meanings import Encode
from gapfinder.words import read_table

NAMES = (
    "Drills", "Cordless drills", "Drill bits", "Shoes", "Shoes & Boots", "Boots", "Bags & Shoes", "Women", "Kids",
    "Hand tools", "Hand & power tools", "Rings", "Towel rings", "Jewellery", "Bathroom", "Coffee makers", "Sale",
    "Coffee machines", "Men's boots", "Hot plates", "Hotplates", "Waistcoats", "Vests", "Gloves", "Accessories",
)  # fmt: skip
Tree = tuple[tuple[str, ...], ...]
trees = st.lists(
    st.lists(st.sampled_from(NAMES), min_size=1, max_size=3).map(tuple), min_size=1, max_size=9, unique=True
).map(tuple)
words = st.tuples(st.sampled_from("abcde"), st.sampled_from("abcde"), st.sampled_from(("same", "different", "broader")))
steps = st.lists(
    st.tuples(
        st.dictionaries(st.sampled_from("abcde"), st.one_of(st.none(), trees), min_size=1, max_size=2),
        st.lists(words),
    ),
    min_size=1,
    max_size=5,
)


def describe(site: str, paths: Sequence[tuple[str, ...]]) -> SiteTree:
    known = dict.fromkeys(path[: depth + 1] for path in paths for depth in range(len(path)))
    return SiteTree(
        places=[Place(site=site, category_id=" > ".join(path), path=path) for path in known],
        titles={" > ".join(path): [f"{path[-1]} 10 mm", "Starter kit"] for path in known if len(path) == 2},
        mark=repr(paths),
    )


def describe_priced(site: str, paths: Sequence[tuple[str, ...]]) -> SiteTree:
    tree = describe(site, paths)
    prices = {
        place.category_id: Price(currency=("EUR", "USD")[len(place.path[0]) % 2], median=4.0 ** len(place.path[-1]))
        for place in tree.places
        if len(place.path) < 3
    }
    return replace(tree, prices=prices)


def cluster(concepts: Concepts) -> set[frozenset[tuple[str, str]]]:
    return {
        frozenset(
            (node.place.site, node.place.category_id)
            for member in concept.members
            for node in [concepts.nodes[member.node]]
        )
        for concept in concepts.found
    }


def read(concepts: Concepts) -> set[tuple[object, ...]]:
    """Return all that is told of concepts but their ids, which depend on what was there before, and their labels, which
    depend on what others are called."""
    found = set()
    for concept in concepts.found:
        for member in concept.members:
            place = concepts.nodes[member.node].place
            found.add(
                (
                    concept.name,
                    concept.keys,
                    place.site,
                    place.category_id,
                    member.score,
                    member.method,
                    member.evidence,
                )
            )
    return found


def tell(words: Sequence[tuple[str, str, str]], sites: Mapping[str, Tree]) -> list[Told]:
    """Return decisions on the first categories of sites."""
    return [
        ((one, sites[one][0][0]), (other, sites[other][0][0]), verdict, "ann", "")
        for one, other, verdict in words
        if one in sites and other in sites and one != other
    ]


@settings(max_examples=60, deadline=None)
@given(first=st.dictionaries(st.sampled_from("abcd"), trees, min_size=1), later=steps)
def test_sites_that_come_change_and_go_leave_what_matching_all_by_one_yardstick_finds(
    first: dict[str, Tree], later: list[tuple[dict[str, Tree | None], list[tuple[str, str, str]]]]
) -> None:
    sites = dict(first)
    grown = begin_ledger({site: describe_priced(site, tree) for site, tree in sites.items()}, [])
    told: list[Told] = []
    tables: dict[str, set[tuple[object, ...]]] = {}
    tables = renew(tables, grown)
    for changes, words in later:
        sites = {site: tree for site, tree in {**sites, **changes}.items() if tree is not None}
        told = tell(words, sites)
        step = {site: tree and describe_priced(site, tree) for site, tree in changes.items()}
        grown = grow_ledger(grown.ledger, step, told)
        tables = renew(tables, grown)
    found = list_concepts(grown.ledger)
    assert read(found) == {row for rows in tables.values() for row in rows}
    at_once = list_concepts(
        match_by(grown.ledger, {site: describe_priced(site, tree) for site, tree in sites.items()}, told)
    )
    assert read(found) == read(at_once)
    assert list_labels(found) == list_labels(at_once)


def list_labels(concepts: Concepts) -> list[str]:
    return sorted(concept.label for concept in concepts.found)


def renew(tables: dict[str, set[tuple[object, ...]]], grown: Grown) -> dict[str, set[tuple[object, ...]]]:
    """Return what the tables of concepts hold after a step: what stood, but for what the step made anew."""
    made = make_concepts(grown.regathered.basis, grown.regathered.clusters, grown.regathered.ids)
    kept = {name: rows for name, rows in tables.items() if name not in grown.regathered.stale}
    fresh: dict[str, set[tuple[object, ...]]] = defaultdict(set)
    for concept in made.found:
        one = Concepts(nodes=made.nodes, units=made.units, matches=made.matches, rulings=made.rulings, found=(concept,))
        fresh[concept.concept_id] = read(one)
    assert not kept.keys() & fresh.keys()
    return kept | fresh


def match_by(
    ledger: Ledger, trees: Mapping[str, SiteTree], told: Sequence[Told], encode: Encode | None = None
) -> Ledger:
    """Match all sites at once by the yardstick of a ledger, and by what its categories were found to reach."""
    bare = grow_ledger(ledger, dict.fromkeys(ledger.sheets), []).ledger
    return grow_ledger(bare, trees, told, encode=encode).ledger


def test_a_ledger_finds_the_concepts_that_matching_all_at_once_finds() -> None:
    paths = {
        "a": (("Tools", "Drills"), ("Tools", "Drill bits"), ("Shoes & Boots",), ("Jewellery", "Rings")),
        "b": (("Power tools", "Cordless drills"), ("Boots",), ("Bathroom", "Rings"), ("Hot plates",)),
        "c": (("Drills",), ("Footwear", "Shoes"), ("Hotplates",), ("Coffee machines",)),
    }
    trees = {site: describe(site, found) for site, found in paths.items()}
    told: list[Told] = [(("a", "Tools > Drills"), ("c", "Drills"), "different", "ann", "")]
    nodes = plant_forest([place for site in sorted(trees) for place in trees[site].places])
    at_once = find_concepts(nodes, rulings=find_rulings(nodes, told))
    assert cluster(list_concepts(begin_ledger(trees, told).ledger)) == cluster(at_once)


def test_a_ledger_outlives_its_folder(tmp_path: Path) -> None:
    trees = {site: describe_priced(site, (("Tools", f"Drills {site}"), ("Shoes & Boots",))) for site in "abc"}
    ledger = begin_ledger(trees, [(("a", "Tools"), ("b", "Tools"), "same", "ann", "")]).ledger
    save_ledger(tmp_path, ledger)
    kept = load_ledger(tmp_path)
    assert kept is not None
    assert read(list_concepts(kept)) == read(list_concepts(ledger))
    later = grow_ledger(kept, {"d": describe("d", (("Boots",),)), "a": None}, []).ledger
    save_ledger(tmp_path, later)
    again = load_ledger(tmp_path)
    assert again is not None
    assert read(list_concepts(again)) == read(list_concepts(later))
    assert sorted({file.name.partition("-")[0] for file in tmp_path.iterdir()}) == [
        "edges",
        "grouping",
        "ledger.json",
        "sheet",
    ]
    assert len(list(tmp_path.glob("sheet-*"))) == 3


@pytest.mark.parametrize("broken", ["ledger.json", "sheet-", "edges", "grouping"])
@pytest.mark.parametrize("content", [b"", b"{}", b"PK\x03\x04 nothing"])
def test_what_cannot_be_read_is_not_there(tmp_path: Path, broken: str, content: bytes) -> None:
    save_ledger(tmp_path, begin_ledger({site: describe(site, (("Drills",),)) for site in "ab"}, []).ledger)
    next(file for file in tmp_path.iterdir() if file.name.startswith(broken)).write_bytes(content)
    assert load_ledger(tmp_path) is None


def mean(names: Sequence[str]) -> np.ndarray:
    """Stand in for a sentence model: names mean what their letters add up to."""
    rows = np.array([[name.lower().count(letter) + 0.01 for letter in string.ascii_lowercase] for name in names])
    return (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)


def test_what_categories_mean_is_kept_with_them(tmp_path: Path) -> None:
    sites = {"a": (("Tools", "Drills"),), "b": (("Power tools", "Drillers"), ("Boots",)), "c": (("Footwear",),)}
    trees = {site: describe(site, paths) for site, paths in sites.items()}
    ledger = begin_ledger({site: trees[site] for site in "ab"}, [], encode=mean).ledger
    save_ledger(tmp_path, ledger)
    kept = load_ledger(tmp_path)
    assert kept is not None
    assert kept.by_meaning
    grown = grow_ledger(kept, {"c": trees["c"]}, [], encode=mean).ledger
    assert read(list_concepts(grown)) == read(list_concepts(match_by(grown, trees, [], encode=mean)))
    by_words = grow_ledger(begin_ledger({site: trees[site] for site in "ab"}, []).ledger, {"c": trees["c"]}, []).ledger
    assert list_pairs(grown) > list_pairs(by_words)


def test_what_categories_mean_is_a_part_of_a_kept_sum() -> None:
    sites = {"a": (("Tools", "Drills"),), "b": (("Power tools", "Drillers"),), "c": (("Werkzeuge und Zubehör",),)}
    ledger = begin_ledger({site: describe(site, paths) for site, paths in sites.items()}, [], encode=mean).ledger
    concepts = list_concepts(ledger)
    drills, drillers = (
        next(at for at, node in enumerate(concepts.nodes) if node.label.name == name) for name in ("Drills", "Drillers")
    )
    told = explain_rows(concepts, drills, drillers, titles={}, encode=mean)
    weighed = read_table(concepts.matches.weights)["second"]
    assert {part.name: part.weight for part in told.parts} == {part.name: weighed[part.name] for part in told.parts}
    assert {part.name for part in told.parts} & {name for name in weighed if name.startswith("meaning")}


def list_pairs(ledger: Ledger) -> set[tuple[int, int]]:
    matches = list_concepts(ledger).matches
    return set(zip(matches.rows.tolist(), matches.others.tolist(), strict=True))


def test_among_many_sites_some_are_compared_closely() -> None:
    """Who is the hundredth to sell drills is compared with every other whose absence of something is to be told."""
    crowd = {f"s{at:02d}": describe(f"s{at:02d}", (("Tools", "Cordless drills"),)) for at in range(60)}
    trees = {
        **crowd,
        "x": describe("x", (("Tools", "Cordless drills"),)),
        "y": describe("y", (("Tools", "Drill bits"),)),
    }
    ledger = begin_ledger(trees, []).ledger
    assert not ledger.each_site
    counts = [count_between(list_concepts(ledger, closely=sites), "x", "y") for sites in (frozenset(), frozenset("xy"))]
    assert counts[0] < counts[1]
    assert cluster(list_concepts(ledger)) == cluster(list_concepts(ledger, closely=frozenset("xy")))


def count_between(concepts: Concepts, one: str, other: str) -> int:
    site_of = [node.place.site for node in concepts.nodes]
    pairs = zip(concepts.matches.rows.tolist(), concepts.matches.others.tolist(), strict=True)
    return sum((site_of[row], site_of[there]) == (one, other) for row, there in pairs)
