"""What was asked before at the prompt, kept for the next time."""

from __future__ import annotations

import os
from pathlib import Path

from prompt_toolkit.history import FileHistory, History, InMemoryHistory

NAME = "sql_history"
MOST_BYTES = 1 << 20
"""A longer file is begun anew, the old one kept beside it."""


def find_history() -> Path:
    """Return where the history is kept: in `$XDG_STATE_HOME/gapfinder`, by default `~/.local/state/gapfinder`."""
    state = os.environ.get("XDG_STATE_HOME", "")
    root = Path(state) if state.startswith("/") else Path.home() / ".local" / "state"
    return root / "gapfinder" / NAME


def open_history(path: Path) -> History:
    """Open the history for nobody but this user; one that lasts as long as the prompt where no file can be had."""
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.close(os.open(path, os.O_CREAT | os.O_RDWR | os.O_NOFOLLOW, 0o600))
        path.chmod(0o600)
        if path.stat().st_size > MOST_BYTES:
            path.replace(path.with_suffix(".old"))
            os.close(os.open(path, os.O_CREAT | os.O_RDWR | os.O_EXCL, 0o600))
    except OSError:
        return InMemoryHistory()
    return FileHistory(path)
