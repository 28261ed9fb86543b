"""Vocabulary of names and offers, as data."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def read_table(name: str) -> dict[str, Any]:
    """Return one packaged TOML file; who reads it does not change it."""
    return tomllib.loads(files("gapfinder.words").joinpath(f"{name}.toml").read_text(encoding="utf-8"))


def list_phrases(text: str) -> tuple[str, ...]:
    """Return the phrases of a list written with commas or line ends between them.

    >>> list_phrases("new in, new arrivals,\\n just landed\\n")
    ('new in', 'new arrivals', 'just landed')
    """
    return tuple(phrase for phrase in (" ".join(bit.split()) for bit in text.replace("\n", ",").split(",")) if phrase)
