"""Files whose locks processes take: they go with the process, however that ends."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from gapfinder.errors import GapfinderError


@contextmanager
def open_lock(path: Path) -> Iterator[int]:
    """Yield the descriptor of a lock's file, made with its folder where it is missing; its locks end with the block.

    Raises GapfinderError where the folder cannot be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o666)
    except OSError as error:
        raise GapfinderError(f"{path}: cannot be written: {error.strerror}") from error
    try:
        yield handle
    finally:
        os.close(handle)
