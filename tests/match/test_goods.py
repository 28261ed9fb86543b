"""What categories sell decides over what they are called."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from typing import Any

import pytest

from gapfinder.matching.catalogues.site_trees import SiteTree
from gapfinder.matching.catalogues.sold import Sold, tell_goods
from gapfinder.matching.catalogues.trees import Place, plant_forest
from gapfinder.matching.clustering.concepts import Concepts, find_concepts
from gapfinder.matching.keeping.ledger import begin_ledger, list_concepts

Shelves = Mapping[str, Sequence[str]]
"""The titles on each shelf, by its path."""
Gather = Callable[[Mapping[str, Shelves]], Concepts]

SIZES = (20, 22, 24, 26, 28, 30)
COLOURS = ("red", "rose", "plum", "coral", "wine", "sand")
WIRE_NAILS = [f"Galvanised Round Wire Nails {size} mm" for size in SIZES]
NAIL_POLISH = [f"Gel Nail Polish {colour} 15 ml" for colour in COLOURS]
KINDS_OF_SKIN, KINDS_OF_DECAL = ("Mohair", "Nylon", "Touring", "Race"), ("Vinyl", "Camo", "Neon", "Orange")
HEATERS = [f"Portable Electric Fan Heater {size}00 W" for size in SIZES]
BOOKS = [
    [f"The {word} of {other}" for word, other in pairwise(words)]
    for words in (
        ("Shadow", "Winter", "Harbour", "Ashes", "Crown", "Orchard", "Lantern"),
        ("Secret", "Mountain", "Letters", "Garden", "Silence", "Raven", "Night"),
    )
]


def match_at_once(shops: Mapping[str, Shelves]) -> Concepts:
    nodes = plant_forest([place for site, shelves in shops.items() for place in list_places(site, shelves)])
    titles = {
        at: Sold.of(shops[node.place.site][node.place.category_id], "en")
        for at, node in enumerate(nodes)
        if node.place.category_id in shops[node.place.site]
    }
    return find_concepts(nodes, titles=titles)


def match_bit_by_bit(shops: Mapping[str, Shelves]) -> Concepts:
    trees = {
        site: SiteTree(places=list_places(site, shelves), titles=shelves, mark=site) for site, shelves in shops.items()
    }
    return list_concepts(begin_ledger(trees, []).ledger)


def list_places(site: str, shelves: Shelves) -> list[Place]:
    paths = [tuple(shelf.split(" > ")) for shelf in shelves]
    found = dict.fromkeys(path[:depth] for path in paths for depth in range(1, len(path) + 1))
    return [Place(site=site, category_id=" > ".join(path), path=path) for path in found]


def list_shared(concepts: Concepts) -> set[frozenset[str]]:
    """Return what stands together across sites, as `site: path`."""
    found = [[concepts.nodes[member.node].place for member in concept.members] for concept in concepts.found]
    return {
        frozenset(f"{place.site}: {place.category_id}" for place in places)
        for places in found
        if len({place.site for place in places}) > 1
    }


@pytest.fixture(name="gather", params=[match_at_once, match_bit_by_bit])
def choose(request: pytest.FixtureRequest) -> Any:
    return request.param


def test_what_is_sold_against_it_is_told(gather: Gather) -> None:
    concepts = gather({"tools": {"Catalogue > Nails": WIRE_NAILS}, "salon": {"Catalogue > Nails": NAIL_POLISH}})
    matches, begins = concepts.matches, "their products tell of other goods; both say Nails"
    pairs = enumerate(zip(matches.rows.tolist(), matches.others.tolist(), strict=True))
    ends = {at: {concepts.nodes[row].label.name, concepts.nodes[other].label.name} for at, (row, other) in pairs}
    found = {
        (matches.relations[at], matches.reason(at)[: len(begins)]) for at, names in ends.items() if names == {"Nails"}
    }
    assert found == {("none", begins)}


def test_one_name_of_other_goods_parts(gather: Gather) -> None:
    shops = {
        "tools": {"Catalogue > Nails": WIRE_NAILS, "Catalogue > Screws": [f"Wood screws {size} mm" for size in SIZES]},
        "looks": {"Catalogue > Nails": NAIL_POLISH, "Catalogue > Lips": [f"Matte Lipstick {c}" for c in COLOURS]},
    }
    assert list_shared(gather(shops)) == set()


def test_a_word_that_means_other_goods_parts_though_one_side_shares_no_terms(gather: Gather) -> None:
    kinds = ("Round wire", "Bright oval", "Galvanised clout", "Masonry", "Panel", "Lost head")
    shops = {
        "tools": {"Fixings > Nails": [f"{kind} nails {size} mm" for kind, size in zip(kinds, SIZES, strict=True)]},
        "looks": {"Nails": NAIL_POLISH, "Hair": [f"Ionic hair dryer {size}00 W" for size in SIZES]},
        "other": {"Nails": []},
    }
    (found,) = (members for members in list_shared(gather(shops)) if any("Nails" in member for member in members))
    assert "other: Nails" in found
    assert len(found) == 2


def test_who_does_not_tell_which_goods_goes_with_the_likest(gather: Gather) -> None:
    """Neither language tells what is sold in the other, nor does any name above the German nails for wood."""
    shops = {
        "eisen": {
            "Befestigung > Nägel": [f"Drahtnägel verzinkt {size} mm" for size in SIZES],
            "Befestigung > Schrauben": [f"Holzschraube Senkkopf {size} mm" for size in SIZES],
        },
        "looks": {"Make-up > Nails": NAIL_POLISH, "Make-up > Lips": [f"Matte Lipstick {c}" for c in COLOURS]},
        "schoen": {
            "Kosmetik > Nägel": [f"Gel Nagellack {size} ml" for size in SIZES],
            "Kosmetik > Lippen": [f"Lippenstift für die Lippen {size} ml" for size in SIZES],
        },
        "tools": {"Fixings > Nails": WIRE_NAILS, "Fixings > Screws": [f"Wood screws {size} mm" for size in SIZES]},
    }
    assert {found for found in list_shared(gather(shops)) if any("N" in place for place in found)} == {
        frozenset({"eisen: Befestigung > Nägel", "tools: Fixings > Nails"}),
        frozenset({"looks: Make-up > Nails", "schoen: Kosmetik > Nägel"}),
    }


@pytest.mark.parametrize("name", ["Face Masks", "Mixing Bowls"])
def test_who_tells_of_no_goods_puts_none_together(gather: Gather, name: str) -> None:
    masks = [f"Disposable Dust Respirator FFP2 {size}" for size in SIZES]
    creams = [f"Hydrating Clay Beauty Treatment {colour}" for colour in COLOURS]
    shops = {
        "site": {f"Safety > {name}": masks, "Safety > Helmets": [f"Hard hat {colour}" for colour in COLOURS]},
        "spa": {f"Beauty > {name}": creams, "Beauty > Lips": [f"Matte Lipstick {colour}" for colour in COLOURS]},
        "other": {f"Beauty > {name}": creams[::-1]},
        "unread": {name: []},
    }
    found = [members for members in list_shared(gather(shops)) if any(name in member for member in members)]
    assert found == [frozenset({f"spa: Beauty > {name}", f"other: Beauty > {name}", f"unread: {name}"})]


def test_titles_that_repeat_one_name_tell_no_same_goods() -> None:
    """All are called skins, and some of each are of one kind: only what stands beside the name may tell of the same."""
    climbing, decals = (
        [f"{make} {kind} Skin" for make, kind in zip(makes, kinds * 2, strict=True)]
        for makes, kinds in (
            (("Pomoca", "Kohla", "Colltex", "Contour", "Fischer", "Dynafit", "Voile", "Genuine"), KINDS_OF_SKIN),
            (("Mavic", "Avata", "Inspire", "Phantom", "Spark", "Neo", "Flip", "Matrice"), KINDS_OF_DECAL),
        )
    )
    concepts = match_at_once({"snow": {"Skins": climbing, "Skis": []}, "drones": {"Skins": decals, "Motors": []}})
    features = concepts.matches.features
    assert features["titles"].max() > 0
    assert features["sold_same"].max() == 0


def test_one_name_of_goods_that_are_not_told_is_one(gather: Gather) -> None:
    shops = {"tools": {"Catalogue > Nails": WIRE_NAILS}, "looks": {"Catalogue > Nails": NAIL_POLISH[:2]}}
    assert list_shared(gather(shops)) == {frozenset({"tools: Catalogue > Nails", "looks: Catalogue > Nails"})}


def test_other_names_of_the_same_goods_meet(gather: Gather) -> None:
    shops = {
        "home": {"Home > Warmers": HEATERS, "Home > Lamps": [f"Desk lamp {colour}" for colour in COLOURS]},
        "shop": {
            "Range > Cosy Corner": [f"Electric Fan Heater portable {size}00 W white" for size in SIZES],
            "Range > Nails": WIRE_NAILS,
        },
    }
    assert list_shared(gather(shops)) == {frozenset({"home: Home > Warmers", "shop: Range > Cosy Corner"})}


def test_other_languages_are_no_other_goods(gather: Gather) -> None:
    drills = [f"Cordless Hammer Drill 18 V {colour}" for colour in COLOURS]
    shops = {
        "a": {"Tools > Drill": drills, "Tools > Hand tools for the garden and the house": [], "Tools > Saws": []},
        "b": {
            "Werkzeug > Drill": [f"Akkuschlagbohrer bürstenlos {colour} mit Koffer" for colour in COLOURS],
            "Werkzeug > Schrauben und Dübel für die Wand": [],
            "Werkzeug > Handwerkzeuge für den Garten": [],
        },
    }
    concepts = gather(shops)
    assert {node.language for node in concepts.nodes} == {"en", "de"}
    assert frozenset({"a: Tools > Drill", "b: Werkzeug > Drill"}) in list_shared(concepts)


def test_what_is_sold_parts_from_a_word_of_another_language_that_never_means_that(gather: Gather) -> None:
    """And who might mean either goes with the one whose meanings it shares, not with the first."""
    shops = {
        "a": {"Pumps": [f"Breast Pump {colour}" for colour in COLOURS], "Shoes and boots": [], "Tools for kids": []},
        "b": {
            "Pompe": [f"Pompa sommersa {size}0 W" for size in SIZES],
            "Scarpe e accessori": [],
            "Mobili per casa": [],
        },
        "c": {"Bombas": [f"Bomba sumergible {size}0 W" for size in SIZES], "Zapatos y ropa": [], "Otros muebles": []},
        "d": {"Pumps": [f"Submersible {size}0 W" for size in SIZES], "Shoes for men": [], "Other tools": []},
    }
    concepts = gather(shops)
    assert {node.place.site: node.language for node in concepts.nodes} == {"a": "en", "b": "it", "c": "es", "d": "en"}
    assert [sites for sites in list_shared(concepts) if any("Bombas" in site for site in sites)] == [
        frozenset({"b: Pompe", "c: Bombas", "d: Pumps"})
    ]


def test_titles_of_works_tell_of_no_goods(gather: Gather) -> None:
    shops = {"a": {"Books > Fiction": BOOKS[0]}, "b": {"Books > Fiction": BOOKS[1]}}
    assert frozenset({"a: Books > Fiction", "b: Books > Fiction"}) in list_shared(gather(shops))


def test_what_nearly_all_shelves_say_is_not_about_goods(plant: Callable[..., Any]) -> None:
    shelves = ("Nails", "Screws", "Desks", "Pots")
    nodes = plant({"a": shelves})
    sold = {at: Sold.of([f"Acme {shelf} {size}" for size in SIZES], "en") for at, shelf in enumerate(shelves)}
    assert [set(bag) for bag in tell_goods(nodes, sold)] == [{"nail"}, {"screw"}, {"desk"}, {"pot"}]


CRATES = [
    f"{make} {kind} Crate" for make in ("Acme", "Bexo", "Corvin", "Delta") for kind in ("Euro", "Folding", "Nesting")
]
TOTES = [
    f"{make} {kind} Crate" for make in ("Zenith", "Yago", "Xeno", "Wolt") for kind in ("Nesting", "Euro", "Folding")
]
KIBBLE = [f"{age} {taste} for {{}}s" for age in ("Adult", "Senior") for taste in ("Chicken", "Salmon", "Lamb")]


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        (CRATES, TOTES, True),
        (CRATES, [title.replace("Crate", "Pallet") for title in TOTES], False),
        (
            CRATES,
            [
                f"{make} {kind} Crate"
                for make in ("Zenith", "Yago", "Xeno", "Wolt")
                for kind in ("Fruit", "Wine", "Dog")
            ],
            False,
        ),
        ([title.format("dog") for title in KIBBLE], [title.format("cat") for title in KIBBLE], False),
        (CRATES[:4], TOTES[:4], False),
    ],
    ids=["the same mix", "of something else", "other kinds", "for others", "too few"],
)
def test_a_mix_of_titles_tells_the_same_goods(
    gather: Gather, one: Sequence[str], other: Sequence[str], is_same: bool
) -> None:
    """Crates and totes are one where both hold crates, each of the same kinds."""
    concepts = gather(
        {
            "here": {
                "Sundries > Crates": one,
                **{f"Other {name}": [name] for name in ("Tea", "Kites", "Rope", "Salt")},
            },
            "there": {"Warehouse > Totes": other, **{f"More {name}": [name] for name in ("Ink", "Rugs", "Maps")}},
        }
    )
    assert (frozenset({"here: Sundries > Crates", "there: Warehouse > Totes"}) in list_shared(concepts)) is is_same


PAPER_CUPS = [
    f"{make} {kind} {size}"
    for make in ("Acme", "Bexo")
    for kind in ("Paper Cup", "Ripple Wall Cup", "Espresso Cup")
    for size in ("4oz", "8oz")
]
TROPHIES = [
    f"{make} {kind} Cup"
    for make in ("Zenith", "Yago")
    for kind in ("Football Trophy", "Tennis Award", "Golf Presentation")
]
AWARDS = [f"{make} {kind} Cup" for make in ("Zenith", "Yago") for kind in ("Winner", "Champion", "Finalist")]


@pytest.mark.parametrize(
    ("shelf", "titles", "is_same"),
    [
        ("Novelties > Cups", TROPHIES, False),
        ("Novelties > Cups", [*TROPHIES, *PAPER_CUPS[:6]], True),
        ("Novelties > Cups", TROPHIES[:4], True),
        ("Novelties > Cups", AWARDS, True),
        ("Sports Drinks > Cups", TROPHIES, True),
    ],
    ids=["of other goods", "some of those", "too few", "of nothing known", "among the same"],
)
def test_a_namesake_among_other_goods_whose_titles_share_little_is_another(
    gather: Gather, shelf: str, titles: Sequence[str], is_same: bool
) -> None:
    """No table tells that cups are to drink from or to win; makes that only one shop has tell nothing by themselves."""
    others = [{name: [name] for name in names} for names in (("Tea", "Kites", "Rope"), ("Ink", "Rugs", "Maps"))]
    concepts = gather({"here": {"Hot Drinks > Cups": PAPER_CUPS, **others[0]}, "there": {shelf: titles, **others[1]}})
    assert (frozenset({"here: Hot Drinks > Cups", f"there: {shelf}"}) in list_shared(concepts)) is is_same


KINDS_OF_GRABBERS = ("Folding Grabber", "Magnetic Claw", "Long Reach Tongs", "Litter Stick", "Trigger Handle")
GRABBERS, CLAWS = (
    [f"{make} {kind} {size} cm" for make in makes for kind in KINDS_OF_GRABBERS for size in (60, 90)]
    for makes in (("Acme", "Bexo", "Delta"), ("Acme", "Bexo", "Corvin"))
)


@pytest.mark.parametrize(
    ("titles", "is_same"),
    [
        (CLAWS, True),
        ([re.sub("Grabber|Claw|Tongs|Stick|Magnetic|Litter", "Ladle", title) for title in CLAWS], False),
        ([f"{title} for dogs" for title in CLAWS], False),
    ],
    ids=["the same kinds", "some other kinds", "for others"],
)
def test_what_several_titles_say_tells_the_same_goods_where_most_share_no_word(
    gather: Gather, titles: Sequence[str], is_same: bool
) -> None:
    others = [{name: [name] for name in names} for names in (("Tea", "Kites", "Rope"), ("Ink", "Rugs", "Maps"))]
    concepts = gather({"here": {"Grabsticks": GRABBERS, **others[0]}, "there": {"Zorbels": titles, **others[1]}})
    assert (frozenset({"here: Grabsticks", "there: Zorbels"}) in list_shared(concepts)) is is_same


KNIVES = ("Chef Knife 20 cm", "Paring Knife 9 cm", "Bread Knife 21 cm", "Boning Knife 15 cm", "Santoku Knife 18 cm")
BLADES = ("Pocket Knife Oak", "Whittling Knife Birch", "Folding Knife Steel", "Neck Knife Kydex", "Bushcraft Knife")


@pytest.mark.parametrize(("kinds", "is_same"), [(KNIVES, True), (BLADES, False)])
def test_a_make_that_most_titles_say_makes_no_other_goods(gather: Gather, kinds: Sequence[str], is_same: bool) -> None:
    here = {"Kitchen > Knives": [f"Kordal {kind}" for kind in KNIVES], "Kitchen > Pots": ["Pot"]}
    there = {"Cookshop > Knives": [f"Hestan {kind}" for kind in kinds], "Cookshop > Woks": ["Wok"]}
    shared = list_shared(gather({"here": here, "there": there}))
    assert (frozenset({"here: Kitchen > Knives", "there: Cookshop > Knives"}) in shared) is is_same


TINTS = ("Orvella Kolest 7/0", "Larenne Majir 6 dark", "Topcher Igrane Royal 60 ml", "Kolest Bremi 8/1")
DYES = ("Orvella Kolest Bremi 60 ml", "Orvella Kolest 6/0", "Larenne Majir 50 ml", "Igrane Royal 7-0")


@pytest.mark.parametrize(
    ("titles", "is_same"),
    [
        (DYES, True),
        ([re.sub("Majir|Royal|Bremi|Igrane", "Zanto", title) for title in DYES], False),
        ([re.sub("[A-Z][a-z]+", "Hair", title) for title in DYES], False),
    ],
    ids=["makes and their series", "one make", "no make"],
)
def test_few_titles_that_share_many_words_tell_the_same_goods(
    gather: Gather, titles: Sequence[str], is_same: bool
) -> None:
    others = [{name: [name] for name in names} for names in (("Tea", "Kites", "Rope"), ("Ink", "Rugs", "Maps"))]
    concepts = gather({"here": {"Tints": TINTS, **others[0]}, "there": {"Permanent Colour": titles, **others[1]}})
    assert (frozenset({"here: Tints", "there: Permanent Colour"}) in list_shared(concepts)) is is_same


@pytest.mark.parametrize(
    ("name", "is_same"), [("Zorbels", True), ("Trousers", False)], ids=["untold goods", "other known goods"]
)
def test_makes_and_series_make_no_known_goods_the_same(gather: Gather, name: str, is_same: bool) -> None:
    others = [{name: [name] for name in names} for names in (("Tea", "Kites", "Rope"), ("Ink", "Rugs", "Maps"))]
    concepts = gather({"here": {"Helmets": TINTS, **others[0]}, "there": {name: DYES, **others[1]}})
    assert (frozenset({"here: Helmets", f"there: {name}"}) in list_shared(concepts)) is is_same


TOWELS = ("Christy Supreme {} towel white", "Egyptian {} towel navy", "Bamboo {} towel", "Zero twist {} towel grey")


@pytest.mark.parametrize(
    ("said", "is_same"),
    [(("bath", "hand"), False), (("bath", "bath"), True), (("", ""), True)],
    ids=["each its own", "both the same", "none"],
)
def test_what_is_told_apart_by_its_own_titles_is_not_the_same(
    gather: Gather, said: Sequence[str], is_same: bool
) -> None:
    here, there = (
        {f"{name} Towels": [title.format(word) for title in TOWELS]}
        for name, word in zip(("Bath", "Hand"), said, strict=True)
    )
    shared = list_shared(gather({"here": {**here, "Tea": ["Tea"]}, "there": {**there, "Ink": ["Ink"]}}))
    assert (frozenset({"here: Bath Towels", "there: Hand Towels"}) in shared) is is_same


@pytest.mark.parametrize(("said", "is_same"), [("Schälmesser", False), ("Brotmesser", True)])
def test_compounds_of_one_end_are_told_apart_by_their_titles(gather: Gather, said: str, is_same: bool) -> None:
    kinds = ("Windmühle {} klein", "Solingen {} Welle", "Güde {} Olive", "Zwilling {} Griff", "Opinel {} Buche")
    here = {"Küche > Brotmesser": [kind.format("Brotmesser") for kind in kinds], "Bad > Handtücher": ["Handtuch"]}
    there = {"Besteck > Schälmesser": [kind.format(said) for kind in kinds], "Garten > Schläuche": ["Schlauch"]}
    shared = list_shared(gather({"here": here, "there": there}))
    assert (frozenset({"here: Küche > Brotmesser", "there: Besteck > Schälmesser"}) in shared) is is_same


RECORDERS = ("Hikmora HM-7608NI", "Dahoria NVR4108")


@pytest.mark.parametrize(
    ("titles", "is_same"),
    [
        (("Dahoria NVR4108-8P", "Hikmora HM-7608NI-K2"), True),
        (("Dahoria NVR5216", "Hikmora HM-7732NI"), False),
        (("Dahoria 250 ml", "Hikmora 18 W"), False),
    ],
    ids=["codes of models", "makes alone", "makes and measures"],
)
def test_few_titles_that_share_codes_of_models_tell_the_same_goods(
    gather: Gather, titles: Sequence[str], is_same: bool
) -> None:
    others = [{name: [name] for name in names} for names in (("Tea", "Kites", "Rope"), ("Ink", "Rugs", "Maps"))]
    concepts = gather({"here": {"Recorders": RECORDERS, **others[0]}, "there": {"Boxes": titles, **others[1]}})
    assert (frozenset({"here: Recorders", "there: Boxes"}) in list_shared(concepts)) is is_same


SPOONS = [
    "Angled spoon left hand",
    "Angled spoon bendable",
    "Angled cutlery spoon",
    "Angled spoon",
    "Angled spoon soft",
]
PEELERS = [
    "Weighted peeler",
    "Weighted peeler blue",
    "Weighted cutlery peeler",
    "Weighted peeler soft",
    "Weighted peelers",
]
FLOORS = [f"Channel ramp {size} cm" for size in SIZES], [f"Suitcase ramp {size} cm" for size in SIZES]
AISLES = ("Canes", "Crutches", "Wheelchairs", "Bath boards", "Raised beds", "Scooters")


@pytest.mark.parametrize(
    ("name", "titles", "others", "is_apart"),
    [
        ("Cutlery", (SPOONS, PEELERS), (), False),
        ("Nails", (WIRE_NAILS, NAIL_POLISH), (), True),
        ("Ramps", FLOORS, AISLES, False),
        ("Ramps", FLOORS, (), True),
    ],
    ids=["titles of one field", "titles of other fields", "shops of one trade", "shops of which nothing is known"],
)
def test_one_name_is_of_one_kind_of_goods_among_like_goods(
    gather: Gather, name: str, titles: Sequence[Sequence[str]], others: Sequence[str], is_apart: bool
) -> None:
    aisles = dict.fromkeys(others, ())
    concepts = gather({f"shop{at}": {f"Aisle {at} > {name}": said, **aisles} for at, said in enumerate(titles)})
    matches = concepts.matches
    reasons = {
        matches.reason(at)
        for at, (row, other) in enumerate(zip(matches.rows.tolist(), matches.others.tolist(), strict=True))
        if {concepts.nodes[row].label.name, concepts.nodes[other].label.name} == {name}
    }
    assert reasons
    assert {"their products tell of other goods" in reason for reason in reasons} == {is_apart}


@pytest.mark.parametrize(
    ("here", "name", "is_one"),
    [
        ("Mobility Scooters", "Scooter Batteries", False),
        ("Mobility Scooters", "Scooter Sets", True),
        ("Mobility Scooters", "Mopeds", True),
        ("Batteries > Scooters", "Scooter Batteries", True),
    ],
    ids=["what goes with them", "a pack of them", "other words", "what stands below what they are"],
)
def test_what_goes_with_goods_is_not_these_whatever_titles_share(
    gather: Gather, here: str, name: str, is_one: bool
) -> None:
    """Spare parts are called by the models that they fit."""
    models = (
        "Pride Colt Sport",
        "Kymco Komfy Eight",
        "Invatec Minimo Autofold",
        "Sunrise Sterling Pearl",
        "Drive Envoy",
    )
    concepts = gather({"a": {here: models}, "b": {name: models}})
    assert (frozenset({f"a: {here}", f"b: {name}"}) in list_shared(concepts)) is is_one
