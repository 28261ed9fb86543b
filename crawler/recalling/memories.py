"""The folder in which sites are remembered, a file each."""

from __future__ import annotations

import logging
import re
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from crawler.findings import Platform
from crawler.recalling.memory_draft import MemoryDraft, make_dictionary
from crawler.recalling.memory_file import Head, MemoryFile, MemoryUnusable
from crawler.recalling.readers import name_readers
from crawler.recalling.recollection import OLDEST, Recollection
from crawler.sites import Site

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Finished:
    """A crawl at its end. `records` are those of its journal, `samples` a few pages of it as JSON."""

    crawl_id: str
    platform: Platform | None
    records: Iterable[Mapping[str, Any]]
    samples: Iterable[bytes]


@dataclass(frozen=True, slots=True, kw_only=True)
class Memories:
    """Where sites are remembered. With `is_full` a crawl asks for everything, and is remembered all the same.

    A page is asked for whole once its last reading is older than `oldest`.
    """

    folder: Path
    is_full: bool = False
    oldest: timedelta = OLDEST

    def recollect(self, site: Site) -> Recollection:
        """Return what is known of a site; nothing where its file is missing, damaged, or of other readers."""
        return Recollection(None if self.is_full else self._open(site), oldest=self.oldest)

    def save(self, site: Site, recollection: Recollection, finished: Finished) -> None:
        """Remember a crawl for the next one, and what was known before besides. Failing is only logged."""
        old = recollection.memory
        if old and old.head.crawl_id == finished.crawl_id:
            return
        head = Head(
            site=site.name,
            url=site.url,
            readers=name_readers(),
            crawl_id=finished.crawl_id,
            platform=finished.platform,
            sitemaps=recollection.lastmods.sum_up(),
        )
        try:
            self._write(self.path_of(site), head, finished, old)
        except (OSError, sqlite3.Error, MemoryUnusable, TypeError, ValueError, KeyError, AttributeError) as error:
            logger.warning("%s: the crawl is not remembered for the next one: %s", site.name, error)

    def path_of(self, site: Site) -> Path:
        """Return a site's file."""
        name = re.sub(r"[^\w.-]", "-", site.name) or "site"
        return self.folder / f"{name}.sqlite"

    def _open(self, site: Site) -> MemoryFile | None:
        path = self.path_of(site)
        try:
            memory = MemoryFile(path) if path.exists() else None
        except MemoryUnusable as error:
            logger.warning("%s: %s cannot be used, and all is asked for: %s", site.name, path, error)
            return None
        if memory and (memory.head.site, memory.head.url, memory.head.readers) != (site.name, site.url, name_readers()):
            logger.info("%s: what is remembered is of another address or of other readers", site.name)
            memory.close()
            return None
        return memory

    def _write(self, path: Path, head: Head, finished: Finished, old: MemoryFile | None) -> None:
        draft = MemoryDraft(path, head, dictionary=old.dictionary if old else make_dictionary(finished.samples))
        try:
            for record in finished.records:
                draft.add(record)
            if old:
                draft.keep(old, since=(datetime.now(UTC) - self.oldest).isoformat(timespec="seconds"))
            draft.finish()
        except BaseException:
            draft.discard()
            raise
