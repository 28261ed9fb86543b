"""A mark of the code and the words by which matchings are made: what was kept under another is matched anew."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from hashlib import sha256
from importlib.resources import files
from importlib.resources.abc import Traversable


@cache
def tell_version() -> str:
    """Return a mark that is another once the code or the words are, by which matchings are made."""
    return mark_files(files(package) for package in ("gapfinder.matching", "gapfinder.words"))


def mark_files(folders: Iterable[Traversable]) -> str:
    """Return a mark, in hexadecimal digits, of all code and all tables in folders and below."""
    digest = sha256()
    for folder in folders:
        for file in _walk(folder):
            digest.update(file.read_bytes())
    return digest.hexdigest()


def _walk(folder: Traversable) -> Iterator[Traversable]:
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.is_dir():
            yield from _walk(entry)
        elif entry.name.endswith((".py", ".toml")):
            yield entry
