"""Names of one thing and of many become the same terms, and words for other things do not, in several languages."""

from __future__ import annotations

import time
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gapfinder.matching.names.plurals import make_single
from gapfinder.matching.names.terms import fold_text, read_terms, split_words, stem_words
from gapfinder.words import list_phrases, read_table

LANGUAGES = ("en", "de", "fr", "es", "it", "nl")
WORDS = tomllib.loads(Path(__file__).with_name("plurals.toml").read_text(encoding="utf-8"))


def list_pairs(kind: str, language: str) -> list[tuple[str, ...]]:
    return [tuple(phrase.split("/")) for phrase in list_phrases(WORDS[kind][language])]


def stem(name: str, language: str) -> tuple[str, ...]:
    return stem_words(split_words(name, language, all_words=True), language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_one_and_many_meet(language: str) -> None:
    pairs = list_pairs("pairs", language)
    assert len(pairs) >= 120
    assert [pair for pair in pairs if stem(pair[0], language) != stem(pair[1], language)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_capitals_meet(language: str) -> None:
    pairs = list_pairs("pairs", language)
    assert [pair for pair in pairs if stem(pair[0].upper(), language) != stem(pair[1], language)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_other_words_stay_apart(language: str) -> None:
    pairs = list_pairs("apart", language)
    assert len(pairs) >= 100
    assert [pair for pair in pairs if stem(pair[0], language) == stem(pair[1], language)] == []


@pytest.mark.parametrize(
    ("one", "many", "language"),
    [
        ("Mouse pad", "Mice pads", "en"),
        ("Schraenke", "Schrank", "de"),
        ("Töpfe & Pfannen", "Topf & Pfanne", "de"),
        ("Œuf en chocolat", "Oeufs en chocolat", "fr"),
        ("Rideau occultant", "Rideaux occultants", "fr"),
        ("Luz solar", "Luces solares", "es"),
        ("Lápiz de color", "LAPICES DE COLORES", "es"),
        ("Giacca impermeabile", "Giacche impermeabili", "it"),
        ("Regenlaars voor kinderen", "Regenlaarzen voor kinderen", "nl"),
        ("Luz sin cable", "Luces sin cables", "es"),
        ("Ǽ", "ae", "en"),
    ],
)
def test_names_meet(one: str, many: str, language: str) -> None:
    assert read_terms(one, language) == read_terms(many, language) != ()


@pytest.mark.parametrize("language", sorted(read_table("plurals")["endings"]))
def test_words_that_stay_are_single(language: str) -> None:
    kept = list_phrases(read_table("synonyms")["kept"].get(language, ""))
    assert [word for word in kept if make_single(word, language) != word] == []


@given(st.text(max_size=60), st.sampled_from([*LANGUAGES, "xx"]))
def test_any_word_can_be_made_single(word: str, language: str) -> None:
    assert bool(make_single(fold_text(word), language)) is bool(fold_text(word))


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_cost_no_more_than_they_are_long(language: str) -> None:
    start = time.process_time()
    for letters in ("a", "i", "eu", "en", "oren", "as", "bde", "ij"):
        make_single((letters * 100_000) + "en", language)
    assert time.process_time() - start < 0.5
