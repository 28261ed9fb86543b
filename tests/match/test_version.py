from __future__ import annotations

from pathlib import Path

import pytest

from gapfinder.matching.keeping.version import mark_files, tell_version


def _write(folder: Path) -> Path:
    for name, text in {"words.toml": "a = 1", "match.py": "b = 2", "names/terms.py": "c = 3", "notes.txt": "d"}.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    return folder


@pytest.mark.parametrize(
    ("changed", "is_another"),
    [("words.toml", True), ("match.py", True), ("names/terms.py", True), ("names/new.py", True), ("notes.txt", False)],
)
def test_the_mark_is_another_once_code_or_words_are(tmp_path: Path, changed: str, is_another: bool) -> None:
    folder = _write(tmp_path)
    before = mark_files([folder])
    (folder / changed).write_text("e = 5")
    assert (mark_files([folder]) != before) is is_another


def test_the_mark_of_what_is_installed_is_one() -> None:
    assert tell_version() == tell_version()
    assert len(tell_version()) == 64
