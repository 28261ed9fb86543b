"""Brings a catalogue from a file into the warehouse, by way of the spool as a crawl does."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from crawler.sites import Site
from crawler.spooling.spool import Spool, Totals
from gapfinder.catalogue_csv import CatalogueDraft, Reject, read_catalogue
from gapfinder.errors import GapfinderError
from warehouse.load import LoadResult, load_closed
from warehouse.publish import publish
from warehouse.query import open_published

IMPORTS = "imports"


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """What came of an import. `rejects_file` holds the lines that were not taken, None where all were."""

    crawl_id: str
    categories: int
    products: int
    rejects: tuple[Reject, ...]
    rejects_file: Path | None
    counts: bool
    """Whether the catalogue became the site's; one that shrank beyond belief waits for another to confirm it."""


def import_catalogue(path: Path, *, site: Site, data: Path) -> Imported:
    """Load a CSV catalogue as a complete crawl of a site, and publish.

    Lines that make no sense are kept in `DATA/imports/FILE.rejects.csv`. Raises CatalogueUnreadable for a file that is
    no catalogue, GapfinderError where no line of it could be taken or loaded.
    """
    draft = read_catalogue(path, site=site.name)
    rejects_file = _write_rejects(data / IMPORTS / f"{path.name}.rejects.csv", draft.rejects)
    if not draft.categories and not draft.products:
        raise GapfinderError(f"{path}: no line could be taken{_tell_first(draft.rejects)}")
    crawl_id = _spool_draft(draft, site=site, data=data)
    _check_loaded(crawl_id, load_closed(data))
    publish(data)
    return Imported(
        crawl_id=crawl_id,
        categories=len(draft.categories),
        products=len(draft.products),
        rejects=tuple(draft.rejects),
        rejects_file=rejects_file,
        counts=_became_current(data, crawl_id),
    )


def _spool_draft(draft: CatalogueDraft, *, site: Site, data: Path) -> str:
    now = datetime.now(UTC)
    spool = Spool.create(data / "spool", site, now=now)
    totals = Totals(
        platform="import",
        finished_at=now,
        outcome="finished",
        coverage="complete",
        coverage_reason="",
        requests=0,
        responses=0,
        errors=0,
        bytes=0,
        robots="",
        delay=0.0,
        refusals=0,
    )
    spool.close(
        totals,
        visits=(),
        categories=tuple(draft.categories.values()),
        products=tuple(draft.products.values()),
        product_categories=tuple(draft.assignments),
    )
    return spool.crawl_id


def _check_loaded(crawl_id: str, results: list[LoadResult]) -> None:
    for result in results:
        if result.crawl_id == crawl_id and result.status == "rejected":
            raise GapfinderError(result.reason)


def _became_current(data: Path, crawl_id: str) -> bool:
    with open_published(data) as published:
        row = published.execute("select counts from crawls where crawl_id = $id", {"id": crawl_id}).fetchone()
    return bool(row and row[0])


def _write_rejects(path: Path, rejects: list[Reject]) -> Path | None:
    try:
        if not rejects:
            path.unlink(missing_ok=True)
            return None
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("w", encoding="utf-8", newline="") as stream:
            writer = csv.writer(stream)
            writer.writerow(["line", "reason", "cells"])
            writer.writerows([reject.line, reject.reason, *reject.cells] for reject in rejects)
    except OSError as error:
        raise GapfinderError(f"{path}: cannot be written: {error.strerror}") from None
    return path


def _tell_first(rejects: list[Reject]) -> str:
    return f"; line {rejects[0].line}: {rejects[0].reason}" if rejects else ": it has no lines"
