"""A sentence model run with numpy, its vectors kept, and what they add to matching. The model is made at random."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gapfinder.cli.main import gapfinder
from gapfinder.errors import UsageError
from gapfinder.loading import load_crawls
from gapfinder.matching.catalogues.meanings import Meanings, compare_parts
from gapfinder.matching.pairs.match import match_trees
from gapfinder.meaning import installed, many_languages
from gapfinder.meaning.installed import open_shelf
from gapfinder.meaning.sentence_model import FILES, SentenceModel
from gapfinder.meaning.tensors import read_tensors
from gapfinder.meaning.vector_shelf import VectorShelf
from gapfinder.telling import watch

WIDTH, INNER, HEADS, LAYERS = 8, 16, 2, 2
PIECES = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "shoe", "##s", "boot", "lamp", *"abcdefghijklmnopqrstuvwxyz"]


def list_shapes() -> dict[str, tuple[int, ...]]:
    shapes: dict[str, tuple[int, ...]] = {
        "embeddings.word_embeddings.weight": (len(PIECES), WIDTH),
        "embeddings.position_embeddings.weight": (64, WIDTH),
        "embeddings.token_type_embeddings.weight": (2, WIDTH),
        "embeddings.LayerNorm.weight": (WIDTH,),
        "embeddings.LayerNorm.bias": (WIDTH,),
    }
    sizes = {f"attention.self.{name}": (WIDTH, WIDTH) for name in ("query", "key", "value")}
    sizes |= {
        "attention.output.dense": (WIDTH, WIDTH),
        "intermediate.dense": (INNER, WIDTH),
        "output.dense": (WIDTH, INNER),
    }
    for layer in range(LAYERS):
        for name, size in sizes.items():
            shapes[f"encoder.layer.{layer}.{name}.weight"] = size
            shapes[f"encoder.layer.{layer}.{name}.bias"] = size[:1]
        for name in ("attention.output", "output"):
            shapes[f"encoder.layer.{layer}.{name}.LayerNorm.weight"] = (WIDTH,)
            shapes[f"encoder.layer.{layer}.{name}.LayerNorm.bias"] = (WIDTH,)
    return shapes


def write_model(folder: Path) -> Path:
    """Write a model of two small layers in the files' real formats."""
    folder.mkdir(parents=True)
    draw = np.random.default_rng(7)
    header: dict[str, Any] = {}
    body = b""
    for name, shape in list_shapes().items():
        data = draw.normal(size=shape).astype("<f4").tobytes()
        header[name] = {"dtype": "F32", "shape": shape, "data_offsets": [len(body), len(body) + len(data)]}
        body += data
    told = json.dumps(header).encode()
    (folder / "model.safetensors").write_bytes(len(told).to_bytes(8, "little") + told + body)
    (folder / "vocab.txt").write_text("\n".join(PIECES) + "\n", encoding="utf-8")
    config = {"num_attention_heads": HEADS, "num_hidden_layers": LAYERS}
    (folder / "config.json").write_text(json.dumps(config), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_model(tmp_path_factory.mktemp("models") / "small")


def test_vectors_are_those_of_the_architecture(folder: Path) -> None:
    """The same sums written out for one text, piece by piece."""
    named = read_tensors(folder / "model.safetensors")

    def norm(row: Any, name: str) -> Any:
        return (row - row.mean()) / np.sqrt(row.var() + 1e-12) * named[f"{name}.weight"] + named[f"{name}.bias"]

    def project(row: Any, name: str) -> Any:
        return named[f"{name}.weight"] @ row + named[f"{name}.bias"]

    numbers = [PIECES.index(piece) for piece in ("[CLS]", "shoe", "##s", "[SEP]")]
    rows = [
        norm(
            named["embeddings.word_embeddings.weight"][number]
            + named["embeddings.position_embeddings.weight"][at]
            + named["embeddings.token_type_embeddings.weight"][0],
            "embeddings.LayerNorm",
        )
        for at, number in enumerate(numbers)
    ]
    for layer in (f"encoder.layer.{at}" for at in range(LAYERS)):
        query, key, value = (
            [project(row, f"{layer}.attention.self.{name}").reshape(HEADS, -1) for row in rows]
            for name in ("query", "key", "value")
        )
        after = []
        for at, row in enumerate(rows):
            seen = []
            for head in range(HEADS):
                looks = np.array([query[at][head] @ other[head] for other in key]) / np.sqrt(WIDTH / HEADS)
                shares = np.exp(looks) / np.exp(looks).sum()
                seen.append(sum(share * other[head] for share, other in zip(shares, value, strict=True)))
            mixed = norm(
                row + project(np.concatenate(seen), f"{layer}.attention.output.dense"),
                f"{layer}.attention.output.LayerNorm",
            )
            inner = project(mixed, f"{layer}.intermediate.dense")
            gated = inner / 2 * (1 + np.tanh(np.sqrt(2 / np.pi) * (inner + 0.044715 * inner**3)))
            after.append(norm(mixed + project(gated, f"{layer}.output.dense"), f"{layer}.output.LayerNorm"))
        rows = after
    mean = np.mean(rows, axis=0)
    assert SentenceModel(folder).encode(["Shoes"])[0] == pytest.approx(mean / np.linalg.norm(mean), abs=1e-4)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=st.lists(st.text(max_size=40), max_size=5))
