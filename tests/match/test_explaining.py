"""The whole sum of a pair can be looked at."""

from __future__ import annotations

from collections.abc import Callable
from math import exp, log
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from gapfinder.cli.main import gapfinder
from gapfinder.loading import load_crawls
from gapfinder.matching.catalogues.profiles import ACROSS_LANGUAGES, BY_MEANING, BY_WORDS
from gapfinder.matching.catalogues.site_trees import SiteTree
from gapfinder.matching.clustering.concepts import find_concepts
from gapfinder.matching.explaining import MOST_RIVALS, Explanation, explain_pair, explain_rows
from gapfinder.matching.keeping.ledger import begin_ledger, list_concepts
from gapfinder.matching.pairs.match import match_trees
from gapfinder.words import read_table

SOURCE = ("Tools > Power tools > Drills", "Tools > Hand saws", "Garden > Hoses")
TARGET = ("Hardware > Drills", "Hardware > Cordless drills", "Hardware > Saws", "Vehicles > Tyres")


def explain(plant: Callable[[Any], Any], source: str, target: str) -> Explanation:
    sides = plant({"acme": SOURCE}), plant({"boltco": TARGET})
    rows = [
        next(row for row, node in enumerate(nodes) if node.place.category_id == name)
        for nodes, name in zip(sides, (source, target), strict=True)
    ]
    return explain_pair(match_trees(*sides), *rows)


def test_the_parts_make_the_score(plant: Callable[[Any], Any]) -> None:
    told = explain(plant, SOURCE[0], TARGET[0])
    assert told.score == pytest.approx(1 / (1 + exp(-told.total)))
    assert told.relation == "equivalent"
    assert [abs(part.amount) for part in told.parts] == sorted((abs(part.amount) for part in told.parts), reverse=True)
    assert "Hardware > Cordless drills" in {rival.place.category_id for rival in told.shares.rivals}


def test_the_sum_and_those_of_its_rivals_make_the_shares(plant: Callable[[Any], Any]) -> None:
    told = explain(plant, SOURCE[0], TARGET[1])
    shares = told.shares
    totals = [told.total, *(rival.total for rival in shares.rivals)]
    odds = 1 + sum(map(exp, totals))
    assert [shares.own, *(rival.share for rival in shares.rivals)] == pytest.approx([exp(one) / odds for one in totals])
    assert (shares.nothing, shares.left_out, shares.others) == pytest.approx((1 / odds, 0, 0))
    assert shares.rivals[0].place.category_id == TARGET[0]
    assert told.score is not None
    assert told.score > 0.5 > shares.own
    scale = read_table(BY_WORDS)["sureness"]
    assert told.sureness == pytest.approx(1 / (1 + exp(-scale["slope"] * logit(shares.own) - scale["offset"])))


def logit(share: float) -> float:
    return log(share / (1 - share))


def test_rivals_that_are_not_told_are_added_up(plant: Callable[[Any], Any]) -> None:
    many = [f"Hardware > {kind} drills" for kind in ("Hammer", "Angle", "Bench", "Core", "Hand", "Pillar", "Rotary")]
    sides = plant({"acme": SOURCE}), plant({"boltco": many})
    shares = explain_pair(match_trees(*sides), 0, 0).shares
    assert (len(shares.rivals), shares.left_out) == (MOST_RIVALS, len(many) - MOST_RIVALS)
    told = shares.own + shares.nothing + shares.others + sum(rival.share for rival in shares.rivals)
    assert told == pytest.approx(1)
    assert 0 < shares.others <= shares.left_out * shares.rivals[-1].share


SHELVES = (
    "Shop > Boots",
    "Shop > Snow boots",
    "Shop > Boots & shoes",
    "Garden > Chairs > Deck chairs",
    "Seats > Sofas",
)


@pytest.mark.parametrize(
    ("source", "target", "relation", "turn"),
    [
        ("Shop > Boots", "Shop > Boots", "equivalent", ""),
        ("Shop > Snow boots", "Shop > Boots", "broader", "the first name says all that the second does, and more"),
        ("Shop > Boots", "Shop > Snow boots", "narrower", "the second name says all that the first does, and more"),
        (
            "Shop > Snow boots",
            "Shop > Boots & shoes",
            "broader",
            "each part of the first name says all of some part of the second, by itself or with what stands above it, "
            "and the reverse is not so",
        ),
        (
            "Garden > Chairs",
            "Seats > Garden seating",
            "narrower",
            "names do not tell which holds more, but only the first is divided further",
        ),
        (
            "Garden > Chairs > Deck chairs",
            "Seats > Garden seating",
            "broader",
            "neither names nor what stands below tell which holds more, and most often it is the second",
        ),
    ],
)
def test_why_one_holds_more_is_told(
    plant: Callable[[Any], Any], source: str, target: str, relation: str, turn: str
) -> None:
    sides = plant({"acme": SHELVES}), plant({"boltco": (*SHELVES, "Seats > Garden seating")})
    rows = [
        next(row for row, node in enumerate(nodes) if node.place.category_id == name)
        for nodes, name in zip(sides, (source, target), strict=True)
    ]
    told = explain_pair(match_trees(*sides), *rows)
    assert (told.relation, told.turn) == (relation, turn)


def test_what_was_not_compared_is_summed_by_itself(plant: Callable[[Any], Any]) -> None:
    told = explain(plant, SOURCE[2], TARGET[3])
    assert (told.relation, told.score, told.sureness, told.shares.own) == (None, None, None, 0)
    assert told.total < 0


