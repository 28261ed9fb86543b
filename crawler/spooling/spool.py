"""The spool: a folder a site crawl, open while it is crawled, closed by its manifest. The format is `docs/spool.md`."""

from __future__ import annotations

import os
import re
import secrets
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import orjson

from crawler.errors import SpoolUnreadable, SpoolUnwritable
from crawler.items import Category, Product, ProductCategory, Visit
from crawler.sites import Site
from crawler.spooling.json_lines import dump_line, load_line

FORMAT = 1
SITE, JOURNAL, MANIFEST = "site.json", "journal.jsonl", "manifest.json"
ID_TIME = "%Y%m%dT%H%M%SZ"


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """What a manifest says of a crawl besides its records.

    `robots` is the verdict's word; `delay`, and `crawl_delay` of robots.txt, are in seconds; from `user_agent` on it is
    told how the site was asked. What was not crawled was not asked.
    """

    platform: str | None
    finished_at: datetime
    outcome: str
    coverage: str
    coverage_reason: str
    requests: int
    responses: int
    errors: int
    bytes: int
    robots: str
    delay: float
    refusals: int
    structure_only: bool = False
    user_agent: str | None = None
    crawl_delay: float | None = None
    ignores_crawl_delay: bool = False
    concurrency: int | None = None
    retries: int = 0
    throttled: int = 0
    noindex_pages: int = 0
    nofollow_pages: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Spool:
    """A folder of the spool that is being written. `started_at` is when its crawl began, in UTC."""

    folder: Path
    site: Site
    started_at: datetime

    @property
    def crawl_id(self) -> str:
        """The folder's name."""
        return self.folder.name

    @property
    def journal(self) -> Path:
        """The file of what the crawl has to remember."""
        return self.folder / JOURNAL

    @classmethod
    def create(cls, root: Path, site: Site, *, now: datetime) -> Spool:
        """Make a new open folder below `root`. Raises SpoolUnwritable."""
        now = now.astimezone(UTC).replace(microsecond=0)
        folder = root / f"{name_site(site.name)}-{now:{ID_TIME}}-{secrets.token_hex(2)}"
        facts = {"name": site.name, "url": site.url, "industry": site.industry, "started_at": format_time(now)}
        with told_disk_errors(folder):
            _remove_begun(root, site)
            _begin(folder, facts)
        return cls(folder=folder, site=site, started_at=now)

    @classmethod
    def open(cls, folder: Path, site: Site) -> Spool:
        """Go on with an open folder. Raises SpoolUnreadable where it is not one of this site."""
        facts = read_site_facts(folder)
        if facts is None or facts["name"] != site.name or (folder / MANIFEST).exists():
            raise SpoolUnreadable(f"{folder}: no open folder of {site.name}")
        return cls(folder=folder, site=site, started_at=datetime.fromisoformat(facts["started_at"]))

    @classmethod
    def find_open(cls, root: Path, site: Site) -> list[Spool]:
        """List the open folders of a site's URL, the newest first."""
        return sorted(_find_open(root, site), key=lambda spool: spool.started_at, reverse=True)

    def discard(self) -> None:
        """Remove the folder and all that is in it. Raises SpoolUnwritable."""
        with told_disk_errors(self.folder):
            shutil.rmtree(self.folder)

    def close(
        self,
        totals: Totals,
        *,
        visits: Iterable[Visit],
        categories: Iterable[Category],
        products: Iterable[Product],
        product_categories: Iterable[ProductCategory],
    ) -> None:
        """Write the records and, when they are safely on disk, the manifest that closes the folder.

        Raises SpoolUnwritable; the folder is then still open, and closing it can be tried again.
        """
        contents: dict[str, Iterable[object]] = {
            "visits.jsonl": visits,
            "categories.jsonl": categories,
            "products.jsonl": products,
            "product_categories.jsonl": product_categories,
        }
        with told_disk_errors(self.folder):
            files = {
                name: write_durably(self.folder / name, map(dump_line, records)) for name, records in contents.items()
            }
            draft = self.folder / f"{MANIFEST}.part"
            write_durably(draft, [orjson.dumps(self._describe(totals, files), option=orjson.OPT_INDENT_2)])
            sync_folder(self.folder)
            draft.rename(self.folder / MANIFEST)
            sync_folder(self.folder)
            self.journal.unlink(missing_ok=True)

    def _describe(self, totals: Totals, files: dict[str, dict[str, int | str]]) -> dict[str, object]:
        facts = asdict(totals) | {"finished_at": format_time(totals.finished_at)}
        return {
            "format": FORMAT,
            "crawl_id": self.crawl_id,
            "site": self.site.name,
            "url": self.site.url,
            "industry": self.site.industry,
            "started_at": format_time(self.started_at),
            "categories": files["categories.jsonl"]["rows"],
            "products": files["products.jsonl"]["rows"],
            **facts,
            "files": files,
        }


