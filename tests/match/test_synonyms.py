"""Names that mean the same goods meet, and the groups that say so do not run into each other."""

from __future__ import annotations

from collections import defaultdict

import pytest

from gapfinder.matching.names.terms import read_terms, stem_phrase
from gapfinder.words import list_phrases, read_table

LANGUAGES = ("en", "de", "fr", "es", "it", "nl")
TOLD_APART = {"bath", "lamp", "light", "tap", "torch"}
"""Words of several meanings that are synonyms nevertheless: what stands for them has those meanings, too."""


def list_groups(language: str) -> dict[str, tuple[str, ...]]:
    groups = read_table("synonyms")["same"][language]
    return {chosen: list_phrases(others) for chosen, others in groups.items()}


@pytest.mark.parametrize("language", LANGUAGES)
def test_groups_are_disjoint(language: str) -> None:
    holders: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for chosen, others in list_groups(language).items():
        for phrase in (chosen, *others) if language == "en" else others:
            holders[stem_phrase(phrase, language)].add(chosen)
    for phrase in list_phrases(read_table("synonyms")["phrases"].get(language, "")):
        holders[stem_phrase(phrase, language)].add("itself")
    assert {stems: held for stems, held in holders.items() if len(held) > 1} == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_group_has_one_name(language: str) -> None:
    apart = {
        (chosen, phrase): read_terms(phrase, language)
        for chosen, others in list_groups(language).items()
        for phrase in others
        if read_terms(phrase, language) != read_terms(chosen)
    }
    assert apart == {}


def test_no_group_swallows_a_word_of_several_meanings() -> None:
    homonyms = {stem_phrase(word): word for word in read_table("homonyms")["senses"]["en"]}
    swallowed = {
        homonyms[stem_phrase(phrase)]
        for chosen, others in list_groups("en").items()
        for phrase in others
        if stem_phrase(phrase) in homonyms and stem_phrase(phrase) != stem_phrase(chosen)
    }
    assert swallowed == TOLD_APART


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        ("en", "Brollies", "Umbrellas"),
        ("en", "Electric Jugs", "Kettle"),
        ("en", "Room Heaters", "Space Heaters"),
        ("en", "Wellies", "Rain Boots"),
        ("en", "Tea Towels", "Dish Towels"),
        ("en", "Letterboxes", "Mailboxes"),
        ("en", "Plasterboard", "Sheetrock"),
        ("en", "Jump Leads", "Jumper Cables"),
        ("en", "Aubergines", "Eggplant"),
        ("en", "Dog Leads", "Dog Leashes"),
        ("en", "Drawing Pins", "Thumb Tacks"),
        ("en", "E-Bikes", "Electric Bicycles"),
        ("en", "Cotton Swabs", "Cotton Buds"),
        ("en", "Moisturisers", "Moisturizer"),
        ("en", "Fibre Flavourings", "Fiber flavorings"),
        ("en", "Centres", "Center"),
        ("en", "Orthopaedic Supports", "Orthopedic support"),
        ("en", "Generators", "Generator"),
        ("en", "Gift Vouchers", "Gift Cards"),
        ("en", "Ceilings", "Ceiling"),
        ("en", "Chillies", "Chili"),
        ("de", "Semmeln", "Brötchen"),
        ("de", "Schlagobers", "Sahne"),
        ("de", "Erdäpfel", "Kartoffeln"),
        ("fr", "Bleuets", "Myrtille"),
        ("fr", "Téléphones portables", "Cellulaires"),
        ("es", "Zumos", "Jugo"),
        ("es", "Ordenadores", "Computadora"),
        ("es", "Judías verdes", "Ejotes"),
        ("it", "Angurie", "Cocomero"),
        ("nl", "GSM's", "Mobiele telefoon"),
        ("nl", "Frieten", "Patat"),
    ],
)
def test_dialects_meet(language: str, one: str, other: str) -> None:
    assert read_terms(one, language) == read_terms(other, language) != ()


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        ("en", "Taps & Dies", "Faucets"),
        ("en", "Stockings", "Stock"),
        ("en", "Dishwashers", "Dish Washing"),
        ("en", "Swimming", "Swimwear"),
        ("en", "Staples", "Staplers"),
        ("en", "Golf Buggies", "Strollers"),
        ("en", "Dog Leads", "Charging Leads"),
        ("en", "Camp Cots", "Cribs"),
        ("en", "Frying Pans", "Cookware"),
        ("en", "Tights", "Hosiery"),
        ("en", "Swimsuits", "Swimwear"),
        ("en", "Nightgowns", "Sleepwear"),
        ("en", "Razors", "Shaving"),
        ("en", "Sandpaper", "Abrasives"),
        ("en", "Towel Rings", "Bath Linen Rings"),
        ("en", "Bread", "Bakery"),
        ("en", "Jam", "Spreads"),
        ("en", "Carpets", "Rugs"),
        ("en", "Mittens", "Gloves"),
        ("en", "Games", "Video Games"),
        ("es", "Coches de bebé", "Coches"),
        ("es", "Neveras portátiles", "Neveras"),
        ("fr", "Bonnets de bain", "Bonnets"),
    ],
)
def test_other_goods_stay_apart(language: str, one: str, other: str) -> None:
    assert read_terms(one, language) != read_terms(other, language)


@pytest.mark.parametrize(
    ("language", "foreign", "english"),
    [
        ("de", "Baby", "Baby"),
        ("de", "Beauty & Hobby", "Beauty & Hobby"),
        ("de", "Boxing", "Boxing"),
        ("de", "Eisenwaren", "Hardware"),
        ("de", "Töpfe", "Pots"),
        ("de", "Damenschuhe", "Women's Shoes"),
        ("fr", "Couches", "Diapers"),
        ("fr", "Vernis à ongles", "Nail Polish"),
        ("fr", "Party", "Party"),
        ("es", "Sacos de dormir", "Sleeping Bags"),
        ("es", "Relojes", "Watches"),
        ("it", "Sacchi a pelo", "Sleeping Bags"),
        ("it", "Aspirapolvere", "Vacuum Cleaners"),
        ("nl", "Slaapzakken", "Sleeping Bags"),
        ("nl", "Handdoeken", "Towels"),
    ],
)
def test_foreign_names_of_common_goods(language: str, foreign: str, english: str) -> None:
    assert set(read_terms(foreign, language)) == set(read_terms(english))
