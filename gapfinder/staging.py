"""Where a spool folder is written before it is whole: what kills its writer leaves nothing that looks like a crawl."""

from __future__ import annotations

import fcntl
import logging
import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from crawler.spooling.spool import sync_folder, told_disk_errors

logger = logging.getLogger(__name__)

FOLDER = "imports"
_LOCK = ".lock"


@contextmanager
def open_stage(data: Path) -> Iterator[Path]:
    """Yield an empty folder below `DATA/imports/` that goes when the block ends, with what was left in it.

    Those of processes that died are removed first: their locks went with them. Raises SpoolUnwritable.
    """
    root = data / FOLDER
    with told_disk_errors(root):
        root.mkdir(parents=True, exist_ok=True)
        remove_stale(root)
        stage = root / f"{os.getpid()}-{secrets.token_hex(4)}"
        lock = stage.with_suffix(_LOCK)
        descriptor = os.open(lock, os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o644)
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        stage.mkdir()
    try:
        yield stage
    finally:
        _remove(stage)
        os.close(descriptor)
        with suppress(OSError):
            root.rmdir()


def move_into_spool(folder: Path, data: Path) -> None:
    """Put a closed folder where loads find it, in one step that outlives a loss of power. Raises SpoolUnwritable."""
    spool = data / "spool"
    with told_disk_errors(folder):
        spool.mkdir(parents=True, exist_ok=True)
        folder.rename(spool / folder.name)
        sync_folder(spool)


def remove_stale(root: Path) -> None:
    """Remove the folders of processes that died."""
    for lock in root.glob(f"*{_LOCK}"):
        with suppress(OSError), lock.open("rb") as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            _remove(lock.with_suffix(""))
            logger.warning("%s: what an import left that was interrupted is removed; it was not loaded", root)


def _remove(stage: Path) -> None:
    shutil.rmtree(stage, ignore_errors=True)
    with suppress(OSError):
        stage.with_suffix(_LOCK).unlink(missing_ok=True)
