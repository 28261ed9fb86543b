"""Boxes, mount namespaces of their own, in which a disk is small or cannot be written; no other is touched."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

from tests.durability.conftest import Case

SMALL = 'mount -t tmpfs -o size=24m none "$PLACE"; cp -a "$CASE" "$PLACE/case"; '
READ_ONLY = (
    'mount -t tmpfs none "$PLACE"; cp -a "$CASE" "$PLACE/case"; mount --bind "$PLACE/case/data" "$PLACE/case/data"; '
    'mount -o remount,bind,ro "$PLACE/case/data"; '
)
INSIDE = 'exec "$PYTHON" -m tests.durability.inside "$PLACE/case" "$COMMANDS"'
UNSHARE = ("unshare", "--user", "--map-root-user", "--mount", "sh", "-euc")


@cache
def find_lack() -> str:
    """Return why there can be no box here, empty where there can."""
    if shutil.which("unshare") is None:
        return "needs unshare"
    done = subprocess.run([*UNSHARE, "mount -t tmpfs none /mnt"], capture_output=True, text=True, check=False)
    return f"needs namespaces of users and mounts: {done.stderr.strip()}" if done.returncode else ""


def run_in_box(setup: str, case: Case, place: Path, commands: list[list[Any]]) -> list[dict[str, Any]]:
    """Run commands on a copy of a case in a box, as `tests.durability.inside` does, and return what came of each."""
    place.mkdir()
    environment = {"PYTHON": sys.executable, "PLACE": str(place), "CASE": str(case.folder)}
    done = subprocess.run(
        [*UNSHARE, setup + INSIDE],
        env=os.environ | environment | {"COMMANDS": json.dumps(commands)},
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found: list[dict[str, Any]] = json.loads(done.stdout)
    return found
