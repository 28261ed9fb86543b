"""The folders of crawls in a data folder: those that wait to be loaded, and those that were."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from warehouse.errors import FolderRejected
from warehouse.manifest import MANIFEST, Manifest, read_manifest

SPOOL = "spool"
LOADED = "loaded"
REJECTION = "rejected.txt"
"""What is left in a folder that could not be loaded, and says why; the next load tries again."""
MOST_SAID = 1000
JOURNAL = "journal.jsonl"


def find_closed(data: Path) -> list[Path]:
    """Return the closed folders that wait in a data folder's spool, by name."""
    spool = data / SPOOL
    if not spool.is_dir():
        return []
    return sorted(folder for folder in spool.iterdir() if folder.name != LOADED and (folder / MANIFEST).is_file())


def find_loaded(data: Path) -> list[Path]:
    """Return the folders that were loaded once, by name."""
    loaded = data / SPOOL / LOADED
    return sorted(folder for folder in loaded.iterdir() if (folder / MANIFEST).is_file()) if loaded.is_dir() else []


def make_finder(data: Path) -> Callable[[str], Manifest | None]:
    """Return what finds the manifest of a crawl by its id; it returns None where the folder is gone or damaged."""

    def find_manifest(crawl_id: str) -> Manifest | None:
        for folder in (data / SPOOL / LOADED / crawl_id, data / SPOOL / crawl_id):
            if (folder / MANIFEST).is_file():
                try:
                    return read_manifest(folder)
                except FolderRejected:
                    continue
        return None

    return find_manifest


def note_rejection(folder: Path, reason: str) -> None:
    """Leave word in a folder of why it was not loaded, where it can be written to."""
    with suppress(OSError):
        (folder / REJECTION).write_text(f"{reason}\n", encoding="utf-8", errors="replace")


def read_rejection(folder: Path) -> str:
    """Return why a folder was not loaded when that was tried last; empty where nothing says so."""
    try:
        return (folder / REJECTION).read_text(encoding="utf-8", errors="replace")[:MOST_SAID].strip()
    except OSError:
        return ""


def move_away(folder: Path) -> None:
    """Move a folder to those that were loaded, without the journal that a crawl leaves which dies as it closes.

    Raises FolderRejected where it cannot be moved.
    """
    if folder.parent.name == LOADED:
        return
    target = folder.parent / LOADED / folder.name
    try:
        target.parent.mkdir(exist_ok=True)
        number = 0
        while target.exists():
            number += 1
            target = target.with_name(f"{folder.name}.{number}")
        (folder / JOURNAL).unlink(missing_ok=True)
        (folder / REJECTION).unlink(missing_ok=True)
        folder.rename(target)
    except OSError as error:
        raise FolderRejected(f"{folder}: is loaded but cannot be moved: {error.strerror}") from error
