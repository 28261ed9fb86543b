"""Reads a file to its end: a catalogue of the lines that make sense, and the others put aside."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from crawler.sites import Site
from gapfinder.imports.catalogue import Catalogue
from gapfinder.imports.google_taxonomy import read_taxonomy
from gapfinder.imports.kinds import READERS
from gapfinder.imports.records import Setting
from gapfinder.imports.rejects import Rejects
from gapfinder.imports.rows import check_width
from gapfinder.imports.source import Source, Wanted, open_source

_SHOWN_EVERY = 1_000
"""Lines between two looks at how far the reading is."""

Show = Callable[[int, int], None]
"""Takes how many bytes of a file were read, and of how many."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """How a file is imported. `currency` is that of prices that name none; what a `partial` one lacks is not gone.

    `taxonomy` is a file of Google's tree, for feeds that name categories by number.
    """

    wanted: Wanted = field(default_factory=Wanted)
    currency: str | None = None
    partial: bool = False
    taxonomy: Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a file holds, the name of its kind, and how many lines it has."""

    catalogue: Catalogue
    kind: str
    lines: int


def read_catalogue(path: Path, *, site: Site, terms: Terms, rejects: Rejects, show: Show | None = None) -> Reading:
    """Read a file. Lines that make no sense are given to `rejects`.

    Raises CatalogueUnreadable for a file that is no catalogue, UsageError for terms that do not fit it.
    """
    taxonomy = read_taxonomy(terms.taxonomy) if terms.taxonomy else {}
    setting = Setting(now=datetime.now(UTC), root=site.url, currency=terms.currency, taxonomy=taxonomy)
    catalogue = Catalogue(site.name)
    with open_source(path, terms.wanted) as source:
        lines = _read_rows(source, setting, catalogue, rejects, show)
        kind = source.kind.name
    catalogue.merge()
    return Reading(catalogue=catalogue, kind=kind, lines=lines)


def _read_rows(source: Source, setting: Setting, catalogue: Catalogue, rejects: Rejects, show: Show | None) -> int:
    """Read all lines and return how many there were."""
    header, read = source.table.header, READERS[source.kind.name](setting)
    rejects.name_columns(header)
    count = 0
    for count, row in enumerate(source.table.rows, start=1):
        try:
            check_width(header, row)
            record = read(row)
        except ValueError as error:
            rejects.add(row, str(error))
        else:
            catalogue.add(record)
        if show and count % _SHOWN_EVERY == 0:
            show(source.position(), source.size)
    return count
