"""Spool folders of two shops that mean the same by other names."""

from __future__ import annotations

from pathlib import Path

import pytest

from gapfinder.loading import load_crawls
from tests.match.conftest import write_engagement, write_folder

SHELVES = {
    "acme": {
        "Fasteners > Screws": ["Wood screw 4x40", "Machine screw M4"],
        "Fasteners > Anchors": ["Nylon anchor 8 mm"],
        "Gloves": ["Nitrile gloves L", "\x1b[31mRed gloves\x1b[0m"],
        "Hand tools > Hammers": ["Claw hammer"],
    },
    "boltco": {
        "Fasteners > Screws & Bolts": ["Wood screw 5x50", "Hex bolt M8"],
        "Work Gloves": ["Leather gloves"],
        "Tools > Hammers": ["Sledge hammer"],
        "Fasteners > Wall anchors": ["Nylon anchor 10 mm"],
    },
}


@pytest.fixture
def engagement(tmp_path: Path) -> Path:
    """Returns the engagement file of two shops that are loaded."""
    engagement = write_engagement(tmp_path, {"acme": "prospect", "boltco": "competitor"})
    for site, shelves in SHELVES.items():
        write_folder(engagement.data, site, shelves)
    load_crawls(engagement)
    return tmp_path / "engagement.toml"
