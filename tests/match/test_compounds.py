"""German and Dutch compounds are read apart where they end in what others are called, and meet these."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gapfinder.matching.catalogues.site_trees import SiteTree
from gapfinder.matching.catalogues.trees import Place, find_whole_words, plant_forest
from gapfinder.matching.keeping.edges import EdgeMatches
from gapfinder.matching.keeping.ledger import begin_ledger, grow_ledger, list_concepts
from gapfinder.matching.keeping.ledger_files import load_ledger, save_ledger
from gapfinder.matching.names.labels import read_label
from gapfinder.matching.names.whole_words import WholeWords
from gapfinder.matching.pairs.match import Matches, match_trees

AROUND = {
    "en": ("Tools and Accessories", "Shoes for Women"),
    "de": ("Werkzeuge und Zubehör", "Schuhe für Damen"),
    "nl": ("Gereedschap en toebehoren", "Schoenen voor heren"),
}


@pytest.mark.parametrize(
    ("language", "name", "others", "literal"),
    [
        ("de", "Gartenscheren", "Scheren", (("garden", "scher"),)),
        ("de", "Rasierer & Gartenscheren", "Scheren", (("rasi",), ("garden", "scher"))),
        ("de", "Stalleimer", "Eimer", (("stall", "eim"),)),
        ("nl", "Paardendekens", "Dekens", (("paard", "deken"),)),
        ("de", "Reithandschuhe", "", (("equestrian", "glove"),)),
        ("de", "Gartenhandschuhe", "Schuhe", (("garden", "glove"),)),
        ("de", "Turnschuhe", "", (("turn", "footwear"),)),
        ("de", "Handschuhe", "Schuhe", ()),
        ("de", "Kopfhörer", "Hörer", ()),
        ("de", "Versand", "Sand", ()),
        ("de", "Schrank", "Rank", ()),
        ("de", "Dreirad", "Rad", ()),
        ("de", "Gartenscheren", "", ()),
        ("en", "Bedstead", "Stead", ()),
    ],
    ids=[
        "a name of the other tree", "a part of a composite", "a short stem", "Dutch", "goods by the tables",
        "the longest end", "known goods of the same field", "known goods of another field", "known goods of none",
        "no word in front", "no vowel in front", "an end of three letters", "nothing known", "English",
    ],
)  # fmt: skip
def test_compounds_are_read_apart(language: str, name: str, others: str, literal: tuple[tuple[str, ...], ...]) -> None:
    assert read_label(name, language, WholeWords.of([(others, language)])).literal == literal


@pytest.mark.parametrize(
    ("language", "wide", "narrow", "reason"),
    [
        ("en", "Scissors", "Garden Scissors", "both say Scissors"),
        ("de", "Scheren", "Gartenscheren", "both say Scheren (there Gartenscheren)"),
        ("de", "Scheren", "Garten-Scheren", "both say Scheren"),
        ("de", "Messer", "Brotmesser", "both say Messer (there Brotmesser)"),
        ("de", "Zaun", "Weidezaun", "both say Zaun (there Weidezaun)"),
        ("de", "Eimer", "Stalleimer", "both say Eimer (there Stalleimer)"),
        ("de", "Handschuhe", "Reithandschuhe", "both say Handschuhe (there Reithandschuhe)"),
        ("nl", "Dekens", "Paardendekens", "both say Dekens (there Paardendekens)"),
    ],
)
def test_a_compound_meets_what_it_ends_in(language: str, wide: str, narrow: str, reason: str) -> None:
    there = _match(language, wide, narrow)
    back = _match(language, narrow, wide)
    assert (_tell(there, wide, narrow), _tell(back, narrow, wide)[:2]) == (("narrower", 1.0, reason), ("broader", 1.0))


def test_a_compound_scores_as_words_written_apart() -> None:
    scores = [
        float(matches.scores[_find(matches, wide, narrow)])
        for language, wide, narrow in (("en", "Scissors", "Garden Scissors"), ("de", "Scheren", "Gartenscheren"))
        for matches in [_match(language, wide, narrow)]
    ]
    assert scores[1] == pytest.approx(scores[0], abs=0.02)


@pytest.mark.parametrize(("wide", "narrow"), [("Schuhe", "Handschuhe"), ("Hörer", "Kopfhörer")])
def test_other_goods_are_no_kind(wide: str, narrow: str) -> None:
    matches = _match("de", wide, narrow)
    at = _find(matches, wide, narrow)
    assert at < 0 or matches.features["head"][at] == 0


def test_a_later_site_is_read_by_what_others_are_called(tmp_path: Path) -> None:
    save_ledger(tmp_path, begin_ledger({"a": _describe("a", "Scheren"), "b": _describe("b", "Tassen")}, []).ledger)
    kept = load_ledger(tmp_path)
    assert kept is not None
    matches = list_concepts(grow_ledger(kept, {"c": _describe("c", "Gartenscheren")}, []).ledger).matches
    assert isinstance(matches, EdgeMatches)
    pairs = zip(matches.rows.tolist(), matches.others.tolist(), matches.relations, strict=True)
    said = {
        (matches.nodes[row].label.name, matches.nodes[other].label.name): relation for row, other, relation in pairs
    }
    assert said["Scheren", "Gartenscheren"] == "narrower"


@given(st.text(), st.text(), st.sampled_from(["de", "nl"]))
def test_any_name_is_read(name: str, other: str, language: str) -> None:
    label = read_label(name, language, WholeWords.of([(other, language), (name[3:], language)]))
    assert len(label.literal) in (0, len(label.parts))


def _describe(site: str, name: str, language: str = "de") -> SiteTree:
    names = (name, *AROUND[language])
    return SiteTree(places=[Place(site=site, category_id=said, path=(said,)) for said in names], mark=site)


def _match(language: str, source: str, target: str) -> Matches:
    sides = [_describe(*side, language).places for side in (("a", source), ("b", target))]
    known = find_whole_words([*sides[0], *sides[1]])
    return match_trees(*(plant_forest(places, whole_words=known) for places in sides))


def _find(matches: Matches, source: str, target: str) -> int:
    names = [_name(matches, at) for at in range(len(matches.rows))]
    return names.index((source, target)) if (source, target) in names else -1


def _name(matches: Matches, at: int) -> tuple[str, str]:
    return matches.source.nodes[matches.rows[at]].label.name, matches.target.nodes[matches.others[at]].label.name


def _tell(matches: Matches, source: str, target: str) -> tuple[str, float, str]:
    """Return the relation of two names, whether they are about one thing, and what both say."""
    at = _find(matches, source, target)
    reason, *_ = matches.reason(at).split("; ")
    return matches.relations[at], float(matches.features["head"][at]), reason
