"""Where a warehouse lives: in a data folder, or in a lake that several machines share."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Lake:
    """A DuckLake whose catalogue is a PostgreSQL database.

    `catalogue` is what libpq connects by (`dbname=gapfinder host=db.example`); `files` is the folder, or the address in
    an object store, of the Parquet files, and counts when the lake is made. `data` is this machine's folder of the
    spool.
    """

    data: Path
    catalogue: str
    files: str


Home = Path | Lake
"""A data folder that holds its warehouse itself, or a lake."""


def folder_of(home: Home) -> Path:
    """Return the folder of the spool."""
    return home.data if isinstance(home, Lake) else home
