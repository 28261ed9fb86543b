"""What the sorter says where the disk takes no more."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

PROGRAM = """
import resource
from crawler.sorter import Sorter
resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, 1_000_000))
sorter = Sorter()
for number in range(100_000):
    sorter.add(str(number), ("a name that takes some room " * 4,))
"""


@pytest.mark.parametrize("name", ["TMPDIR", "SQLITE_TMPDIR"])
def test_a_disk_that_takes_no_more_is_named(name: str, tmp_path: Path) -> None:
    environment = {key: value for key, value in os.environ.items() if not key.endswith("TMPDIR")}
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        env=environment | {name: str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr.splitlines()[-1] == (
        f"crawler.errors.SpoolUnwritable: {tmp_path}: a temporary file cannot be written: disk I/O error; make room"
        " there, lift the limit on the size of files (ulimit -f), or name another folder in TMPDIR"
    )
