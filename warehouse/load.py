"""Loads closed spool folders into the working store, each in one short transaction."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import duckdb

from warehouse.errors import FolderRejected
from warehouse.manifest import COUNTED, MANIFEST, Manifest, read_manifest
from warehouse.statements import read_statement
from warehouse.store import STORE_NAME, open_store

SPOOL = "spool"
LOADED = "loaded"
KINDS = ("categories", "products", "product_categories")


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadResult:
    """What became of a spool folder.

    `status` is `loaded`, `skipped` (its crawl was in the store already) or `rejected` (it stays where it is, and
    `reason` says why). `crawl_id` is the folder's name; the rest is known unless it was rejected.
    """

    folder: Path
    crawl_id: str
    status: str
    reason: str = ""
    site: str = ""
    coverage: str = ""
    categories: int = 0
    products: int = 0


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


def load_closed(data: Path) -> list[LoadResult]:
    """Load every closed folder and move it to `spool/loaded/`; what cannot be loaded stays, with its reason.

    A store that holds nothing, because it was lost, is filled again from what was loaded before.

    Raises what `open_store` raises; folders not yet loaded then stay for the next time.
    """
    folders, loaded = find_closed(data), find_loaded(data)
    if not folders and not (loaded and _is_lost(data / STORE_NAME)):
        return []
    with open_store(data) as connection:
        if loaded and _is_empty(connection):
            folders = sorted(loaded + folders, key=lambda folder: folder.name)
        return [_load_or_reject(connection, folder) for folder in folders]


def _load_or_reject(connection: duckdb.DuckDBPyConnection, folder: Path) -> LoadResult:
    try:
        manifest = read_manifest(folder)
        status = "skipped" if _knows(connection, manifest) else _load_folder(connection, manifest)
        _move_away(folder)
    except FolderRejected as error:
        return LoadResult(folder=folder, crawl_id=folder.name, status="rejected", reason=str(error))
    return LoadResult(
        folder=folder,
        crawl_id=manifest.crawl_id,
        status=status,
        site=manifest.site,
        coverage=manifest.coverage,
        categories=manifest.crawl["categories"],
        products=manifest.crawl["products"],
    )


def _is_lost(path: Path) -> bool:
    return not path.exists() or not path.stat().st_size


def _is_empty(connection: duckdb.DuckDBPyConnection) -> bool:
    return connection.execute("select 1 from records.crawls limit 1").fetchone() is None


def _knows(connection: duckdb.DuckDBPyConnection, manifest: Manifest) -> bool:
    found = connection.execute("select 1 from records.crawls where crawl_id = $id", {"id": manifest.crawl_id})
    return found.fetchone() is not None


def _load_folder(connection: duckdb.DuckDBPyConnection, manifest: Manifest) -> str:
    connection.begin()
    try:
        connection.execute(read_statement("load/insert_crawl"), manifest.crawl)
        if manifest.coverage in COUNTED:
            _merge_records(connection, manifest)
        connection.commit()
    except (duckdb.InvalidInputException, duckdb.ConversionException, duckdb.ConstraintException) as error:
        connection.rollback()
        raise FolderRejected(f"{manifest.folder}: {str(error).partition(chr(10))[0]}") from error
    except BaseException:
        # A fatal error of the database has rolled back already and takes no further statement.
        _roll_back_if_possible(connection)
        raise
    return "loaded"


def _merge_records(connection: duckdb.DuckDBPyConnection, manifest: Manifest) -> None:
    for kind in KINDS:
        path = escape_glob(manifest.folder / f"{kind}.jsonl")
        connection.execute(read_statement(f"load/read_{kind}"), {"path": path})
    site = {"site": manifest.site}
    if stranger := connection.execute(read_statement("load/find_strangers"), site).fetchone():
        raise FolderRejected(f"{manifest.folder / stranger[0]}: a row has no id or is of site {stranger[1]!r}")
    row = connection.execute(
        "select moment from records.crawls where crawl_id = $id", {"id": manifest.crawl_id}
    ).fetchone()
    moment = {"moment": row[0] if row else None}
    for kind in KINDS:
        connection.execute(read_statement(f"load/merge_{kind}"), moment)
    for name in ("forget_changes", "note_category_changes", "note_product_changes"):
        connection.execute(read_statement(f"load/{name}"), site | moment)


def _roll_back_if_possible(connection: duckdb.DuckDBPyConnection) -> None:
    try:
        connection.rollback()
    except duckdb.Error:
        return


def _move_away(folder: Path) -> None:
    if folder.parent.name == LOADED:
        return
    target = folder.parent / LOADED / folder.name
    try:
        target.parent.mkdir(exist_ok=True)
        number = 0
        while target.exists():
            number += 1
            target = target.with_name(f"{folder.name}.{number}")
        folder.rename(target)
    except OSError as error:
        raise FolderRejected(f"{folder}: is loaded but cannot be moved: {error.strerror}") from error


def escape_glob(path: Path) -> str:
    """Return a path that `read_json` takes literally.

    >>> escape_glob(Path("data [1]/a*.jsonl"))
    'data [[]1]/a[*].jsonl'
    """
    return re.sub(r"([*?\[])", r"[\1]", str(path))
