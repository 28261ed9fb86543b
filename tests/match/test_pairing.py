"""Two files mapped onto each other by the command."""

from __future__ import annotations

import csv
import gzip
import time
from pathlib import Path

import pytest
from click.testing import CliRunner

from gapfinder.cli.main import gapfinder

SHARED = Path(__file__).parents[3] / "shared" / "taxonomies"
needs_shared = pytest.mark.skipif(not SHARED.is_dir(), reason=f"no {SHARED}")
OURS = "path,n_products\nTools > Hammers,3\nTools > Power drills,\nSale,\nHarps,1\n"
THEIRS = "path\nHand tools > Hammer\nHand tools > Hammers > Sledge hammers\nPower tools > Drills\n"
COUNTED = "2 of 5 categories have a counterpart among 6, 2 of them with a score of at least 0.5"


def run(*arguments: object) -> tuple[int, str, str]:
    result = CliRunner().invoke(gapfinder, ["match", *map(str, arguments)])
    return result.exit_code, result.stdout, result.stderr


def read_pairs(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path, Path]:
    (tmp_path / "ours.csv").write_text(OURS, encoding="utf-8")
    (tmp_path / "theirs.csv").write_text(THEIRS, encoding="utf-8")
    return tmp_path / "ours.csv", tmp_path / "theirs.csv", tmp_path / "pairs.csv"


def test_pairs_are_written_best_first(files: tuple[Path, Path, Path]) -> None:
    ours, theirs, output = files
    exit_code, told, _ = run(ours, theirs, "-o", output, "--top", 2)
    assert (exit_code, told) == (0, f"{COUNTED}: {output}\n")
    pairs = read_pairs(output)
    best = {pair["source_path"]: (pair["target_path"], pair["relation"]) for pair in reversed(pairs)}
    assert best == {
        "Tools": ("", "none"),
        "Tools > Hammers": ("Hand tools > Hammers", "equivalent"),
        "Tools > Power drills": ("Power tools > Drills", "broader"),
        "Sale": ("", "none"),
        "Harps": ("", "none"),
    }
    assert list(pairs[0]) == ["source_path", "target_path", "score", "relation"]
    assert all(0 <= float(pair["score"]) <= 1 for pair in pairs)


def test_no_path_is_a_formula(files: tuple[Path, Path, Path]) -> None:
    ours, theirs, output = files
    ours.write_text('path\n"=HYPERLINK(""x"") > Hammers"\n@SUM(1)\n', encoding="utf-8")
    theirs.write_text("path\n+Tools > Hammers\n", encoding="utf-8")
    run(ours, theirs, "-o", output)
    pairs = read_pairs(output)
    assert {pair["source_path"][:2] for pair in pairs} == {"'=", "'@"}
    assert {pair["target_path"][:2] for pair in pairs} == {"'+", ""}


def test_what_is_rather_wrong_than_right_is_told_apart(files: tuple[Path, Path, Path]) -> None:
    ours, theirs, output = files
    ours.write_text("path\nTools > Hammers\nTools > Saws\n", encoding="utf-8")
    theirs.write_text("path\nRed > Hammers\nBlue > Hammers\nGreen > Hammers\nTools > Saws\n", encoding="utf-8")
    _, told, _ = run(ours, theirs, "-o", output, "--top", 1)
    scores = [float(pair["score"]) >= 0.5 for pair in read_pairs(output)]
    counted = "3 of 3 categories have a counterpart among 8, 2 of them with a score of at least 0.5"
    assert (scores, told) == ([True, False, True], f"{counted}: {output}\n")


def test_one_row_a_source_where_one_is_asked_for(files: tuple[Path, Path, Path]) -> None:
    ours, theirs, output = files
    run(ours, theirs, "-o", output, "--top", 1)
    sources = [pair["source_path"] for pair in read_pairs(output)]
    assert sources == ["Tools", "Tools > Hammers", "Tools > Power drills", "Sale", "Harps"]


@pytest.mark.parametrize(
    ("arguments", "exit_code", "told"),
    [
        (("ours.csv",), 2, "match takes two files, or none; 1 given"),
        (("ours.csv", "theirs.csv"), 2, "two files need a third to write to: -o FILE"),
        (("ours.csv", "nosuch.csv", "-o", "pairs.csv"), 1, "cannot be read"),
        (("ours.csv", "empty.csv", "-o", "pairs.csv"), 1, "empty.csv: holds no category\n"),
        (
            ("ours.csv", "deep.csv", "-o", "pairs.csv"),
            1,
            "deep.csv: holds no category; line 2: path has 3000 levels, more than 50 (1 line passed over)\n",
        ),
        (("ours.csv", "theirs.csv", "-o", "no/such/pairs.csv"), 1, "cannot be written"),
        (("ours.csv", "theirs.csv", "-o", "ours.csv"), 2, "ours.csv: is one of the two files, and was left as it is"),
        (("ours.csv", "theirs.csv", "-o", "./theirs.csv"), 2, "theirs.csv: is one of the two files"),
        (("ours.csv", "theirs.csv", "-o", "pairs.csv", "--top", "0"), 2, "--top"),
    ],
)
def test_wrong_usage(
    files: tuple[Path, Path, Path],
    monkeypatch: pytest.MonkeyPatch,
    arguments: tuple[str, ...],
    exit_code: int,
    told: str,
) -> None:
    monkeypatch.chdir(files[0].parent)
    Path("empty.csv").write_text("path\n", encoding="utf-8")
    Path("deep.csv").write_text("path\n" + " > ".join(["deeper"] * 3000) + "\n", encoding="utf-8")
    found, _, error = run(*arguments)
    assert found == exit_code
    assert told in error


