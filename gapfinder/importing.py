"""Brings a catalogue from a file into the warehouse, by way of the spool as a crawl does."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from crawler.sites import Site
from crawler.spooling.spool import Spool, Totals
from gapfinder.counting import count
from gapfinder.errors import GapfinderError
from gapfinder.folder_lock import is_locked
from gapfinder.imports.catalogue import Catalogue
from gapfinder.imports.kinds import TREES
from gapfinder.imports.reading import Reading, Show, Terms, read_catalogue
from gapfinder.imports.rejects import Reject, Rejects
from gapfinder.mending import tell_mended, tell_refused, until_published
from gapfinder.staging import move_into_spool, open_stage
from warehouse.gate import IMPORT, MAX_SHRINK
from warehouse.homes import Home, folder_of
from warehouse.load import find_loaded_crawl, load_closed
from warehouse.publish import publish
from warehouse.standing import knows_products

TOLERATED = 0.02
"""Share of lines that may be unreadable before what a file does not hold no longer counts as gone. A crawl may lose as
many of the pages that show which categories there are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """What came of an import. `hidden` products are not for sale and were left out.

    `rejected` lines were not taken; `rejects` are the first of them, `rejects_file` holds all, if there are any.
    """

    crawl_id: str
    kind: str
    categories: int
    products: int
    hidden: int
    rejected: int
    rejects: tuple[Reject, ...]
    rejects_file: Path | None
    is_part: bool
    """Whether it was added to what is known, where a whole catalogue would have taken its place."""
    held_back: str
    """Why the catalogue did not become the site's; empty where it did."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Extent:
    """How much of a site's catalogue a file holds, in the words for crawls."""

    coverage: str
    reason: str
    structure_only: bool

    @property
    def is_part(self) -> bool:
        return self.coverage == "capped"


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """The warehouse that a catalogue comes into, and the share of what is known that it may lack to be believed."""

    home: Home
    max_shrink: float = MAX_SHRINK


def import_catalogue(
    path: Path, *, site: Site, target: Target, terms: Terms | None = None, show: Show | None = None
) -> Imported:
    """Load a file (`docs/imports.md`) as a complete crawl of a site, or as a capped one if it is a part, and publish.

    A part is what was given as one, and a file of which too many lines make no sense. Those are kept in
    `DATA/rejects/SITE-TIME.csv`. Raises CatalogueUnreadable for a file that is no catalogue, UsageError for terms that
    do not fit it, GapfinderError where no line of it could be taken or loaded.
    """
    terms, data = terms or Terms(), folder_of(target.home)
    now = datetime.now(UTC)
    with Rejects(data, site.name, now) as rejects:
        reading = read_catalogue(path, site=site, terms=terms, rejects=rejects, show=show)
    catalogue = reading.catalogue
    if catalogue.is_empty:
        raise GapfinderError(f"{path}: no line could be taken{_tell_why(rejects, catalogue.hidden)}")
    with until_published(target.home) as is_alone:
        extent = _judge_extent(reading, rejects.count, target.home, site=site, partial=terms.partial)
        crawl_id = _spool_catalogue(catalogue, extent, site=site, data=data)
        held_back = _load(crawl_id, target, tells_late=is_alone and not is_locked(data))
        publish(target.home)
    return Imported(
        crawl_id=crawl_id,
        kind=reading.kind,
        categories=catalogue.categories,
        products=catalogue.products,
        hidden=catalogue.hidden,
        rejected=rejects.count,
        rejects=tuple(rejects.first),
        rejects_file=rejects.path,
        is_part=extent.is_part,
        held_back=held_back,
    )


def _judge_extent(reading: Reading, rejected: int, home: Home, *, site: Site, partial: bool) -> _Extent:
    """Say what a file tells of its site. A tree says nothing of the products that are known besides."""
    reason = f"{rejected} of {count(reading.lines, 'line')} not taken" if rejected else ""
    is_part = partial or rejected > TOLERATED * reading.lines
    return _Extent(
        coverage="capped" if is_part else "complete",
        reason="imported as a part" if partial else reason,
        structure_only=reading.kind in TREES and knows_products(home, site.name),
    )


def _spool_catalogue(catalogue: Catalogue, extent: _Extent, *, site: Site, data: Path) -> str:
    now = datetime.now(UTC)
    totals = Totals(
        platform=IMPORT,
        finished_at=now,
        outcome="finished",
        coverage=extent.coverage,
        coverage_reason=extent.reason,
        structure_only=extent.structure_only,
        requests=0,
        responses=0,
        errors=0,
        bytes=0,
        robots="",
        delay=0.0,
        refusals=0,
    )
    with open_stage(data) as stage:
        spool = Spool.create(stage, site, now=now)
        spool.close(
            totals,
            visits=(),
            categories=catalogue.list_categories(),
            products=catalogue.list_products(),
            product_categories=catalogue.list_assignments(),
        )
        move_into_spool(spool.folder, data)
    return spool.crawl_id


def _load(crawl_id: str, target: Target, *, tells_late: bool) -> str:
    """Load what lies in the spool and return why the crawl is held back, if it is."""
    results = load_closed(target.home, max_shrink=target.max_shrink)
    tell_mended(results, own={crawl_id} if tells_late else None)
    # where somebody else loads at the same time, they may have taken it
    tell_refused(results, told=(crawl_id,))
    own = [result for result in results if result.crawl_id == crawl_id]
    found = own[0] if own else find_loaded_crawl(target.home, crawl_id)
    if found is None or found.status == "rejected":
        raise GapfinderError(found.reason if found else f"{crawl_id}: was taken out of the spool before it was loaded")
    return found.held_back


def _tell_why(rejects: Rejects, hidden: int) -> str:
    if rejects.first:
        return f"; line {rejects.first[0].line}: {rejects.first[0].reason}; all of them are kept in {rejects.path}"
    return f": it holds {count(hidden, 'product')}, all drafts or archived" if hidden else ": it has no lines"
