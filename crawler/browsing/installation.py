"""Whether pages can be drawn on this machine: that takes the package's extra and a Chromium."""

from __future__ import annotations

import os
import shutil
from importlib.util import find_spec
from pathlib import Path

EXTRA = "playwright"
VARIABLE = "GAPFINDER_CHROMIUM"
"""The environment's word on which program is used, where it is not one of `PROGRAMS`."""
PROGRAMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
PLACES = (
    Path("/Applications/Chromium.app/Contents/MacOS/Chromium"),
    Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"),
)


def find_chromium() -> Path | None:
    """Return the Chromium (or Chrome) of this machine; None where there is none."""
    named = os.environ.get(VARIABLE)
    if named:
        found = shutil.which(named)
        return Path(found) if found else None
    found = next((path for name in PROGRAMS if (path := shutil.which(name))), None)
    return Path(found) if found else next((path for path in PLACES if path.exists()), None)


def find_lack() -> str:
    """Return what has to be done before pages can be drawn, in one line; empty where nothing is missing."""
    if find_spec(EXTRA) is None:
        return "to have its pages drawn: pip install 'gapfinder[browser]'"
    if find_chromium() is None:
        named = os.environ.get(VARIABLE)
        if named:
            return f"to have its pages drawn: {VARIABLE}={named} is no program"
        return f"to have its pages drawn: install Chromium, or name it in {VARIABLE}"
    return ""
