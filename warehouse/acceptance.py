"""Lets a crawl that was held back become a site's catalogue, because a person says so."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from duckdb import DuckDBPyConnection

from warehouse.errors import CrawlUnacceptable, FolderRejected
from warehouse.gate import HELD_BACK, MAX_SHRINK, Crawl
from warehouse.history import describe_crawl, fetch_records, find_later, find_standing, take_in
from warehouse.homes import Home, folder_of
from warehouse.incoming import Counts, keep_records
from warehouse.spool import make_finder
from warehouse.statements import fetch_rows, run_statement
from warehouse.store import find_keeper, open_store


@dataclass(frozen=True, slots=True, kw_only=True)
class Acceptance:
    """Who accepted a crawl, and when (UTC, without zone)."""

    by: str
    at: datetime


def accept_crawl(home: Home, crawl_id: str, acceptance: Acceptance, *, max_shrink: float = MAX_SHRINK) -> str:
    """Make a crawl that was held back count, and return its site.

    A complete crawl takes the place of what is known, any other adds to it. Crawls held back after it are judged anew.
    Raises CrawlUnacceptable where there is no such crawl, it counts already, a later one does, or its records are gone;
    besides what `open_store` raises.
    """
    find_manifest = make_finder(folder_of(home))
    with open_store(home) as connection:
        crawl, seen = _find_crawl(connection, crawl_id)
        with find_keeper(home).change_site(connection, crawl.site, crawl.moment):
            manifest = find_manifest(crawl_id)
            if manifest is None:
                keep_records(connection, crawl.values | {"counted": False})
            try:
                found = fetch_records(connection, crawl, seen, manifest)
            except FolderRejected as error:
                raise CrawlUnacceptable(str(error)) from error
            if not found or (crawl.coverage != "complete" and not seen.categories + seen.products):
                gone = "saw nothing" if found else "has no records any more: its spool folder is gone"
                raise CrawlUnacceptable(f"{crawl_id}: {gone}")
            told = {"crawl_id": crawl_id, "accepted_by": acceptance.by, "accepted_at": acceptance.at}
            run_statement(connection, "load/accept_crawl", told)
            standing = find_standing(connection, crawl)
            take_in(connection, crawl, standing, max_shrink=max_shrink, find_manifest=find_manifest)
    return crawl.site


def _find_crawl(connection: DuckDBPyConnection, crawl_id: str) -> tuple[Crawl, Counts]:
    rows = fetch_rows(connection, "load/find_crawl", {"crawl_id": crawl_id})
    if not rows:
        raise CrawlUnacceptable(f"{crawl_id}: no such crawl was loaded; `gapfinder status` names those held back")
    crawl, seen, (verdict, _) = describe_crawl(rows[0])
    if verdict != HELD_BACK:
        raise CrawlUnacceptable(f"{crawl_id}: is not held back: its verdict is {verdict!r}")
    for later, _, (verdict, _) in find_later(connection, crawl):
        if verdict != HELD_BACK:
            raise CrawlUnacceptable(f"{crawl_id}: is superseded: {later.crawl_id} is later, and counts")
    return replace(crawl, is_accepted=True), seen
