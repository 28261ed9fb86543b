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
    for source in list_sources():
        digest.update(source.name.encode() + b"\0" + source.read_bytes() + b"\0")
    for name in PARSERS:
        digest.update(f"{name} {_version_of(name)}\0".encode())
    return digest.hexdigest()


def list_sources() -> list[Traversable]:
    """Return the files that a page's reading depends on, always in the same order."""
    crawler = files("crawler")
    modules = (crawler.joinpath(f"{name}.py") for name in MODULES)
    held = [source for room in ROOMS for source in _list_files(crawler.joinpath(room))]
    return [*held, *(module for module in modules if module.is_file())]


def _list_files(room: Traversable) -> list[Traversable]:
    """Return a room's sources in the order of their names, with those of the rooms in it."""
    found = []
    for entry in sorted(room.iterdir(), key=lambda entry: entry.name):
        if entry.is_dir():
            found += _list_files(entry)
        elif entry.name.endswith((".py", ".toml")):
            found.append(entry)
    return found


def _version_of(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""
