"""The lock that keeps two crawls off one data folder."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from gapfinder.errors import GapfinderError

LOCK = "crawl.lock"


class FolderLockedError(GapfinderError):
    """Another crawl uses the data folder."""

    exit_code = 4


def is_locked(data: Path) -> bool:
    """Say whether a process holds a data folder at this moment."""
    try:
        with (data / LOCK).open("rb") as file:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except OSError:
        return False
    return False


@contextmanager
def lock_folder(data: Path) -> Iterator[None]:
    """Hold a data folder, made where it is missing; the lock goes with the process, however that ends.

    Raises FolderLockedError while another process holds it, GapfinderError where the folder cannot be written.
    """
    path = data / LOCK
    try:
        data.mkdir(parents=True, exist_ok=True)
        file = path.open("a+", encoding="ascii", errors="replace")
    except OSError as error:
        raise GapfinderError(f"{path}: cannot be written: {error.strerror}") from None
    with file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.seek(0)
            holder = file.read(20).strip()
            raise FolderLockedError(f"{data}: another crawl is running here (process {holder})") from None
        _sign(file.fileno(), path)
        yield


def _sign(handle: int, path: Path) -> None:
    """Write who holds the lock into it, past Python's buffer, which would fail once more where the file is closed."""
    try:
        os.ftruncate(handle, 0)
        os.write(handle, str(os.getpid()).encode())
    except OSError as error:
        raise GapfinderError(f"{path}: cannot be written: {error.strerror}") from None