def test_any_text_has_a_vector_of_unit_length(folder: Path, texts: list[str]) -> None:
    found = SentenceModel(folder).encode(texts)
    assert found.shape == (len(texts), WIDTH)
    assert np.linalg.norm(found, axis=1) == pytest.approx(np.ones(len(texts)), abs=1e-4)


def test_vectors_are_made_once(folder: Path, tmp_path: Path) -> None:
    asked: list[str] = []

    def encode(names: Any) -> Any:
        asked.extend(names)
        return SentenceModel(folder).encode(names)

    file = tmp_path / "kept" / "vectors.npz"
    first = VectorShelf(file, encode).find_vectors(["Shoes", "Lamps", "Shoes "])
    again = VectorShelf(file, encode).find_vectors(["Lamps", "Boots"])
    assert asked == ["Lamps", "Shoes", "Boots"]
    assert first[0] == pytest.approx(first[2])
    assert again[0] == pytest.approx(first[1], abs=1e-2)


def test_who_watches_is_told_how_far_it_is(tmp_path: Path) -> None:
    told: list[tuple[str, int, int]] = []
    with watch(lambda *news: told.append(news)):
        shelf = VectorShelf(tmp_path / "vectors.npz", lambda names: np.array([[len(name)] for name in names], float))
        found = shelf.find_vectors([f"shoe {number}" for number in range(600)])
        shelf.find_vectors(["shoe 1"])
    assert told == [("read by a sentence model", done, 600) for done in (0, 512, 600)]
    assert found.tolist() == [[6 if number < 10 else 7 if number < 100 else 8] for number in range(600)]


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"no archive"])
def test_kept_vectors_that_cannot_be_read_are_made_anew(folder: Path, tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "vectors.npz"
    file.write_bytes(content)
    assert VectorShelf(file, SentenceModel(folder).encode).find_vectors(["Shoes"]).shape == (1, WIDTH)


@pytest.mark.parametrize(
    ("name", "content", "problem"),
    [
        ("model.safetensors", b"\xff" * 20, "no safetensors header"),
        ("model.safetensors", b"", "cannot mmap an empty file"),
        ("config.json", b"{", "Expecting property name"),
        ("config.json", b"{}", "'num_attention_heads' is missing"),
        ("vocab.txt", b"\xff\xfe", "'utf-8' codec can't decode byte"),
    ],
)
def test_a_folder_without_a_model_is_told(tmp_path: Path, name: str, content: bytes, problem: str) -> None:
    folder = write_model(tmp_path / "model")
    (folder / name).write_bytes(content)
    with pytest.raises(UsageError) as caught:
        open_shelf(folder, kept_in=tmp_path)
    assert str(caught.value).startswith(f"{folder}: holds no sentence model that can be read: {problem}")


@pytest.mark.parametrize("names", [FILES, FILES[:1], FILES[1:]])
def test_files_that_a_model_lacks_are_named(tmp_path: Path, names: Sequence[str]) -> None:
    folder = write_model(tmp_path / "model")
    for name in names:
        (folder / name).unlink()
    with pytest.raises(UsageError) as caught:
        open_shelf(folder, kept_in=tmp_path)
    assert str(caught.value) == f"{folder}: holds no sentence model: {', '.join(names)} missing"


def test_the_installed_model_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever installed it under another name; its package is not imported."""
    package = tmp_path / "made_up_models"
    write_model(package.joinpath(*installed.INSIDE))
    (package / "__init__.py").write_text("raise RuntimeError", encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setattr(installed, "PACKAGE", "made_up_models")
    shelf = open_shelf(kept_in=tmp_path / "kept")
    assert shelf is not None
    assert shelf.find_vectors(["Shoes"]).shape == (1, WIDTH)


def test_other_languages_have_a_model_of_their_own(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where its package is installed, which nobody imports before vectors are wanted; names need not be valid text."""
    package = tmp_path / "made_up_encoder"
    (package / "resources").mkdir(parents=True)
    (package / "resources" / "weights.npz").write_bytes(b"numbers")
    code = """
import numpy as np
class USE:
    def __init__(self, threads):
        pass
    def encode(self, texts):
        return np.array([[1.0, 0.0] if text.encode() == b"Schuhe ?" else [0.0, 1.0] for text in texts])
"""
    (package / "__init__.py").write_text(code, encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setattr(installed, "PACKAGE", "no_such_models")
    monkeypatch.setattr(many_languages, "PACKAGE", "made_up_encoder")
    german = frozenset({"en", "de"})
    shelf = open_shelf(kept_in=tmp_path / "kept", languages=german)
    assert shelf is not None
    assert shelf.find_vectors(["Schuhe \ud800", "Lampen"]).tolist() == [[1.0, 0.0], [0.0, 1.0]]
    assert shelf.languages >= german
    assert open_shelf(kept_in=tmp_path / "kept") is None
    named = open_shelf(folder, kept_in=tmp_path / "kept", languages=german)
    assert named is not None
    assert named.find_vectors(["Schuhe"]).shape == (1, WIDTH)
    assert named.languages == frozenset()


def test_a_part_of_a_name_is_compared_with_all_above_the_other() -> None:
    vectors = {
        "bags & luggage": [0.6, 0.8, 0.0],
        "bags": [1.0, 0.0, 0.0],
        "luggage": [0.0, 1.0, 0.0],
        "cups": [0.0, 0.0, 1.0],
    }
    paths, parts, parents = [("luggage",), ("luggage", "cups")], [["luggage"], ["cups"]], np.array([-1, 0])

    def encode(texts: Sequence[str]) -> np.ndarray:
        return np.array([vectors.get(text, [0.0, 0.6, 0.8]) for text in texts], dtype=np.float32)

    source = Meanings.of(paths, parts, parents, encode)
    target = Meanings.of([("bags & luggage",), ("bags",)], [["bags", "luggage"], ["bags"]], np.array([-1, -1]), encode)
    found = compare_parts(source, target, parents, (np.array([1, 0, 1]), np.array([1, 0, 0])))
    # cups stand below luggage, which is a part of the first target's name and none of the second's
    assert found["meaning_part"] == pytest.approx([0.0, 1.0, 1.0])
    assert found["meaning_holds_whole"] == pytest.approx([0.0, 1.0, 0.6], abs=1e-6)
    assert found["meaning_holds"] == pytest.approx([0.0, 1.0, 0.5 / np.hypot(0.5, 1.0)])


def test_names_without_a_common_word_meet_by_meaning(plant: Callable[..., Any]) -> None:
    """Vectors that say so are enough to be looked at, and to be preferred."""
    meant = {"Zorks": (1.0, 0.0, 0.0), "Plims": (0.96, 0.28, 0.0), "Quabs": (0.0, 0.0, 1.0), "Yebbs": (0.0, 0.6, 0.8)}

    def encode(names: Any) -> Any:
        return np.array([meant[name] for name in names], dtype=np.float32)

    sides = plant({"a": ("Zorks", "Quabs")}), plant({"b": ("Plims", "Yebbs")})
    matches = match_trees(*sides, encode=encode)
    best = {int(row): int(other) for row, other in zip(matches.rows[::-1], matches.others[::-1], strict=True)}
    assert best == {0: 0, 1: 1}
    assert not len(match_trees(*sides).rows)


def test_command_takes_a_model(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "caches"))
    for name in ("ours", "theirs"):
        (tmp_path / f"{name}.csv").write_text("path\nShoes\nLamps\n", encoding="utf-8")
    files = [str(tmp_path / f"{name}.csv") for name in ("ours", "theirs")]
    arguments = ["match", *files, "-o", str(tmp_path / "pairs.csv")]
    told = {}
    evidence = {"by meaning": "words and by what a sentence model makes of them", "by words": "words alone"}
    for key, more in {"by meaning": ["--model", str(folder)], "by words": ["--by-words"]}.items():
        result = CliRunner().invoke(gapfinder, [*arguments, *more])
        assert (result.exit_code, result.stderr) == (0, f"Matched by {evidence[key]}.\n")
        told[key] = (tmp_path / "pairs.csv").read_text(encoding="utf-8")
    assert told["by meaning"] != told["by words"]
    assert len(list((tmp_path / "caches" / "gapfinder").iterdir())) == 1


@pytest.mark.parametrize("count", [999, 1000])
def test_long_work_is_told_once_at_its_start_where_no_terminal_shows_it(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, count: int
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "caches"))
    for name, word in (("ours", "boot"), ("theirs", "shoe")):
        lines = (f"{word} {number}\n" for number in range(count))
        (tmp_path / f"{name}.csv").write_text("path\n" + "".join(lines), encoding="utf-8")
    files = [str(tmp_path / f"{name}.csv") for name in ("ours", "theirs", "pairs")]
    told = [
        CliRunner().invoke(gapfinder, ["match", *files[:2], "-o", files[2], "--model", str(folder)]).stderr.splitlines()
        for _ in range(2)
    ]
    line = "1,000 names to be read by a sentence model, and then paths: this takes a while, and is kept"
    end = "Matched by words and by what a sentence model makes of them."
    assert told == [[*([line] if count >= 1000 else []), end], [end]]


