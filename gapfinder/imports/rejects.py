"""Lines that were not taken, and why: kept in a file of their own, the first of them to be told."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Any

from gapfinder.errors import GapfinderError
from gapfinder.imports.rows import Row

MOST_TOLD = 10
FOLDER = "rejects"
_TIME = "%Y%m%dT%H%M%SZ"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reject:
    """A line that was not taken, and why. `line` counts from 1, the header included."""

    line: int
    reason: str


class Rejects:
    """The rejects of one import. The file is made with the first; it goes again where the import breaks off."""

    def __init__(self, data: Path, site: str, now: datetime) -> None:
        self.count = 0
        self.first: list[Reject] = []
        self.path: Path | None = None
        self._place = data / FOLDER / f"{site}-{now:{_TIME}}.csv"
        self._header: Sequence[str] = ()
        self._open = ExitStack()
        self._writer: Any = None

    def name_columns(self, header: Sequence[str]) -> None:
        """Take the header of the file that is imported: the rejects are written below it."""
        self._header = header

    def add(self, row: Row, reason: str) -> None:
        """Keep a line. Raises GapfinderError where the disk refuses."""
        self.count += 1
        if len(self.first) < MOST_TOLD:
            self.first.append(Reject(line=row.number, reason=reason))
        try:
            if self._writer is None:
                self._writer = csv.writer(self._create())
                self._write(["line", "problem", *(self._header or ["item"])])
            self._write([str(row.number), reason, *row.list_cells()])
        except OSError as error:
            raise self._unwritable(error) from None

    def __enter__(self) -> Rejects:
        return self

    def __exit__(self, kind: type[BaseException] | None, _error: object, _trace: TracebackType | None) -> None:
        try:
            self._open.close()
        except OSError as error:
            raise self._unwritable(error) from None
        finally:
            if kind is not None and self.path:
                self.path.unlink(missing_ok=True)

    def _write(self, cells: list[str]) -> None:
        self._writer.writerow(cells)

    def _create(self) -> Any:
        self._place.parent.mkdir(parents=True, exist_ok=True)
        number = 1
        while self.path is None:
            place = self._place.with_stem(f"{self._place.stem}-{number}") if number > 1 else self._place
            try:
                stream = place.open("x", encoding="utf-8", errors="replace", newline="")
            except FileExistsError:
                number += 1
                continue
            self.path = place
        return self._open.enter_context(stream)

    def _unwritable(self, error: OSError) -> GapfinderError:
        return GapfinderError(f"{self.path or self._place}: cannot be written: {error.strerror}")
