"""Pages saved on disk, with the URL that each came from."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from crawler.decoding import decode_body
from crawler.pages import Page
from gapfinder.errors import GapfinderError, UsageError

COLUMNS = {"file", "url"}


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedPage:
    """A file, the name that it is told by, and its URL, empty where that is not known."""

    path: Path
    name: str
    url: str = ""


def list_pages(files: Sequence[Path], *, url: str | None = None, index: Path | None = None) -> list[SavedPage]:
    """Return the pages to read: the files named, or all of an index, with the URLs that `url` or the index gives.

    An index names files relative to the current folder, or to its own. A file that is named is found in it by the end
    of its path. Raises UsageError where nothing is to be read, or the index cannot be.
    """
    if index is None:
        if not files:
            raise UsageError("no FILE to read; name one, or a table of them by --index")
        return [SavedPage(path=path, name=str(path), url=url or "") for path in files]
    urls = _read_index(index)
    if not files:
        return [SavedPage(path=_find_file(index, name), name=name, url=found) for name, found in urls.items()]
    return [_look_up(path, urls, url or "") for path in files]


def read_page_file(saved: SavedPage) -> Page:
    """Read a page from disk. Raises GapfinderError where the file cannot be read."""
    try:
        body = saved.path.read_bytes()
    except OSError as error:
        raise GapfinderError(f"{saved.path}: cannot be read: {error.strerror}") from None
    return Page(url=saved.url, requested_url=saved.url, text=decode_body(body, None))


def _read_index(index: Path) -> dict[str, str]:
    try:
        with index.open(encoding="utf-8-sig", newline="") as stream:
            rows = csv.DictReader(stream)
            if not set(rows.fieldnames or ()) >= COLUMNS:
                raise UsageError(f"{index}: line 1 needs the columns file and url; it has {rows.fieldnames}")
            return {row["file"]: row["url"] or "" for row in rows if row["file"]}
    except OSError as error:
        raise UsageError(f"{index}: cannot be read: {error.strerror}") from None
    except (UnicodeDecodeError, csv.Error) as error:
        raise UsageError(f"{index}: is not a CSV file in UTF-8: {error}") from None


def _find_file(index: Path, name: str) -> Path:
    here = Path(name)
    return here if here.exists() else index.parent / name


def _look_up(path: Path, urls: dict[str, str], url: str) -> SavedPage:
    name = next(_list_endings(path, urls), None)
    return SavedPage(path=path, name=name or str(path), url=urls[name] if name else url)


def _list_endings(path: Path, urls: dict[str, str]) -> Iterator[str]:
    parts = path.parts
    endings = ("/".join(parts[start:]) for start in range(len(parts)))
    return (ending for ending in endings if ending in urls)