@pytest.mark.parametrize(
    ("arguments", "reader"),
    [(["--by-words"], "words alone hardly compare"), ([], "the sentence model is not known to compare")],
)
def test_names_of_other_languages_are_told(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], reader: str
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "caches"))
    (tmp_path / "ours.csv").write_text("path\nShoes and boots\nTools\nAccessories\n", encoding="utf-8")
    (tmp_path / "theirs.csv").write_text("path\nSchuhe für Damen\nWerkzeuge\n", encoding="utf-8")
    files = [str(tmp_path / f"{name}.csv") for name in ("ours", "theirs", "pairs")]
    model = arguments or ["--model", str(folder)]
    result = CliRunner().invoke(gapfinder, ["match", *files[:2], "-o", files[2], *model])
    assert result.stderr.splitlines()[1] == (
        f"{files[0]} is in English, {files[1]} in German, which {reader}: what nothing was found for may be there by"
        " another name, and is not called `none`. A model that does comes with gapfinder[semantic]."
    )


def test_what_is_loaded_in_several_languages_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, write: Callable[..., None], engage: Callable[..., Any]
) -> None:
    monkeypatch.setattr(installed, "PACKAGE", "no_such_models")
    monkeypatch.setattr(many_languages, "PACKAGE", "no_such_encoder")
    engagement = engage(tmp_path, {"here": "prospect", "there": "competitor", "yonder": "competitor"})
    data = engagement.data
    write(data, "here", {"Shoes and boots": ["Boot"], "Tools for kids": ["Hammer"]})
    write(data, "there", {"Schuhe für Damen": ["Schuh"], "Werkzeuge und mehr": ["Hammer"]})
    write(data, "yonder", {name: [name] for name in ("Sängar och mattor", "Kök och hushåll", "Byxor för flickor")})
    load_crawls(engagement)
    result = CliRunner().invoke(gapfinder, ["match", "--data", str(data)])
    assert result.stderr.splitlines()[1:] == [
        "Sites are in English, German and Swedish, which words alone hardly compare: what has another name in another"
        " language is left undecided, not called absent."
    ]