def name_site(name: str) -> str:
    """Return a site's name as its folders' names begin with it.

    >>> name_site("Sägen & Co/de")
    'Sägen---Co-de'
    """
    return re.sub(r"[^\w.-]", "-", name) or "site"


def format_time(moment: datetime) -> str:
    """Return a time as the spool writes it: UTC, to the second.

    >>> format_time(datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC))
    '2026-01-02T03:04:05Z'
    """
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def read_site_facts(folder: Path) -> dict[str, str] | None:
    """Return what a folder's `site.json` says: name, url, industry, started_at; None where it does not."""
    try:
        facts = load_line((folder / SITE).read_bytes())
        if facts is None or not all(isinstance(facts[key], str) for key in ("name", "url", "started_at")):
            return None
        datetime.fromisoformat(facts["started_at"])
    except (OSError, KeyError, ValueError):
        return None
    return facts


def write_durably(path: Path, lines: Iterable[bytes]) -> dict[str, int | str]:
    """Write a file, flush it to disk and return its rows, bytes and sha256."""
    digest, rows, size = sha256(), 0, 0
    with path.open("wb") as file:
        for line in lines:
            file.write(line)
            digest.update(line)
            rows += line.count(b"\n")
            size += len(line)
        file.flush()
        os.fsync(file.fileno())
    return {"rows": rows, "bytes": size, "sha256": digest.hexdigest()}


def sync_folder(folder: Path) -> None:
    """Make names that were made or changed in a folder outlive a loss of power."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def told_disk_errors(path: Path) -> Iterator[None]:
    """Tell what the disk refuses as SpoolUnwritable, in one line that names the file."""
    try:
        yield
    except OSError as error:
        raise SpoolUnwritable(f"{error.filename or path}: cannot be written: {error.strerror}") from error


def _begin(folder: Path, facts: dict[str, str]) -> None:
    """Make a folder that has its `site.json` from the first moment on: without one, nobody could go on with it."""
    draft = folder.with_name(f".{folder.name}")
    draft.mkdir(parents=True)
    try:
        write_durably(draft / SITE, [dump_line(facts)])
        draft.rename(folder)
        sync_folder(folder.parent)
    except BaseException:
        shutil.rmtree(draft, ignore_errors=True)
        raise


def _remove_begun(root: Path, site: Site) -> None:
    """Remove what those left who were killed as they made a site's folder: it holds nothing yet."""
    begun = re.compile(rf"\.?{re.escape(name_site(site.name))}-\d{{8}}T\d{{6}}Z-\w{{4}}")
    for folder in root.iterdir() if root.is_dir() else ():
        is_empty = not any((folder / name).exists() for name in (JOURNAL, MANIFEST))
        is_unmade = folder.name.startswith(".") or read_site_facts(folder) is None
        if begun.fullmatch(folder.name) and is_empty and is_unmade:
            shutil.rmtree(folder, ignore_errors=True)


def _find_open(root: Path, site: Site) -> Iterator[Spool]:
    for path in root.glob(f"*/{SITE}"):
        facts = read_site_facts(path.parent)
        if facts is None or path.parent.name.startswith(".") or (path.parent / MANIFEST).exists():
            continue
        if (facts["name"], facts["url"]) == (site.name, site.url):
            yield Spool(folder=path.parent, site=site, started_at=datetime.fromisoformat(facts["started_at"]))
