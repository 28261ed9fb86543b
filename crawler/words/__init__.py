"""Word lists, as data."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files


@cache
def read_words(name: str) -> dict[str, tuple[str, ...]]:
    """Return the lists of one packaged TOML file: key → words, lower-cased, in order."""
    lists = tomllib.loads(files("crawler.words").joinpath(f"{name}.toml").read_text(encoding="utf-8"))
    return {key: tuple(text.lower().split()) for key, text in lists.items()}