def test_what_is_loaded_is_matched_by_meaning(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, write: Callable[..., None], engage: Callable[..., Any]
) -> None:
    """With the installed model, whose vectors are kept in the data folder; without one by words, and both are told."""
    monkeypatch.setattr(installed, "PACKAGE", "made_up_for_the_warehouse")
    monkeypatch.setattr(many_languages, "PACKAGE", "no_such_encoder")
    engagement = engage(tmp_path, {"here": "prospect", "there": "competitor"})
    data = engagement.data
    write(data, "here", {"Shoes > Boots": ["Boot"]})
    write(data, "there", {"Boots": ["Boot"], "Lamps": ["Lamp"]})
    load_crawls(engagement)
    command = ["match", "--data", str(data)]
    alone = CliRunner().invoke(gapfinder, command)
    write_model((tmp_path / "made_up_for_the_warehouse").joinpath(*installed.INSIDE))
    monkeypatch.syspath_prepend(str(tmp_path))
    helped = CliRunner().invoke(gapfinder, command)
    assert alone.stderr == "Matched by words alone: no sentence model is installed (gapfinder[semantic]).\n"
    assert helped.stderr == "Matched by words and by what a sentence model makes of them.\n"
    assert alone.stdout.startswith("4 categories of 2 sites: ")
    assert len(list(data.glob("meanings-*.npz"))) == 1


@pytest.mark.parametrize("option", [["--by-words"], ["--model", "."]])
def test_what_is_loaded_takes_no_other_model(tmp_path: Path, option: list[str]) -> None:
    result = CliRunner().invoke(gapfinder, ["match", "--data", str(tmp_path), *option])
    assert (result.exit_code, "go with two files" in result.stderr) == (2, True)
