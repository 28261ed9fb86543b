"""Copies a database file that this process has open."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path


def copy_file(source: Path, target: Path) -> None:
    """Copy a file, without copying its blocks where the file system can share them.

    Another process does it: one that closes a file loses the locks that it holds on it (POSIX), and DuckDB holds one.
    Raises OSError where it cannot be written.
    """
    done = subprocess.run(["cp", "--", str(source), str(target)], capture_output=True, text=True, check=False)  # noqa: S603, S607
    if done.returncode:
        raise OSError(done.stderr.strip() or f"cp ended with {done.returncode}")
    flush(target)


def flush(path: Path) -> None:
    """Flush a file or a folder to disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
