"""The engagement file of the sample shops, as a consultant would have written it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from gapfinder.demo.shop import Shop
from gapfinder.errors import GapfinderError, UsageError

FILE = "engagement.toml"
NAME = "demo"
TABLES = {"prospect": "[prospect]", "competitor": "[[competitors]]", "reference": "[[references]]"}
"""The table of a site, by its role."""
_OPENING = "# Written by `gapfinder demo`"
_CRAWL = """
[crawl]
contact = "mailto:demo@example.com"
delay = 0.0                 # the shops run on this very machine; what their robots.txt asks for is heeded all the same
allow_private = true        # loopback addresses are refused otherwise
browser = "never"           # what comes of the demo is the same on machines with a Chromium and without

[ranking]
min_reference_sites = 2     # what a single reference shop sells proves little
"""


def write_case(folder: Path, shops: Sequence[Shop], addresses: Mapping[str, str]) -> Path:
    """Write the engagement file of shops at their addresses; return its path.

    A file of an earlier demo is replaced. Raises UsageError where another engagement lies there, GapfinderError where
    nothing can be written.
    """
    path = folder / FILE
    text = "\n".join([*_open_file(), *(_write_site(shop, addresses[shop.name]) for shop in shops)])
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if path.exists() and not path.read_text(encoding="utf-8", errors="replace").startswith(_OPENING):
            raise UsageError(f"{path} is another engagement's: name a folder with --out DIR")
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise GapfinderError(f"{path}: cannot be written: {error.strerror}") from None
    return path


def _open_file() -> Iterator[str]:
    yield f"{_OPENING}: the sample shops were served at these addresses while it ran."
    yield "# What was seen of them is kept beside this file, for report, status and sql.\n"
    yield f"name = {_quote(NAME)}"
    yield 'data = "data"'
    yield _CRAWL


def _write_site(shop: Shop, address: str) -> str:
    keys = {"name": shop.name, "url": address, "industry": shop.industry}
    lines = "\n".join(f"{key} = {_quote(value)}" for key, value in keys.items())
    return f"{TABLES[shop.role]}{' ' * 4}# {shop.title}\n{lines}\n"


def _quote(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
