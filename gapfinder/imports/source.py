"""A file to import: what it is made of, told by its first bytes, and the rows in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from io import TextIOWrapper
from pathlib import Path

from gapfinder.errors import UsageError
from gapfinder.imports import feed
from gapfinder.imports.delimited import open_delimited, tell_dialect
from gapfinder.imports.encoding import open_bytes, open_text, position_of, read_head, tell_encoding
from gapfinder.imports.kinds import Kind, get_kind
from gapfinder.imports.listed_tree import is_listed_tree, open_listed_tree
from gapfinder.imports.rows import Table
from gapfinder.imports.unreadable import CatalogueUnreadable

_PACKED = {
    b"\x1f\x8b": "is packed with gzip; unpack it first",
    b"BZh": "is packed with bzip2; unpack it first",
    b"\xd0\xcf\x11\xe0": "is a workbook of the old kind (XLS); save it as XLSX or CSV",
    b"%PDF": "is a PDF; a table can be imported, such as CSV or XLSX",
}
_ZIP = b"PK\x03\x04"
_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What the user says of a file, None where it shall be told from what is in it."""

    kind: str | None = None
    sheet: str | None = None
    encoding: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A file that is being read. `position` tells how many bytes of it were, of about `size`."""

    table: Table
    kind: Kind
    size: int
    position: Callable[[], int]


@contextmanager
def open_source(path: Path, wanted: Wanted) -> Iterator[Source]:
    """Open a file to import. Raises CatalogueUnreadable, also while rows are read, and UsageError for a wrong wish."""
    head = _read_readable_head(path)
    kind = get_kind(wanted.kind) if wanted.kind else None
    if wanted.sheet is not None and not head.startswith(_ZIP):
        raise UsageError(f"--sheet {wanted.sheet!r}: {path} is no workbook")
    opened = _choose_way(head)
    with opened(path, wanted, kind) as source:
        yield source


@contextmanager
def open_table(path: Path, kind: Kind) -> Iterator[Table]:
    """Open a table of one kind, in text or in a workbook. Raises CatalogueUnreadable, also while rows are read."""
    opened = _open_workbook if _read_readable_head(path).startswith(_ZIP) else _open_delimited
    with opened(path, Wanted(), kind) as source:
        yield source.table


def _read_readable_head(path: Path) -> bytes:
    if path.exists() and not (path.is_file() or path.is_dir()):
        # it is read more than once
        raise CatalogueUnreadable(f"{path}: is no file; save what comes out of it as one first")
    head = read_head(path)
    for mark, reason in _PACKED.items():
        if head.startswith(mark):
            raise CatalogueUnreadable(f"{path}: {reason}")
    return head


def _choose_way(head: bytes) -> Callable[[Path, Wanted, Kind | None], AbstractContextManager[Source]]:
    if head.startswith(_ZIP):
        return _open_workbook
    if _is_xml(head):
        return _open_feed
    return _open_listed if is_listed_tree(head) else _open_delimited


@contextmanager
def _open_workbook(path: Path, wanted: Wanted, kind: Kind | None) -> Iterator[Source]:
    from gapfinder.imports.workbook import open_workbook  # noqa: PLC0415 - takes as long to import as all else

    with open_bytes(path) as stream:
        table, found = open_workbook(path, stream, sheet=wanted.sheet, kind=kind)
        yield Source(table=table, kind=found, size=_size_of(path), position=stream.tell)


@contextmanager
def _open_feed(path: Path, wanted: Wanted, kind: Kind | None) -> Iterator[Source]:
    encoding = tell_encoding(path, named=wanted.encoding, declared=feed.read_declared(path))
    with open_text(path, encoding) as stream:
        yield _make_source(path, stream, feed.open_feed(path, stream), kind or get_kind("google"))


@contextmanager
def _open_listed(path: Path, wanted: Wanted, _kind: Kind | None) -> Iterator[Source]:
    with open_text(path, tell_encoding(path, named=wanted.encoding)) as stream:
        yield _make_source(path, stream, open_listed_tree(path, stream), get_kind("categories"))


@contextmanager
def _open_delimited(path: Path, wanted: Wanted, kind: Kind | None) -> Iterator[Source]:
    encoding = tell_encoding(path, named=wanted.encoding)
    dialect = tell_dialect(path, encoding, kind)
    with open_text(path, encoding) as stream:
        yield _make_source(path, stream, open_delimited(path, stream, dialect), dialect.kind)


def _make_source(path: Path, stream: TextIOWrapper, table: Table, kind: Kind) -> Source:
    return Source(table=table, kind=kind, size=_size_of(path), position=lambda: position_of(stream))


def _is_xml(head: bytes) -> bool:
    """Say whether a file begins as XML, in any width of characters."""
    for mark in _MARKS:
        head = head.removeprefix(mark)
    return head.replace(b"\0", b"").lstrip().startswith(b"<")


def _size_of(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0
