"""Words that name quite different goods are told apart by what stands around them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import combinations
from typing import Any

import pytest

from gapfinder.matching.catalogues.senses import list_meant, list_senses, tell_senses
from gapfinder.matching.catalogues.sold import Sold
from gapfinder.matching.clustering.concepts import find_concepts
from gapfinder.matching.names.terms import read_terms, stem_phrase
from gapfinder.matching.pairs.match import match_trees
from gapfinder.matching.pairs.relations import NONE
from gapfinder.matching.presence.kin_below import FAINT
from gapfinder.matching.presence.kinds import find_kinds
from gapfinder.matching.presence.kinship import find_narrower
from gapfinder.words import list_phrases, read_table

Plant = Callable[..., Any]
OTHER_GOODS = [
    ("Beauty > Nails", "Fixings > Nails"),
    ("Kitchens > Pots", "Gardening > Pots"),
    ("Office > Shredders", "Garden Machinery > Shredders"),
    ("Musical Instruments > Keyboards & Accessories", "Computers > Mice & Keyboards"),
    ("Skin Care > Cleansers & Toners", "Printing > Toner"),
    ("Groceries > Snacks > Nuts", "Fasteners > Nuts & Washers"),
    ("First Aid > Plasters", "Building Materials > Plaster"),
    ("Laptops & Computers > Monitors", "Nursery > Monitors"),
    ("Bathrooms > Baths", "Toiletries > Washing & Bathing"),
    ("Bathrooms > Showers", "Personal Care > Bath & Shower"),
    ("Bathrooms > Baths", "Towels > Bath"),
    ("Cotton Wool & Skin Care > Ear Buds", "Audio > Headphones"),
    ("Workwear > Safety", "Baby > Safety"),
]
SAME_GOODS = [
    ("Beauty > Nails", "Make-up > Nails"),
    ("Building > Fixings > Nails", "Hand Tools > Nails"),
    ("Kitchens > Pots", "Cookware > Pots"),
    ("Groceries > Nuts", "Snacks > Nuts"),
    ("Everything > Nails", "Beauty > Nails"),
    ("Garden > Gloves", "Winter Clothing > Gloves"),
    ("Kitchens > Plant Pots", "Garden > Plant Pots"),
    ("Beauty > Bath & Shower", "Toiletries > Bath & Shower"),
    ("Bathrooms > Showers", "Plumbing > Showers"),
    ("Audio > Ear Buds", "TV & Audio > Headphones"),
]


def compare(plant: Plant, one: str, other: str) -> tuple[float, float, str]:
    """Return whether what both say means other goods, the score and the relation of the pair."""
    found = match_trees(plant({"a": (one,)}), plant({"b": (other,)}))
    pairs = zip(found.rows.tolist(), found.others.tolist(), strict=True)
    at = next(
        at
        for at, (row, there) in enumerate(pairs)
        if found.source.nodes[row].place.path == tuple(one.split(" > "))
        and found.target.nodes[there].place.path == tuple(other.split(" > "))
    )
    return float(found.features["homonym"][at]), float(found.scores[at]), found.relations[at]


@pytest.mark.parametrize(("one", "other"), OTHER_GOODS)
def test_one_word_of_other_goods(plant: Plant, one: str, other: str) -> None:
    for pair in ((one, other), (other, one)):
        homonym, score, relation = compare(plant, *pair)
        assert (homonym, relation) == (1, NONE)
        assert score < 0.3


@pytest.mark.parametrize(("one", "other"), SAME_GOODS)
def test_one_word_of_the_same_goods(plant: Plant, one: str, other: str) -> None:
    for pair in ((one, other), (other, one)):
        homonym, score, _ = compare(plant, *pair)
        assert (homonym, score > 0.5) == (0, True)


@pytest.mark.parametrize(
    ("path", "word", "fields"),
    [
        ("Home & Garden > Kitchen > Pots", "pot", {"kitchenware"}),
        ("Kitchen & Garden > Pots", "pot", None),
        ("Kitchen > Garden Pots", "pot", {"garden"}),
        ("Pots", "pot", None),
        ("Beauty > Nail Files", "nail", {"beauty"}),
        ("Beauty > Brooms", "broom", None),
        ("Bathroom > Rings", "ring", {"bathroom"}),
        ("Women > Pumps", "pump", {"shoes"}),
        ("Garden > For Him > Pumps", "pump", {"pools"}),
        ("Pets > Pumps", "pump", {"pets"}),
        ("Hand Tools > Torches", "flashlight", {"lighting"}),
        ("Torches", "flashlight", None),
        ("Flashlights", "flashlight", {"lighting"}),
        ("Faucets", "faucet", {"plumbing"}),
        ("Men > Chargers", "charger", None),
        ("Bathrooms > Taps > Tap Spare Parts", "faucet", {"plumbing"}),
        ("Household > Cleaning > Irons", "iron", {"cleaning"}),
    ],
)
def test_the_nearest_name_that_tells_one_meaning_counts(
    plant: Plant, path: str, word: str, fields: set[str] | None
) -> None:
    meant = list_meant(tell_senses(plant({"a": (path,)}), {})[-1], word)
    assert meant is None if fields is None else fields <= (meant or set())


def test_what_is_sold_tells_where_no_name_does(plant: Plant) -> None:
    nodes = plant({"a": ("Nails",)})
    sold = Sold.of([f"Gel nail polish, {colour}" for colour in ("red", "pink", "mauve", "black", "plum")], "en")
    assert list_meant(tell_senses(nodes, {})[0], "nail") is None
    assert "beauty" in (list_meant(tell_senses(nodes, {0: sold})[0], "nail") or ())


SOCKETS = (
    "Kendo 1/2in Drive Socket 13mm", "Orbis Impact Socket 19mm", "Kendo Ratchet and Socket Rail",
    "Varn Socket 3/8in", "Orbis Deep Socket 24mm", "Varn Torx Socket E12",
)  # fmt: skip
OUTLETS = (
    "Lumo 2 Gang Switched Socket", "Lumo 1 Gang Socket", "Arc USB Double Socket", "Arc Brass Socket",
    "Lumo Unswitched Socket White", "Arc Outdoor Socket IP66",
)  # fmt: skip


@pytest.mark.parametrize(
    ("titles", "field"),
    [(SOCKETS, "hand tools"), (OUTLETS, "electrical"), (SOCKETS[:4], None), (("Lumo Socket",) * 6, None)],
)
def test_what_titles_speak_of_tells_where_they_share_nothing(
    plant: Plant, titles: Sequence[str], field: str | None
) -> None:
    meant = list_meant(tell_senses(plant({"a": ("Sockets",)}), {0: Sold.of(titles, "en")})[0], "socket")
    assert meant is None if field is None else field in (meant or ())


@pytest.mark.parametrize(
    ("trees", "language", "field"),
    [
        (("Pots", "Pots > Plant Pots"), "en", "garden"),
        (("Pots", "Pots > Frying Pans"), "en", "kitchenware"),
        (("Kitchen", "Kitchen > Pots", "Kitchen > Pots > Planters"), "en", "kitchenware"),
        (("Töpfe", "Töpfe > Blumentöpfe", "Töpfe > Übertöpfe", "Herren", "Damen"), "de", "garden"),
    ],
)
def test_names_below_tell_where_none_above_does(
    plant: Plant, trees: tuple[str, ...], language: str, field: str
) -> None:
    told = [node for node in tell_senses(plant({"a": trees}), {}) if node.place.path[-1] in ("Pots", "Töpfe")]
    assert [(node.language, field in (list_meant(node, "pot") or ())) for node in told] == [(language, True)]


@pytest.mark.parametrize(
    ("kind", "scores"),
    [
        ("Computers > Gaming Monitors", {0.7}),
        ("Nursery > Baby Monitors", set()),
        ("Health > Blood Pressure Monitors", set()),
        ("Bargains > Curved Monitors", {FAINT}),
    ],
)
def test_what_the_word_means_otherwise_is_no_kind(plant: Plant, kind: str, scores: set[float]) -> None:
    trees: dict[str, Sequence[str]] = {
        "a": ("Computers > Monitors", "Computers > Laptops", "Computers > Mice", "Garden > Spades", "Garden > Rakes"),
        "b": ("Laptops & Computers > Monitors", "Laptops & Computers > Printers", "Garden > Spades"),
        "c": (kind, "Computers > Laptops", "Computers > Mice", "Garden > Rakes"),
    }
    concepts = find_concepts(plant(trees))
    (monitors,) = (concept.concept_id for concept in concepts.found if concept.label == "Monitors")
    assert {kin.score for kin in find_kinds(concepts) if kin.concept_id == monitors} == scores


def test_who_does_not_tell_what_the_word_means_makes_no_kind(plant: Plant) -> None:
    trees = {
        "a": ("Computers > Monitors", "Computers > Laptops"),
        "b": ("Bargains > Monitors",),
        "c": ("Nursery > Baby Monitors", "Nursery > Cots"),
    }
    concepts = find_concepts(plant(trees))
    (monitors,) = (concept for concept in concepts.found if concept.label == "Monitors")
    assert len(monitors.members) == 2
    assert [kin for kin in find_kinds(concepts) if kin.concept_id == monitors.concept_id] == []


def test_what_is_sold_tells_that_it_is_no_kind(plant: Plant) -> None:
    nodes = plant({"a": ("Style > Pumps",), "b": ("Occasions > Pumps",), "c": ("Machines > Water Pumps",)})
    shoes = [f"{colour} leather pumps, high heel shoes" for colour in ("Red", "Black", "Blue", "White", "Beige")]
    water = [f"Submersible water pump, {power} W" for power in (250, 400, 550, 750, 900)]
    told = {1: shoes, 3: shoes, 5: water}
    for titles, kinds in (({}, {"Water Pumps"}), (told, set())):
        sold = {at: Sold.of(titles[at], "en") for at in titles}
        concepts = find_concepts(nodes, titles=sold)
        assert {concepts.nodes[kin.node].place.path[-1] for kin in find_kinds(concepts)} == kinds


def test_what_the_word_means_otherwise_is_of_no_such_field(plant: Plant) -> None:
    concepts = find_concepts(
        plant({"a": ("Computers > Laptops",), "b": ("Nursery > Monitors",), "c": ("Computer Shop > Mice",)})
    )
    (computers,) = (concept.concept_id for concept in concepts.found if concept.label == "Computers")
    found = {concepts.nodes[kin.node].place.path[-1] for kin in find_narrower(concepts) if kin.concept_id == computers}
    assert found == {"Laptops", "Mice"}


def test_what_tells_nothing_brings_no_two_meanings_together(plant: Plant) -> None:
    trees: dict[str, Sequence[str]] = {
        "music": ("Musical Instruments > Keyboards", "Musical Instruments > Pianos"),
        "office": ("Computers > Keyboards", "Computers > Laptops"),
        "mixed": ("Keyboards", "Pianos", "Laptops"),
    }
    concepts = find_concepts(plant(trees))
    together = [
        {concepts.nodes[member.node].place.site for member in concept.members}
        for concept in concepts.found
        if concept.name == "Keyboards"
    ]
    assert sorted(map(len, together)) == [1, 2]
    assert not any({"music", "office"} <= sites for sites in together)


ITALIAN = ("Scarpe e accessori", "Utensili per il giardino", "Mobili per la casa")
GERMAN = ("Bekleidung und Zubehör", "Werkzeuge für den Garten", "Möbel für Kinder")


@pytest.mark.parametrize(
    ("english", "foreign", "others", "is_one"),
    [
        ("Shoes > Pumps", "Catalogo > Pompe", ITALIAN, False),
        ("Baby > Pumps", "Pompe", ITALIAN, False),
        ("Plumbing > Pumps", "Pompe", ITALIAN, True),
        ("Catalogue > Pumps", "Pompe", ITALIAN, True),
        ("Vehicle parts > Car > Boots", "Katalog > Stiefel", GERMAN, False),
        ("Riding > Boots", "Katalog > Stiefel", GERMAN, True),
        ("Shoes > Pumps", "Katalog > Pumpen", GERMAN, False),
        ("Snacks > Nuts", "Muttern", GERMAN, False),
        ("Fasteners > Nuts", "Muttern", GERMAN, True),
    ],
)
def test_a_word_of_another_language_has_no_meaning_but_its_own(
    plant: Plant, english: str, foreign: str, others: tuple[str, ...], is_one: bool
) -> None:
    concepts = find_concepts(plant({"a": (english, "Accessories for home"), "b": (foreign, *others)}))
    places = ({concepts.nodes[member.node].place.path for member in concept.members} for concept in concepts.found)
    ends = {tuple(english.split(" > ")), tuple(foreign.split(" > "))}
    assert any(ends <= found for found in places) == is_one


def test_words_of_other_languages_are_in_the_table_as_they_are_read() -> None:
    words = read_table("homonyms")["senses"]
    read = {(language, word): read_terms(word, language) for language in words for word in words[language]}
    assert [key for key, terms in read.items() if len(terms) != 1] == []
    assert [key for key, terms in read.items() if len(stem_phrase(key[1], key[0])) != 1] == []


def test_meanings_are_of_known_fields_and_of_none_twice() -> None:
    table = read_table("homonyms")
    known = read_table("fields")["fields"].keys() | table["families"].keys()
    named = [*table["families"].values(), *(text for words in table["senses"].values() for text in words.values())]
    assert {field for text in named for field in list_phrases(text.replace(";", ","))} <= known
    for word, senses in list_senses().items():
        assert len(senses) > 1, word
        assert all(senses), word
        assert all(one.isdisjoint(other) for one, other in combinations(senses, 2)), word


@pytest.mark.parametrize(
    ("beside", "is_told"),
    [
        (("Lips > Lipsticks", "Skin care > Lotions", "Hair > Shampoo"), True),
        (("Lips > Lipsticks", "Hand tools > Hammers", "Fasteners > Screws"), False),
        (("Books > Novels", "Books > Poems"), False),
        (("Lipsticks", "Wine", "Bread", "Pillows", "Bicycles", "Novels", "Tents"), False),
        (("Lipsticks", "Mascara", "Wine", "Bread", "Pillows", "Bicycles", "Novels", "Tents"), True),
    ],
    ids=["a shop of beauty", "a shop of both", "a shop of neither", "a shop of anything", "one that has more of it"],
)
def test_what_a_whole_site_is_about_tells(plant: Plant, beside: Sequence[str], is_told: bool) -> None:
    """Of what stands at its top: what stands below a name that tells nothing may be what else the shop has."""
    nodes = tell_senses(plant({"a": ("Nails", "Sundries > Nails", *beside)}), {})
    meant = [list_meant(node, "nail") for node in nodes if node.place.path[-1] == "Nails"]
    assert ["beauty" in (found or ()) for found in meant] == [is_told, False]
