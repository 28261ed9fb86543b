"""Crawls that lie in a spool and are not in the warehouse: open, waiting, or not fit to be loaded."""

from __future__ import annotations

from pathlib import Path

from gapfinder.concerns import Concern, Weight
from warehouse.errors import FolderRejected
from warehouse.manifest import MANIFEST, read_manifest
from warehouse.spool import LOADED, SPOOL, read_rejection


def find_waiting(data: Path, *, is_running: bool) -> dict[str, list[Concern]]:
    """Return what lies in a data folder's spool, by site: folders are named SITE-TIME-MARK."""
    spool = data / SPOOL
    found: dict[str, list[Concern]] = {}
    for folder in sorted(spool.iterdir()) if spool.is_dir() else ():
        if folder.is_dir() and folder.name != LOADED and folder.name.count("-") >= 2:
            found.setdefault(folder.name.rsplit("-", 2)[0], []).append(_judge_folder(folder, is_running=is_running))
    return found


def _judge_folder(folder: Path, *, is_running: bool) -> Concern:
    is_closed = (folder / MANIFEST).exists()
    if is_running:
        what = "a crawl is being loaded" if is_closed else "a crawl is running"
        return Concern(text=f"{what} ({folder.name})", weight=Weight.NOTE)
    if not is_closed:
        return Concern(text=f"a crawl was interrupted: `gapfinder crawl` resumes it ({folder.name})")
    try:
        read_manifest(folder)
    except FolderRejected as error:
        return Concern(text=f"a crawl cannot be loaded: {_shorten(str(error), folder)} ({folder.name})")
    if reason := read_rejection(folder):
        return Concern(
            text=f"a crawl was not loaded: {_shorten(reason, folder)}; the next load tries again ({folder.name})"
        )
    return Concern(text=f"a crawl waits to be loaded ({folder.name})")


def _shorten(reason: str, folder: Path) -> str:
    return reason.removeprefix(f"{folder}: ").removeprefix(f"{folder}/")
