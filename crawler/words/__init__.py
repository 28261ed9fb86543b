"""Word lists, as data."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def read_words(name: str) -> dict[str, tuple[str, ...]]:
    """Return the lists of one packaged TOML file: key → entries, lower-cased, in order.

    A list is written as one text of words, or as a list of phrases.
    """
    lists = tomllib.loads(files("crawler.words").joinpath(f"{name}.toml").read_text(encoding="utf-8"))
    return {key: _split(entries) for key, entries in lists.items()}


@cache
def read_tables(name: str) -> dict[str, list[dict[str, Any]]]:
    """Return the tables of one packaged TOML file as they are written."""
    return tomllib.loads(files("crawler.words").joinpath(f"{name}.toml").read_text(encoding="utf-8"))


def _split(entries: str | list[str]) -> tuple[str, ...]:
    return tuple(entries.lower().split()) if isinstance(entries, str) else tuple(entry.lower() for entry in entries)
