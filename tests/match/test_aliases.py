"""What may be a concept under a name that nothing knows: it is asked on sites of the same trade, of what none tells."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pytest

from gapfinder.analysing import analyse_engagement
from gapfinder.loading import load_crawls
from gapfinder.matching.catalogues.sold import Sold
from gapfinder.matching.catalogues.trades import Trades
from gapfinder.matching.clustering.concepts import Concepts, find_concepts
from gapfinder.matching.presence.aliases import find_aliases
from gapfinder.matching.presence.nearness import Nearness
from gapfinder.matching.presence.parted import Parted
from warehouse.reader import open_published

Plant = Callable[..., Any]
PENS = ("Writing > Pens", "Writing > Pencils", "Paper > Envelopes", "Paper > Notebooks", "Desk > Staplers")
DESKS = ("Writing > Pencils", "Paper > Envelopes", "Paper > Notebooks", "Desk > Staplers")


def list_doubted(concepts: Concepts, name: str, titles: Mapping[str, Sequence[str]], trades: Trades) -> list[str]:
    """Return the categories of site b that may be a concept of site a."""
    sold = {
        at: Sold.of(titles[node.place.path[-1]], node.language)
        for at, node in enumerate(concepts.nodes)
        if node.place.path[-1] in titles
    }
    ids = {one.concept_id for one in concepts.found if one.name == name}
    found = find_aliases(concepts, sold, Parted.of(concepts), trades, Nearness())
    return sorted(" > ".join(concepts.nodes[kin.node].place.path) for kin in found if kin.concept_id in ids)


@pytest.mark.parametrize(
    ("of_a", "of_b", "name", "doubted"),
    [
        (PENS, (*DESKS, "Writing > Rollerballs"), "Pens", ["Writing > Rollerballs"]),
        (PENS, (*DESKS, "Fittings > Elbows"), "Pens", []),
        (PENS, (*DESKS, "Writing > Erasers"), "Pens", []),
        ((*PENS, "Machines > Lubricants"), (*DESKS, "Machines > Oil"), "Lubricants", ["Machines > Oil"]),
        ((*PENS, "Machines > Lubricants"), (*DESKS, "Machines > Drills"), "Lubricants", []),
        ((*PENS, "Writing > Rollerballs"), (*DESKS, "Writing > Rollerballs"), "Pens", []),
        (PENS, DESKS, "Pens", []),
        ((*PENS, "Wraps"), (*DESKS, "Skins"), "Wraps", ["Skins"]),
        ((*PENS, "Wraps"), (*DESKS, "Skins", "Lipsticks"), "Wraps", []),
        ((*PENS, "Gift cards"), (*DESKS, "Skins"), "Gift cards", []),
        ((*PENS, "Repair > Zorbels"), (*DESKS, "Toves"), "Zorbels", ["Toves"]),
        ((*PENS, "Writing > Zorbels"), (*DESKS, "Equipment Hire"), "Zorbels", []),
    ],
    ids=[
        "untold",
        "of another field",
        "known for something else",
        "near",
        "not near",
        "who has pens has both",
        "nothing untold",
        "both of fields of which nothing else is",
        "more is of the one",
        "more than a word",
        "goods below a service",
        "a service",
    ],
)
def test_what_nothing_tells_may_be_it(
    plant: Plant, of_a: Sequence[str], of_b: Sequence[str], name: str, doubted: Sequence[str]
) -> None:
    concepts = find_concepts(plant({"a": of_a, "b": of_b}))
    assert list_doubted(concepts, name, {}, Trades.of(concepts.nodes)) == doubted


@pytest.mark.parametrize(
    ("of_pens", "of_elbows", "doubted"),
    [
        (("Stylo pen blue", "Stylo pen red"), ("Brass elbow 15 mm", "Brass elbow 22 mm"), []),
        (("Stylo VL 160", "Stylo VL 180"), ("Brass elbow 15 mm", "Brass elbow 22 mm"), ["Fittings > Elbows"]),
        (("Stylo pen blue", "Stylo pen red"), ("Norvik NT-15", "Norvik NT-22"), ["Fittings > Elbows"]),
    ],
    ids=["titles of goods", "pens by codes", "elbows by codes"],
)
def test_other_names_of_known_goods_tell_nothing_where_titles_are_codes(
    plant: Plant, of_pens: Sequence[str], of_elbows: Sequence[str], doubted: Sequence[str]
) -> None:
    concepts = find_concepts(plant({"a": PENS, "b": (*DESKS, "Fittings > Elbows")}))
    titles = {"Pens": of_pens, "Elbows": of_elbows}
    assert list_doubted(concepts, "Pens", titles, Trades.of(concepts.nodes)) == doubted


WELDING = ("Welding > Welding Wire", "Welding > Welding Helmets", "Machines > Lathes", "Machines > Lubricants")
BAKING = ("Ingredients > Flour", "Ingredients > Sugar", "Cakes > Cake Boxes", "Cakes > Cake Boards")


@pytest.mark.parametrize(
    ("name", "other", "doubted"),
    [
        ("Lubricants", "Upkeep > Food Safe Greases", ["Upkeep > Food Safe Greases"]),
        ("Lubricants", "Upkeep > Oven Cleaners", []),
        ("Lathes", "Upkeep > Food Safe Greases", []),
    ],
    ids=["called so in any trade", "other goods", "for other goods"],
)
def test_what_any_trade_calls_so_may_be_it_in_another(plant: Plant, name: str, other: str, doubted: list[str]) -> None:
    concepts = find_concepts(plant({"a": WELDING, "b": (*BAKING, other)}))
    trades = Trades.of(concepts.nodes)
    assert (trades.list_alike(frozenset({"a"})), list_doubted(concepts, name, {}, trades)) == (frozenset(), doubted)


def test_the_likest_is_told(plant: Plant) -> None:
    concepts = find_concepts(plant({"a": PENS, "b": (*DESKS, "Writing > Quills", "Writing > Pen Quills")}))
    assert list_doubted(concepts, "Pens", {}, Trades.of(concepts.nodes)) == ["Writing > Pen Quills"]


@pytest.mark.parametrize(
    ("other", "evidence"), [("Writing > Pen Quills", "perhaps another name for it"), ("Writing > Quills", "")]
)
def test_what_is_hardly_like_it_is_no_reason_to_show(plant: Plant, other: str, evidence: str) -> None:
    concepts = find_concepts(plant({"a": PENS, "b": (*DESKS, other)}))
    (pens,) = (one.concept_id for one in concepts.found if one.name == "Pens")
    found = find_aliases(concepts, {}, Parted.of(concepts), Trades.of(concepts.nodes), Nearness())
    assert [kin.evidence for kin in found if kin.concept_id == pens] == [evidence]


@pytest.mark.parametrize(
    ("titles", "doubted"),
    [
        (["Used stapler 24/6", "Used notebook A4", "Used envelopes C5"], []),
        (["Used stapler 24/6", "Used notebook A4"], ["Writing > Reconditioned"]),
        (["Rexel Gazelle", "Leitz 5502", "Rapid K1"], ["Writing > Reconditioned"]),
    ],
    ids=["of goods that the other has", "of too few", "of makes"],
)
def test_titles_tell_what_a_shelf_holds(plant: Plant, titles: Sequence[str], doubted: Sequence[str]) -> None:
    concepts = find_concepts(plant({"a": PENS, "b": (*DESKS, "Writing > Reconditioned")}))
    assert list_doubted(concepts, "Pens", {"Reconditioned": titles}, Trades.of(concepts.nodes)) == doubted


@pytest.mark.parametrize(
    ("makes", "doubted"),
    [
        (["Bic Cristal blue", "Bic Orange blue", "Pilot G2 fine black", "Pilot V5 fine black", "Parker Jotter"], True),
        (["Kenzan brass round", "Kenzan needle round", "Vase glass tall", "Vase needle brass", "Tall glass"], False),
        (["Kenzan brass", "Kenzan needle", "Vase glass", "Tall"], True),
    ],
    ids=["some of it said there", "none of it", "too few"],
)
def test_titles_that_share_nothing_tell_of_something_else(plant: Plant, makes: Sequence[str], doubted: bool) -> None:
    concepts = find_concepts(plant({"a": PENS, "b": (*DESKS, "Writing > Rollerballs")}))
    pens = ["Bic Medium blue", "Bic Clic blue", "Paper Mate Flair black", "Paper Mate Ink black", "Stabilo Point 88"]
    found = list_doubted(concepts, "Pens", {"Rollerballs": makes, "Pens": pens}, Trades.of(concepts.nodes))
    assert bool(found) is doubted


@pytest.mark.parametrize(
    ("of_b", "doubted"),
    [
        (("Scribes > Erasers", "Sheets > Ledgers", "Fixers > Tacks", "Bars > Rulers", "Paper > Notebooks"), True),
        (
            ("Scribes > Erasers", "Writing > Pencils", "Paper > Envelopes", "Paper > Notebooks", "Desk > Staplers"),
            False,
        ),
    ],
    ids=["hardly any is told", "most are told"],
)
def test_where_hardly_anything_is_called_alike_any_may_be_it(plant: Plant, of_b: Sequence[str], doubted: bool) -> None:
    concepts = find_concepts(plant({"a": PENS, "b": of_b}))
    assert bool(list_doubted(concepts, "Pens", {}, Trades.of(concepts.nodes, [frozenset({"a", "b"})]))) is doubted


def test_what_is_told_below_tells_what_stands_above(plant: Plant) -> None:
    """Of what holds cables and switches it is known what it is; of what holds things unheard of it is not."""
    of_a = (*PENS, "Sparks > Cables", "Sparks > Switches", "Lairs > Vivaria")
    told = (*DESKS, "Volts > Cables", "Volts > Switches")
    concepts = find_concepts(plant({"a": of_a, "b": told}))
    assert list_doubted(concepts, "Lairs", {}, Trades.of(concepts.nodes)) == []
    concepts = find_concepts(plant({"a": of_a, "b": (*told, "Dens > Burrows")}))
    assert list_doubted(concepts, "Lairs", {}, Trades.of(concepts.nodes)) == ["Dens"]


@pytest.mark.parametrize(
    ("title", "doubted"),
    [("Ergo Posture Chair Black", ["Furniture > Seats for staff"]), ("Ergo Posture Black", [])],
)
def test_a_title_with_the_head_alone_raises_doubt(plant: Plant, title: str, doubted: Sequence[str]) -> None:
    """Of office chairs a chair may be one, among what is not called chairs."""
    concepts = find_concepts(
        plant(
            {
                "a": (*PENS, "Furniture > Office Chairs", "Furniture > Seats for staff"),
                "b": (*DESKS, "Furniture > Seats for staff"),
            }
        )
    )
    trades = Trades.of(concepts.nodes)
    assert list_doubted(concepts, "Office Chairs", {"Seats for staff": [title]}, trades) == doubted


def test_other_trades_and_languages_are_not_asked(plant: Plant) -> None:
    trees = {"a": PENS, "b": ("Dogs > Kibbles", "Cats > Litter", "Fish > Aquariums", "Birds > Cages")}
    concepts = find_concepts(plant(trees))
    assert list_doubted(concepts, "Pens", {}, Trades.of(concepts.nodes)) == []
    assert list_doubted(concepts, "Pens", {}, Trades.of(concepts.nodes, [frozenset({"a", "b"})])) == []
    polish = ("Biuro > Długopisy", "Biuro > Zszywacze", "Biuro > Koperty", "Biuro > Ołówki", "Biuro > Papier")
    concepts = find_concepts(plant({"a": PENS, "b": polish}))
    assert list_doubted(concepts, "Pens", {}, Trades.of(concepts.nodes, [frozenset({"a", "b"})])) == []


@pytest.mark.parametrize(
    ("of_b", "doubted"),
    [
        ("Hygiene > Safety > Disposable Gloves", ["Hygiene > Safety > Disposable Gloves"]),
        ("Garden > Gardening > Trowels", []),
        ("Clinic > Safety > Helmets", []),
    ],
    ids=["called so, of the same field", "of another field", "of the same field, not called so"],
)
def test_what_is_called_so_in_another_trade_may_be_it(plant: Plant, of_b: str, doubted: Sequence[str]) -> None:
    concepts = find_concepts(plant({"a": (*PENS, "Clinic > Safety > Examination Gloves"), "b": (of_b, "Dogs > Leads")}))
    trades = Trades.of(concepts.nodes)
    assert trades.alike == {}
    assert list_doubted(concepts, "Examination Gloves", {}, trades) == doubted


@pytest.mark.parametrize(
    ("among", "rivals", "alike"),
    [
        (None, {"pipes", "odds"}, {"desks": {"pens"}, "pens": {"desks"}, "pipes": {"odds"}, "odds": {"pipes"}}),
        (None, {"pipes", "dogs"}, {"desks": {"pens"}, "pens": {"desks"}}),
        ({"pens", "pipes", "dogs"}, set(), {}),
    ],
    ids=["told, and not known better", "told, and known to have nothing in common", "among some"],
)
def test_trades(plant: Plant, among: set[str] | None, rivals: set[str], alike: Mapping[str, set[str]]) -> None:
    trees = {
        "pens": PENS,
        "desks": DESKS,
        "pipes": ("Plumbing > Taps", "Plumbing > Pipe fittings"),
        "dogs": ("Dogs > Dog food", "Cats > Cat litter"),
        "odds": ("Zorbels > Quuxes", "Zorbels > Frobs"),
    }
    assert Trades.of(plant(trees), [rivals], among=among).alike == alike


def test_rivals_lack_nothing_that_they_may_call_otherwise(
    tmp_path: Any, write: Callable[..., None], engage: Callable[..., Any]
) -> None:
    """Titles settle nothing of a category that no other site tells, where it may be the same goods."""
    titles = ["Zebra Z-Grip Blue 12", "Paper Mate Flexgrip Medium"]
    engagement = engage(tmp_path, {"ours": "prospect", "theirs": "competitor", "pets": "reference"})
    write(engagement.data, "ours", {path: [f"{path} {number}" for number in range(3)] for path in PENS})
    shelves = {path: [f"{path} {number}" for number in range(3)] for path in DESKS}
    write(engagement.data, "theirs", {**shelves, "Writing > Rollerballs": titles})
    write(engagement.data, "pets", {"Dogs > Kibbles": ["Royal Canin Adult Kibbles"], "Dogs > Leads": ["Red dog lead"]})
    load_crawls(engagement)
    analyse_engagement(engagement)
    with open_published(engagement.home) as warehouse:
        rows = warehouse.execute(
            "select site, presence, evidence from presence where label = 'Pens' order by site"
        ).fetchall()
    assert rows == [
        ("ours", "present", 'category "Writing > Pens"'),
        ("pets", "absent", "none of 3 categories and 2 product titles speaks of it"),
        (
            "theirs",
            "not observed",
            'undecided: may go by another name there, perhaps "Writing > Rollerballs"',
        ),
    ]
