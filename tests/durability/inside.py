"""Runs commands in one process and prints what came of each: `python -m tests.durability.inside FOLDER COMMANDS`.

COMMANDS is JSON, a list of command lines; `["fill", BYTES]` fills the disk below FOLDER but for so many bytes,
`["free"]` makes room again, `["state"]` tells what is published.
"""

from __future__ import annotations

import io
import json
import logging
import os
import sys
from pathlib import Path
from typing import Any

from tests.durability.conftest import Case


def do(case: Case, command: list[Any]) -> dict[str, Any]:
    """Do one thing, and return what came of it."""
    filler = case.folder / "filler"
    if command[0] == "fill":
        return fill(filler, int(command[1]))
    if command[0] == "free":
        filler.unlink()
        return {}
    if command[0] == "state":
        return {"state": json.loads(json.dumps(case.read_state(), default=str)), "closed": sorted(case.list_closed())}
    stream = io.StringIO()
    logging.getLogger().handlers = [logging.StreamHandler(stream)]
    done = case.run(*command)
    lines = [line for line in (stream.getvalue() + done.stderr).splitlines() if " pages, " not in line]
    return {"exit_code": done.exit_code, "told": lines, "out": done.stdout}


def fill(filler: Path, left: int) -> dict[str, Any]:
    """Take all of the disk but for some bytes."""
    found = os.statvfs(filler.parent)
    with filler.open("wb", buffering=0) as file:
        file.write(b"x" * (found.f_bavail * found.f_frsize - left))
    return {}


if __name__ == "__main__":
    case = Case(folder=Path(sys.argv[1]))
    print(json.dumps([do(case, command) for command in json.loads(sys.argv[2])]))
