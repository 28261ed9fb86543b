"""Names that write words apart, with hyphens or as one meet, and so do titles."""

from __future__ import annotations

import csv
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gapfinder.matching.catalogues.sold import Sold
from gapfinder.matching.clustering.concepts import find_concepts
from gapfinder.matching.names.fields import find_fields
from gapfinder.matching.names.terms import fold_text, read_terms
from gapfinder.matching.names.whole_words import NO_WORDS, WholeWords, join_words
from gapfinder.matching.pairing import pair_files
from gapfinder.matching.presence.title_hints import find_title_hints

SIGNS = {
    "en": ("Tools for men", "Shoes for women"),
    "de": ("Werkzeuge und Zubehör", "Schuhe für Damen"),
    "fr": ("Outillage et pièces", "Chaussures pour homme"),
    "it": ("Scarpe da uomo", "Abbigliamento e accessori"),
    "nl": ("Gereedschap en toebehoren", "Schoenen voor heren"),
}


@pytest.mark.parametrize(
    ("language", "names"),
    [
        ("en", ("Wi-Fi Routers", "Wifi Routers", "Wi Fi Routers", "WiFi router")),
        ("en", ("E-Bikes", "Ebikes", "E Bike")),
        ("en", ("X-Ray Films", "Xray Films", "X Ray Film")),
        ("en", ("Hi-Fi", "Hifi", "Hi Fi")),
        ("en", ("Bath Rooms", "Bathroom", "Bath-Room")),
        ("en", ("Pre-Workout", "Preworkout", "Pre Workout")),
        ("en", ("Body Lotion", "Bodylotions")),
        ("en", ("In-Line Skates", "Inline Skates")),
        ("en", ("Anti-Virus Software", "Antivirus Software", "Anti Virus Software")),
        ("en", ("Air Beds", "Airbeds")),
        ("en", ("Multi Function Tools", "Multifunction Tools", "Multi-Functiontools", "Multifunctiontools")),
        ("en", ("Sugar-free Mints", "Sugarfree Mints")),
        ("de", ("Akku-Bohrer", "Akkubohrer", "Akku Bohrer")),
        ("de", ("Akku-Bohr-Schrauber", "Akkubohrschrauber", "Akku-Bohrschrauber")),
        ("de", ("Kabel-Trommeln", "Kabeltrommel")),
        ("nl", ("Tuin meubelen", "Tuinmeubelen", "Tuin-meubels")),
        ("fr", ("Porte-manteaux", "Portemanteau")),
        ("it", ("Asciuga capelli", "Asciugacapelli")),
    ],
)
def test_spellings_meet(plant: Callable[..., Any], language: str, names: tuple[str, ...]) -> None:
    nodes = plant({str(at): (name, *SIGNS[language]) for at, name in enumerate(names)})
    assert {node.language for node in nodes} == {language}
    assert len({node.own for node in nodes if node.place.path[0] in names}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Work Wear", "Workwear"),
        ("Foot Wear", "Shoes"),
        ("Home Ware", "Housewares"),
        ("T Shirts", "Tees"),
        ("Cell-Phones", "Smartphones"),
        ("Carseats", "Car Seats"),
        ("Hairdryers", "Hair Dryers"),
        ("Coffeemakers", "Coffee Machines"),
    ],
)
def test_the_table_of_synonyms_tells_what_is_one_word(plant: Callable[..., Any], one: str, other: str) -> None:
    nodes = plant({"a": (one,), "b": (other,)})
    assert nodes[0].own == nodes[1].own


@pytest.mark.parametrize(
    ("text", "known", "expected"),
    [
        ("Skates in line", {"inlin"}, "skates in line"),
        ("Car go karts", {"cargo"}, "car go karts"),
        ("Drill bits", {"drillbit"}, "drill bits"),
        ("Men's wear", {"swear"}, "men's wear"),
        ("Head, bands", {"headband"}, "head, bands"),
        ("5 g phones", {"gphone"}, "5 g phones"),
        ("Non-stick pans", {"pan"}, "non-stick pans"),
    ],
    ids=[
        "words that say nothing", "short words", "a phrase of the table", "an apostrophe", "a comma", "a number",
        "nothing known",
    ],
)  # fmt: skip
def test_what_only_stands_side_by_side_stays_apart(text: str, known: set[str], expected: str) -> None:
    assert join_words(text, "en", WholeWords(frozenset(known))) == expected


def test_fields_know_words_written_as_one() -> None:
    assert find_fields(read_terms("Lunchboxes"), {}) == {"kitchenware": 1.0}


def test_two_files_know_the_words_of_each_other(tmp_path: Path) -> None:
    trees = {"a.csv": ("Networks", "Networks > Wi-Fi", "Tea"), "b.csv": ("Wifi", "Tea", "Networks")}
    for name, paths in trees.items():
        (tmp_path / name).write_text("path\n" + "\n".join(paths), encoding="utf-8")
    pair_files(tmp_path / "a.csv", tmp_path / "b.csv", output=tmp_path / "o.csv", top=1)
    with (tmp_path / "o.csv").open(encoding="utf-8") as stream:
        rows = {row["source_path"]: (row["target_path"], row["relation"]) for row in csv.DictReader(stream)}
    assert rows["Networks > Wi-Fi"] == ("Wifi", "equivalent")


def test_titles_know_the_words_of_names(plant: Callable[..., Any]) -> None:
    known = WholeWords(frozenset({"ubolt"}))
    assert Sold.of(["U-Bolt 26", "Ubolt 28"], "en", None, known).terms == {"ubolt": 2, "26": 1, "28": 1}
    concepts = find_concepts(plant({"a": ("Ubolts",), "b": ("Tea",)}))
    found = find_title_hints(concepts, pd.DataFrame({"site": "b", "title": ["Acme U-Bolts", "Acme U Bolt"]}))
    assert list(found[["products", "named"]].itertuples(index=False, name=None)) == [(2, 2)]


@given(st.text(), st.sampled_from([*SIGNS, "xx"]))
def test_any_text_keeps_its_letters(text: str, language: str) -> None:
    known = WholeWords.of([(text, language)])
    assert join_words(text, language, NO_WORDS).replace("-", "").replace(" ", "") == (
        fold_text(text).replace("-", "").replace(" ", "")
    )
    assert known.add(known) is known


def test_hostile_names_are_joined_at_once() -> None:
    begun = time.perf_counter()
    for text in ("a " * 9_000, "a-" * 9_000, "ab" * 9_000, "- " * 9_000):
        join_words(text, "en", WholeWords(frozenset({"aaa", "abab"})))
    assert time.perf_counter() - begun < 1