@pytest.mark.parametrize("matched", ["at once", "bit by bit"])
@pytest.mark.parametrize(
    ("source", "target", "reason"),
    [
        ("Tools", "Tools", "both are one category"),
        ("Tools > Hand saws", "Tools", "both are of one site, where the second stands right above the first"),
        ("Tools", SOURCE[0], "both are of one site, where the second stands 2 levels below the first"),
        ("Tools", "Garden", "both are of one site, where they stand side by side at the top"),
        (SOURCE[1], "Tools > Power tools", 'both are of one site, where they stand side by side below "Tools"'),
        (SOURCE[0], SOURCE[1], 'both are of one site, where they stand on different branches below "Tools"'),
        (SOURCE[0], SOURCE[2], "both are of one site, where nothing stands above both"),
    ],
)
def test_how_categories_of_one_site_stand_is_told(
    plant: Callable[[Any], Any], source: str, target: str, reason: str, matched: str
) -> None:
    nodes = plant({"acme": SOURCE, "boltco": TARGET})
    if matched == "at once":
        concepts = find_concepts(nodes)
    else:
        trees = {
            site: SiteTree(places=[node.place for node in nodes if node.place.site == site], titles={}, mark=site)
            for site in ("acme", "boltco")
        }
        concepts = list_concepts(begin_ledger(trees, []).ledger)
    at = {node.place.category_id: row for row, node in enumerate(concepts.nodes) if node.place.site == "acme"}
    told = explain_rows(concepts, at[source], at[target], titles={})
    assert (told.reason, told.relation, told.sureness) == (reason, None, None)


def test_every_feature_has_a_meaning() -> None:
    for weights in map(read_table, (BY_WORDS, BY_MEANING, ACROSS_LANGUAGES)):
        assert {*weights["first"], *weights["second"]} - {"bias"} <= read_table("meanings").keys()


def run(*arguments: object) -> Result:
    return CliRunner().invoke(gapfinder, [str(argument) for argument in arguments])


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    """Returns the files of two trees."""
    found = tmp_path / "source.csv", tmp_path / "target.csv"
    for path, tree in zip(found, (SOURCE, TARGET), strict=True):
        path.write_text("path\n" + "\n".join(tree), encoding="utf-8")
    return found


def test_pairs_of_files_are_explained(files: tuple[Path, Path]) -> None:
    result = run("match", *files, "--by-words", "--explain", SOURCE[0], TARGET[0])
    shown = result.stdout
    assert result.stderr == "Matched by words alone.\n"
    assert "equivalent, sure to 0." in shown
    assert "words that both add to the names above them" in shown
    assert "sum, in log odds" in shown
    rows = shown.splitlines()
    heads = "what came into question relation sum share sure to", "nothing there +0.00"
    at = [next(at for at, row in enumerate(rows) if " ".join(row.split()).startswith(head)) for head in heads]
    asked = [row.partition("   ")[0].rstrip() for row in rows[at[0] + 2 : at[1]]]
    assert asked[:2] == ["target: Hardware > Drills", "target: Hardware > Cordless drills"]
    shown = run("match", *files, "--by-words", "--explain", SOURCE[0], TARGET[1]).stdout
    assert "\nthe second is narrower: the second name says all that the first does, and more\n" in shown


def test_a_name_that_is_not_there_is_told(files: tuple[Path, Path]) -> None:
    result = run("match", *files, "--explain", "Tools > Axes", TARGET[0])
    assert (result.exit_code, result.output) == (2, f"gapfinder: {files[0]}: has no category 'Tools > Axes'\n")


def test_what_is_loaded_is_explained(tmp_path: Path, write: Callable[..., None], engage: Callable[..., Any]) -> None:
    engagement = engage(tmp_path, {"acme": "prospect", "boltco": "competitor"})
    write(engagement.data, "acme", {name: [] for name in SOURCE})
    write(engagement.data, "boltco", {name: [] for name in TARGET})
    load_crawls(engagement)
    options = ("match", "--engagement", tmp_path / "engagement.toml", "--explain", f"acme: {SOURCE[0]}")
    shown = run(*options, f"boltco: {TARGET[0]}").output
    assert shown.startswith(f"acme: {SOURCE[0]}\nboltco: {TARGET[0]}\nequivalent, sure to 0.")
    told = "site,path,verdict,other_site,other_path,decided_by,decided_at,reason\n"
    for verdict, by, at, reason in (
        ("narrower", "ann", "2026-01-01", ""),
        ("different", "bob", "2026-01-02", "no bits"),
    ):
        told += f"boltco,{TARGET[0]},{verdict},acme,{SOURCE[0]},{by},{at},{reason}\n"
    (tmp_path / "mine.csv").write_text(told, encoding="utf-8")
    run("review", "--engagement", tmp_path / "engagement.toml", "--import", tmp_path / "mine.csv")
    assert run(*options, f"boltco: {TARGET[0]}").output.splitlines()[2:5] == [
        "decided by bob, 2026-01-02: the second is different: no bits",
        "before that by ann, 2026-01-01: the second is broader",
        f"by the machine alone: {shown.splitlines()[2]}",
    ]
    result = run(*options, "Drills")
    assert result.exit_code == 2
    assert "no category is called 'Drills'" in result.output
