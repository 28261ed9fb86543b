"""Loads closed spool folders into the working store, each in one short transaction."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import duckdb

from warehouse.errors import FolderRejected, StoreContended
from warehouse.gate import HELD_BACK, IMPORT, MAX_SHRINK, Crawl
from warehouse.history import describe_crawl, find_standing, give_verdict, take_in
from warehouse.homes import Home, folder_of
from warehouse.incoming import read_folder
from warehouse.manifest import Manifest, read_manifest
from warehouse.spool import LOADED, SPOOL, find_closed, find_loaded, make_finder, move_away, note_rejection
from warehouse.statements import fetch_rows, run_statement
from warehouse.store import find_keeper, open_store

MOVED = "was loaded by a run that was interrupted, and is moved to the others now"
RELOADED = "was missing in the store, and is loaded again"


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadResult:
    """What became of a spool folder.

    `status` is `loaded`, `skipped` (its crawl was in the store already) or `rejected` (it stays where it is, and
    `reason` says why). `crawl_id` is the folder's name; the rest is known unless it was rejected. `held_back` says why
    its crawl does not become the site's catalogue, empty where it does. `mended` says what was made good by it.
    """

    folder: Path
    crawl_id: str
    status: str
    reason: str = ""
    site: str = ""
    coverage: str = ""
    held_back: str = ""
    mended: str = ""
    categories: int = 0
    products: int = 0


def load_closed(home: Home, *, max_shrink: float = MAX_SHRINK) -> list[LoadResult]:
    """Load every closed folder and move it to `spool/loaded/`; what cannot be loaded stays, with its reason.

    A complete crawl that lacks more than `max_shrink` of what is known of its site is held back. The store is held for
    one folder at a time. What was loaded before and is not in the store, because that was lost, is loaded again.

    Raises what `open_store` raises; folders not yet loaded then stay for the next time.
    """
    folders, loaded = find_closed(folder_of(home)), find_loaded(folder_of(home))
    if not folders and not (loaded and find_keeper(home).is_lost()):
        return []
    folders = sorted(_find_unknown(home, loaded) + folders, key=lambda folder: folder.name)
    return [_load_or_reject(home, folder, max_shrink) for folder in folders]


def _find_unknown(home: Home, loaded: list[Path]) -> list[Path]:
    with open_store(home) as connection:
        known = {row["crawl_id"] for row in fetch_rows(connection, "load/list_crawls", {})}
    # a folder that came twice has a number behind its name
    return [folder for folder in loaded if folder.name not in known and folder.suffix == ""]


def find_loaded_crawl(home: Home, crawl_id: str) -> LoadResult | None:
    """Return what became of a crawl that another load may have taken; None where it is not in the store."""
    with open_store(home) as connection:
        return _find_taken(connection, folder_of(home) / SPOOL / LOADED / crawl_id)


def _load_or_reject(home: Home, folder: Path, max_shrink: float) -> LoadResult:
    try:
        manifest = read_manifest(folder)
        try:
            return _load_in_turn(home, manifest, max_shrink, beside=manifest.site)
        except StoreContended:
            return _load_in_turn(home, manifest, max_shrink)
    except FolderRejected as error:
        taken = None if folder.exists() else find_loaded_crawl(home, folder.name)
        note_rejection(folder, str(error))
        return taken or LoadResult(folder=folder, crawl_id=folder.name, status="rejected", reason=str(error))


def _load_in_turn(home: Home, manifest: Manifest, max_shrink: float, *, beside: str | None = None) -> LoadResult:
    """Load a folder beside those of other sites, or alone, as has to be done where one of them got in the way."""
    with open_store(home, beside=beside) as connection:
        found = _find_taken(connection, manifest.folder)
        found = found or _load_once(connection, manifest, home, max_shrink)
        move_away(manifest.folder)
    return found


def _find_taken(connection: duckdb.DuckDBPyConnection, folder: Path) -> LoadResult | None:
    """Return what is known of a folder's crawl if it is in the store. Folders are moved by who holds the store."""
    rows = fetch_rows(connection, "load/find_crawl", {"crawl_id": folder.name})
    if not rows:
        return None
    crawl, seen, (verdict, reason) = describe_crawl(rows[0])
    return LoadResult(
        folder=folder,
        crawl_id=crawl.crawl_id,
        status="skipped",
        site=crawl.site,
        coverage=crawl.coverage,
        held_back=reason if verdict == HELD_BACK else "",
        mended=MOVED if folder.parent.name != LOADED and folder.exists() else "",
        categories=seen.categories,
        products=seen.products,
    )


def _load_once(connection: duckdb.DuckDBPyConnection, manifest: Manifest, home: Home, max_shrink: float) -> LoadResult:
    """Load a folder in one transaction."""
    try:
        with find_keeper(home).change_site(connection, manifest.site, manifest.crawl["started_at"]):
            verdict, reason = _load_folder(connection, manifest, folder_of(home), max_shrink)
    except (duckdb.InvalidInputException, duckdb.ConversionException, duckdb.ConstraintException) as error:
        raise FolderRejected(f"{manifest.folder}: {str(error).partition(chr(10))[0]}") from error
    return LoadResult(
        folder=manifest.folder,
        crawl_id=manifest.crawl_id,
        status="loaded",
        site=manifest.site,
        coverage=manifest.coverage,
        held_back=reason if verdict == HELD_BACK else "",
        mended=RELOADED if manifest.folder.parent.name == LOADED else "",
        categories=manifest.crawl["categories"],
        products=manifest.crawl["products"],
    )


def _load_folder(
    connection: duckdb.DuckDBPyConnection, manifest: Manifest, data: Path, max_shrink: float
) -> tuple[str, str]:
    (dated,) = fetch_rows(connection, "load/date_crawl", manifest.crawl)
    seen = read_folder(connection, manifest)
    crawl = Crawl(
        crawl_id=manifest.crawl_id,
        site=manifest.site,
        moment=dated["moment"],
        coverage=manifest.coverage,
        structure_only=bool(manifest.crawl["structure_only"]),
        is_given=manifest.crawl["platform"] == IMPORT,
    )
    standing = find_standing(connection, crawl)
    verdict = give_verdict(crawl, seen, standing, max_shrink=max_shrink)
    told = {"verdict": verdict[0], "verdict_reason": verdict[1]}
    run_statement(connection, "load/insert_crawl", manifest.crawl | dated | told)
    if verdict[0] != HELD_BACK:
        take_in(connection, crawl, standing, max_shrink=max_shrink, find_manifest=make_finder(data))
    return verdict