def test_lines_that_make_no_sense_are_told(files: tuple[Path, Path, Path]) -> None:
    ours, theirs, output = files
    ours.write_text(OURS + " > ,2\n" + " > ".join(["deeper"] * 60) + ",1\n", encoding="utf-8")
    exit_code, told, error = run(ours, theirs, "-o", output)
    assert (exit_code, told) == (0, f"{COUNTED}: {output}\n")
    assert error.splitlines()[0] == f"{ours}: line 6: path '>' has an empty name (2 lines passed over)"


GERMAN = "path\nWerkzeuge und Zubehör\nWerkzeuge und Zubehör > Hämmer\nFür Herren > Wamse\nAngebote\n"
FRENCH = "path\nChaussures pour homme\nVêtements et accessoires\nAutres outils de jardin\nMeubles\n"


@pytest.mark.parametrize(
    ("ours", "theirs", "unlike", "told"),
    [
        (GERMAN, THEIRS, ["Angebote"], "{0} is in German, {1} in English, which words alone hardly compare: "),
        (
            GERMAN + FRENCH[5:],
            GERMAN,
            ["Angebote"],
            "{0} is in French and German, {1} in German, which words alone hardly ",
        ),
        (THEIRS + "Harps\n", THEIRS, ["Harps"], None),
        (GERMAN + "Harfen\n", GERMAN, ["Angebote", "Harfen"], None),
    ],
    ids=["two languages", "a mixed tree", "one language", "one other language"],
)
def test_what_words_of_another_language_do_not_name_is_not_called_none(
    files: tuple[Path, Path, Path], ours: str, theirs: str, unlike: list[str], told: str | None
) -> None:
    for path, text in zip(files, (ours, theirs), strict=False):
        path.write_text(text, encoding="utf-8")
    _, _, error = run(*files[:2], "-o", files[2], "--by-words")
    pairs = read_pairs(files[2])
    assert [pair["source_path"] for pair in pairs if pair["relation"] == "none"] == unlike
    assert all(pair["target_path"] for pair in pairs if pair["relation"] != "none")
    assert [line.startswith(told.format(*files)) for line in error.splitlines()[1:] if told] == [True] * bool(told)


def unpack(name: str, folder: Path) -> Path:
    target = folder / f"{name}.csv"
    target.write_bytes(gzip.decompress((SHARED / "sites" / f"{name}.csv.gz").read_bytes()))
    return target


@needs_shared
def test_two_large_trees_take_less_than_a_minute(tmp_path: Path) -> None:
    output = tmp_path / "pairs.csv"
    begun = time.process_time()  # a busy machine makes a minute long
    assert run(unpack("ebay_us_2017", tmp_path), unpack("ebay_us_2026", tmp_path), "-o", output, "--top", 1)[0] == 0
    assert time.process_time() - begun < 60
    gold = gzip.decompress((SHARED / "gold" / "ebay_us_2017__ebay_us_2026.csv.gz").read_bytes()).decode().splitlines()
    right: dict[str, set[str]] = {}
    for row in csv.DictReader(gold):
        right.setdefault(row["source_path"], set()).add(row["target_path"])
    best = {pair["source_path"]: pair["target_path"] for pair in reversed(read_pairs(output))}
    assert sum(best[source] in targets for source, targets in right.items()) >= 0.92 * len(right)


@pytest.mark.parametrize(
    ("ours", "theirs", "expected"),
    [
        ("Accessory", "Accessories", ("Accessories", "equivalent")),
        ("Parts", "Accessories", ("", "none")),
        ("Accessories", "Phone Accessories", ("", "none")),
        ("Phone Accessories", "Accessories", ("", "none")),
    ],
)
def test_a_name_that_says_little_at_the_top_goes_with_one_that_says_no_more(
    tmp_path: Path, ours: str, theirs: str, expected: tuple[str, str]
) -> None:
    for name, path in (("ours", ours), ("theirs", theirs)):
        (tmp_path / f"{name}.csv").write_text(f"path\n{path}\nTea\nTea > Green Tea\n", encoding="utf-8")
    run(tmp_path / "ours.csv", tmp_path / "theirs.csv", "-o", tmp_path / "o.csv")
    pair = read_pairs(tmp_path / "o.csv")[0]
    assert (pair["source_path"], pair["target_path"], pair["relation"]) == (ours, *expected)
