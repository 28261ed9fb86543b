"""What processes that were killed left behind: files and folders whose names end with `-PROCESS-…` or `.PROCESS`."""

from __future__ import annotations

import os
import re
import shutil
from contextlib import suppress
from glob import escape
from pathlib import Path

_OWNER = re.compile(r"(\d{1,9})(-\w*)?")


def remove_leftovers(folder: Path, start: str) -> None:
    """Remove what lies in a folder and is called START and the number of a process that is gone."""
    with suppress(OSError):
        for left in folder.glob(f"{escape(start)}*"):
            found = _OWNER.fullmatch(left.name.removeprefix(start))
            if found and not is_alive(int(found[1])):
                _remove(left)


def is_alive(process: int) -> bool:
    """Say whether there is a process of a number on this machine."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def _remove(left: Path) -> None:
    if left.is_dir() and not left.is_symlink():
        shutil.rmtree(left, ignore_errors=True)
    else:
        left.unlink(missing_ok=True)
