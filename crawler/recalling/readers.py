"""Which readers this is: what other ones saw on a page is of no use, for it would keep their mistakes."""

from __future__ import annotations

from functools import cache
from hashlib import blake2b
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from importlib.resources.abc import Traversable

ROOMS = ("reading", "sources", "words")
MODULES = (
    "decoding",
    "findings",
    "pages",
    "sightings",
    "urls",
    "planning/answer_reader",
    "planning/answers",
    "planning/followups",
)
"""What a page's reading depends on: these rooms and modules of the crawler, and what parses for them."""
PARSERS = ("selectolax", "lxml", "beautifulsoup4", "price-parser", "w3lib", "orjson")


@cache
def name_readers() -> str:
    """Return a name that changes with every change of what reads pages; computed, so that nobody has to remember it."""
    digest = blake2b(digest_size=8)
    crawler = files("crawler")
    sources = [entry for room in ROOMS for entry in _list_files(crawler.joinpath(room))]
    modules = (crawler.joinpath(f"{name}.py") for name in MODULES)
    for source in [*sources, *(module for module in modules if module.is_file())]:
        digest.update(source.name.encode() + b"\0" + source.read_bytes() + b"\0")
    for name in PARSERS:
        digest.update(f"{name} {_version_of(name)}\0".encode())
    return digest.hexdigest()


def _list_files(room: Traversable) -> list[Traversable]:
    found = [entry for entry in room.iterdir() if entry.is_file() and entry.name.endswith((".py", ".toml"))]
    return sorted(found, key=lambda entry: entry.name)


def _version_of(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""
