"""What `docs/imports.md` says of the columns is what is read."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from gapfinder.imports.kinds import KINDS, NAMES
from gapfinder.imports.rows import name_column

DOCUMENT = Path(__file__).parents[2] / "docs" / "imports.md"
SOURCES = Path(__file__).parents[2] / "gapfinder" / "imports"
READ = re.compile(r'(?:row\.get|row\.list_values)\("([a-z_]+)"\)')
TOLD_APART = {"body_(html)", "option1_name", "option1_value", "image_link"}
"""Columns that give a kind away and are not read."""

pytestmark = pytest.mark.skipif(not DOCUMENT.exists(), reason="runs in a checkout, not where only the wheel is")


def test_every_column_that_is_read_is_documented() -> None:
    text = re.sub(r"^```.*?^```$", "", DOCUMENT.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    named = {name_column(cell) for cell in re.findall(r"`([^`]+)`", text)}
    read = {
        name
        for module in ("plain", "google", "shopify")
        for name in READ.findall((SOURCES / f"{module}.py").read_text())
    }
    told = {name for kind in KINDS for names in (*kind.needs, *kind.signs) for name in names}
    assert len(read) > 15
    assert (read | told) - TOLD_APART - named == set()


@pytest.mark.parametrize("name", NAMES)
def test_every_kind_is_documented(name: str) -> None:
    assert f"| `{name}` |" in DOCUMENT.read_text(encoding="utf-8")
