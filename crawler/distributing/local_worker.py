"""What a worker of a local cluster does before all else; Dask loads it there by its name."""

from __future__ import annotations

import os


def dask_setup(_worker: object) -> None:
    """Leave the terminal's foreground: Ctrl-C goes to the first process alone, which passes it on."""
    os.setsid()
