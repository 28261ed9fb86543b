"""What titles mean tells which categories may be each other, and which are other goods, whatever they are called."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from hashlib import sha256
from typing import Any

import numpy as np
import pandas as pd
import pytest

from gapfinder.matching.catalogues.sold import Sold
from gapfinder.matching.catalogues.trades import Trades
from gapfinder.matching.clustering.concepts import Concepts, find_concepts
from gapfinder.matching.presence.aliases import find_aliases
from gapfinder.matching.presence.departments import Unlike
from gapfinder.matching.presence.holders import find_broader
from gapfinder.matching.presence.nearness import Nearness
from gapfinder.matching.presence.parted import Parted
from gapfinder.matching.presence.product_titles import tell_naming
from gapfinder.matching.summed_meanings import Rows

Plant = Callable[..., Any]
HERE, THERE = 0, 100
MODELS = ("one", "two", "three")
OTHERS = (2.0, 2.2, 2.4, 2.6, 2.8)
"""Angles of what is sold beside: far from what is looked at, whose cosines tell how near they are."""


def place(here: Sequence[float], there: Sequence[float]) -> Nearness:
    """Return what two sites sell, by the angles of their vectors."""
    sides = {"here": (HERE, here), "there": (THERE, there)}
    return Nearness(
        site_of={start + at: site for site, (start, angles) in sides.items() for at in range(len(angles))},
        places={start + at: at for start, angles in sides.values() for at in range(len(angles))},
        nodes={site: range(start, start + len(angles)) for site, (start, angles) in sides.items()},
        goods={site: turn(angles) for site, (_, angles) in sides.items()},
    )


def test_what_is_the_nearest_is_near_though_more_is_nearer_to_it() -> None:
    nearness = place((0.0, 1.8, 1.81, 1.82), (0.95, *OTHERS))
    assert list(nearness.list_near([HERE], "there")) == [THERE]
    assert list(place((0.0, 1.95, 1.96, 1.97), (1.1, *OTHERS)).list_near([HERE], "there")) == []


def test_what_has_several_parts_is_not_only_what_it_meets() -> None:
    nearness = place((0.0, 0.9), (0.9,))
    assert nearness.is_far(THERE, [HERE])
    assert not replace(nearness, several={THERE}).is_far(THERE, [HERE])


@pytest.mark.parametrize(
    ("angle", "speaks"), [(0.3, True), (0.8, False), (-1.2, False)], ids=["near", "another is nearer", "too far"]
)
def test_a_title_speaks_of_what_it_is_nearest_to(angle: float, speaks: bool) -> None:
    """What stands there sells the same as something else here, but for that title."""
    nearness = replace(place((0.0, 0.9), (0.9,)), said={"there": ([THERE, THERE], turn((0.9, angle)))})
    assert list(nearness.list_speaking([HERE], "there")) == [THERE] * speaks
    assert nearness.speaks_of(HERE, THERE) is nearness.speaks_of(THERE, HERE) is speaks
    assert nearness.is_far(THERE, [HERE]) is not speaks


def turn(angles: Sequence[float]) -> Rows:
    return np.stack([np.cos(angles), np.sin(angles)], axis=1).astype(np.float32)


@pytest.mark.parametrize(
    ("here", "there", "is_far"),
    [
        ((0.0, *OTHERS), (0.4, *OTHERS), False),
        ((0.0, *OTHERS), (1.2, *OTHERS), False),
        ((1.4, *OTHERS), (0.0, 1.3, *OTHERS), True),
        ((0.0,), (1.5,), False),
        ((1.3, 0.8, 0.85, 0.9, 0.95, 1.0), (0.0, 0.8, 0.85, 0.9, 0.95, 1.0), True),
        ((1.3, 1.1, 1.12, 1.14, 1.16, 1.18), (0.0,), False),
        ((1.3, 0.8, 0.85, 0.9, 0.95), (0.0, 0.8, 0.85, 0.9, 0.95), False),
        ((0.0, 0.6, 0.65, 0.7, 0.75, 0.8), (0.9, 0.0), True),
        ((0.5, 0.6, 0.65, 0.7, 0.75, 0.8), (0.9,), False),
    ],
    ids=[
        "near",
        "hardly near, but nothing is nearer",
        "what is much nearer to it there",
        "nothing else is known",
        "much is nearer on either site",
        "little is nearer on one",
        "there is little else on either",
        "it is what is much nearer to it",
        "rather near, though many are nearer",
    ],
)
def test_what_is_far(here: Sequence[float], there: Sequence[float], is_far: bool) -> None:
    nearness = place(here, there)
    assert nearness.is_far(THERE, [HERE]) is is_far
    assert nearness.is_far(HERE, [THERE]) is is_far


def test_what_nothing_is_known_of_is_not_far() -> None:
    nearness = place((1.4, *OTHERS), (0.0, 1.3, *OTHERS))
    assert nearness.is_far(THERE, [HERE, 99])
    assert not nearness.is_far(THERE, [99])
    assert not nearness.is_far(99, [HERE])
    assert not Nearness().is_far(THERE, [HERE])


@pytest.mark.parametrize(
    ("here", "there", "near"),
    [
        ((0.0, *OTHERS), (0.9, *OTHERS), [THERE]),
        ((0.0, *OTHERS), (1.3, *OTHERS), []),
        ((0.0, 0.5, 0.6, 0.7), (0.9,), []),
        ((0.0, 0.9), (0.9,), []),
    ],
    ids=["near", "too far", "others are nearer to it", "another is much nearer to it"],
)
def test_what_is_near(here: Sequence[float], there: Sequence[float], near: Sequence[int]) -> None:
    nearness = place(here, there)
    assert list(nearness.list_near([HERE], "there")) == near
    assert list(nearness.list_near([HERE], "nowhere")) == []


@pytest.mark.parametrize(
    ("there", "but", "is_met"),
    [(0.5, set(), True), (1.2, set(), False), (0.5, {THERE}, False)],
    ids=["near", "not near enough", "as what is left out"],
)
def test_what_is_met(there: float, but: set[int], is_met: bool) -> None:
    nearness = place((0.0, *OTHERS), (there, *OTHERS))
    assert nearness.is_met(HERE, {"there", "nowhere"}, but) is is_met
    assert not nearness.is_met(99, {"there"}, set())
    assert not nearness.is_met(HERE, {"here"}, set())


MEANT = {
    "coat": 0.0, "stab": 0.0, "jacket": 0.9, "perch": 0.94, "pike": 0.96, "carp": 0.98, "blazer": 1.0, "mitt": 1.1,
    "fin": 1.5, "sock": 1.12, "boot": 1.14, "sandal": 1.16,
}  # fmt: skip
"""How far from the first what titles mean is turned, by the word that they begin with, as angles; else it is 1.4."""
SHELVES = {f"Diving > {name}": name.lower() for name in ("Plims", "Wugs", "Toves", "Raths", "Borogoves", "Jubs")}


def encode(texts: Sequence[str]) -> Rows:
    """Return for titles what they mean, each first word in a dimension of its own and all but the first word above in
    one of theirs; names are near nothing else.
    """
    rows = np.zeros((len(texts), 500), dtype=np.float32)
    for row, text in zip(rows, texts, strict=True):
        word, *model = text.split()
        is_title = bool(model) and model[0].startswith(MODELS)
        dimension = 2 + int.from_bytes(sha256((word if is_title else text).encode()).digest()[:4]) % 498
        here, beside = turn([MEANT.get(word, 1.4)])[0] if is_title else (0.0, 1.0)
        row[[0, 1, dimension]] = here, 0.6 * beside * is_title, beside * (0.8 if is_title else 1.0)
    return rows


def match(plant: Plant, here: Mapping[str, str], there: Mapping[str, str]) -> tuple[Concepts, dict[int, Sold]]:
    """Match two sites of one trade of which a word is known with which the titles of each category begin."""
    shops = {"here": here, "there": there}
    nodes = plant({site: list(shop) for site, shop in shops.items()})
    sold = {
        at: Sold.of([f"{word} {model}{word}" for model in MODELS], node.language)
        for at, node in enumerate(nodes)
        if (word := shops[node.place.site].get(node.place.category_id))
    }
    return find_concepts(nodes, titles=sold, encode=encode), sold


@pytest.mark.parametrize(
    ("shared", "title", "is_one"),
    [(4, "jacket", True), (1, "jacket", False), (4, "blazer", False)],
    ids=["the sites sell much of the same", "little of it", "it is not near enough"],
)
def test_the_nearest_by_far_is_the_same_goods_where_sites_sell_much_of_the_same(
    plant: Plant, shared: int, title: str, is_one: bool
) -> None:
    """Makes and models make the same goods less alike in meaning than sentences would be."""
    words = list(SHELVES.values())[:shared]
    here = {f"Diving > {word}s": word for word in words} | {"Diving > Quoffs": "coat", "Diving > Bander": "bander"}
    there = {f"Dives > Z{word}": word for word in words} | {"Dives > Zorbels": title, "Dives > Snatch": "snatch"}
    concepts, _ = match(plant, here, there)
    found = {frozenset(concepts.nodes[one.node].place.path[-1] for one in each.members) for each in concepts.found}
    assert (frozenset({"Quoffs", "Zorbels"}) in found) is is_one


@pytest.mark.parametrize(("strange", "doubted"), [("fin", []), ("blazer", ["Diving > Zorbels"])], ids=["far", "near"])
def test_a_rival_lacks_what_nothing_untold_comes_near(plant: Plant, strange: str, doubted: Sequence[str]) -> None:
    concepts, sold = match(plant, SHELVES | {"Diving > Quoffs": "coat"}, SHELVES | {"Diving > Zorbels": strange})
    (quoffs,) = (one.concept_id for one in concepts.found if one.name == "Quoffs")
    trades = Trades.of(concepts.nodes, [{"here", "there"}])
    found = find_aliases(concepts, sold, Parted.of(concepts), trades, Nearness.of(concepts, sold))
    assert [concepts.nodes[kin.node].place.category_id for kin in found if kin.concept_id == quoffs] == doubted


def test_without_a_model_any_untold_category_may_be_it(plant: Plant) -> None:
    concepts, sold = match(plant, SHELVES | {"Diving > Quoffs": "coat"}, SHELVES | {"Diving > Zorbels": "fin"})
    (quoffs,) = (one.concept_id for one in concepts.found if one.name == "Quoffs")
    trades = Trades.of(concepts.nodes, [{"here", "there"}])
    found = find_aliases(concepts, sold, Parted.of(concepts), trades, Nearness())
    assert [concepts.nodes[kin.node].place.category_id for kin in found if kin.concept_id == quoffs] == [
        "Diving > Zorbels"
    ]


@pytest.mark.parametrize(
    ("there", "is_near"),
    [(SHELVES, False), ({**SHELVES, "Diving > Plims": "fin"}, True)],
    ids=["it sells what the other has beside it", "nothing tells that"],
)
def test_what_sells_the_same_as_something_beside_it_is_not_near(
    plant: Plant, there: Mapping[str, str], is_near: bool
) -> None:
    here = {**SHELVES, "Diving > Plim Sacks": "coat"}
    here["Diving > Zorbels"] = here.pop("Diving > Plims")
    concepts, sold = match(plant, here, there)
    (sacks,) = (one.concept_id for one in concepts.found if one.name == "Plim Sacks")
    held = {
        concepts.nodes[kin.node].place.category_id: kin.is_near
        for kin in find_broader(concepts, Nearness.of(concepts, sold), unlike=Unlike(below=0.0, share=2.0))
        if kin.concept_id == sacks
    }
    assert held.get("Diving > Plims") is is_near, held


@pytest.mark.parametrize(
    ("title", "among", "is_known", "names_goods"),
    [
        ("plims one", {"there"}, True, True),
        ("stab one", {"there"}, True, False),
        ("plims one", {"here"}, True, False),
        ("plims one", {"there"}, False, False),
    ],
    ids=["like what others sell", "unlike it", "on a site that nobody asks after", "no model"],
)
def test_titles_mean_what_others_sell_under_the_name(
    plant: Plant, title: str, among: set[str], is_known: bool, names_goods: bool
) -> None:
    concepts, _ = match(plant, {"Diving > Quoffs": "plims"}, {"Diving > Quoffs": "plims"})
    products = pd.DataFrame({"site": ["there"], "product_id": ["1"], "title": [title], "brand": [None]})
    assigned = pd.DataFrame({"site": ["there"], "product_id": ["1"], "category_id": ["Diving > Quoffs"]})
    found = tell_naming(concepts, products, assigned, among=among, encode=encode if is_known else None)
    assert found["names_goods"].tolist() == [names_goods]


NEARER = {"Fishing > Creels": "perch", "Fishing > Priests": "pike", "Fishing > Gaffs": "carp"}


@pytest.mark.parametrize(
    ("there", "speaks_against"),
    [
        (NEARER, True),
        ({"Fishing > Creels": "perch", "Fishing > Priests": "tench", "Fishing > Gaffs": "bream"}, False),
        ({f"Fishing > Z{word}": word for word in SHELVES.values()} | NEARER, False),
    ],
    ids=["three others mean more of the same", "one does", "the sites sell much of the same"],
)
def test_it_speaks_against_one_name_that_others_sell_what_means_more_of_the_same(
    plant: Plant, there: Mapping[str, str], speaks_against: bool
) -> None:
    concepts, _ = match(plant, SHELVES | {"Diving > Gloves": "coat"}, {**there, "Fishing > Gloves": "mitt"})
    matches, names = concepts.matches, [node.place.path[-1] for node in concepts.nodes]
    pairs = zip(matches.rows.tolist(), matches.others.tolist(), matches.features["strangers"].tolist(), strict=True)
    told = {value for row, other, value in pairs if names[row] == names[other] == "Gloves"}
    assert told == {float(speaks_against)}


@pytest.mark.parametrize(
    ("nearer", "speaks_against"),
    [(NEARER, True), ({"Fishing > Creels": "perch", "Fishing > Priests": "tench"}, False)],
    ids=["three others mean more of the same on either site", "one does"],
)
def test_it_speaks_against_a_part_of_a_composite_that_others_sell_what_means_more(
    plant: Plant, nearer: Mapping[str, str], speaks_against: bool
) -> None:
    here = SHELVES | {"Diving > Snarks": "sock", "Diving > Vorpals": "boot", "Diving > Bojums": "sandal"}
    concepts, _ = match(plant, here | {"Diving > Gloves": "coat"}, {**nearer, "Fishing > Gloves & Gaiters": "mitt"})
    matches, names = concepts.matches, [node.place.path[-1] for node in concepts.nodes]
    pairs = zip(matches.rows.tolist(), matches.others.tolist(), matches.features["strangers"].tolist(), strict=True)
    told = {value for row, other, value in pairs if {names[row], names[other]} == {"Gloves", "Gloves & Gaiters"}}
    assert told == {float(speaks_against)}


@pytest.mark.parametrize(
    ("there", "speaks_against"),
    [({"Gloves > Borogoves": "mitt", **NEARER}, True), ({"Gloves > Borogoves": "mitt"}, False)],
    ids=["three others mean more of the same", "nothing does"],
)
def test_what_stands_below_speaks_against_one_name_where_it_has_no_titles(
    plant: Plant, there: Mapping[str, str], speaks_against: bool
) -> None:
    concepts, _ = match(plant, {**SHELVES, "Gloves > Slithy": "coat"}, there)
    matches, names = concepts.matches, [node.place.path for node in concepts.nodes]
    pairs = zip(matches.rows.tolist(), matches.others.tolist(), matches.features["strangers"].tolist(), strict=True)
    told = {value for row, other, value in pairs if names[row] == names[other] == ("Gloves",)}
    assert told == {float(speaks_against)}
