"""A database that reads one warehouse and can reach nothing else on the machine or the network."""

from __future__ import annotations

import os
import resource
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb

from warehouse.statements import quote_path, quote_text

CLOSED: dict[str, str | bool | int | float | list[str]] = {
    "allow_community_extensions": "false",
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "python_enable_replacements": "false",
    "secret_directory": f"{os.devnull}/none",
}
LOCKS = ("set timezone = 'UTC'", "set enable_external_access = false", "set lock_configuration = true")
MOST_MEMORY = 4 << 30
OVERHEAD = 2 << 30
"""What Python, the libraries and rows on their way out take beside the database."""
MOST_SPILL = 20 << 30
MOST_THREADS = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """What a query may take: bytes of memory, bytes in the folder for what does not fit there, and threads."""

    spill: Path
    memory: int
    most_spill: int = MOST_SPILL
    threads: int = MOST_THREADS


def bound_by_machine(spill: Path) -> Bounds:
    """Return bounds that leave the machine usable: half of its memory at the most, and no more threads than it has."""
    physical = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return Bounds(
        spill=spill,
        memory=min(MOST_MEMORY, physical // 2),
        threads=min(MOST_THREADS, os.cpu_count() or 1),
    )


@contextmanager
def limit_memory(most: int = MOST_MEMORY + OVERHEAD) -> Iterator[None]:
    """Keep this process from using more than `most` bytes: some functions of DuckDB count none of what they take.

    A query that wants more fails; a limit that is narrower already stays.
    """
    before, hard = resource.getrlimit(resource.RLIMIT_DATA)
    bounds = [bound for bound in (most, before, hard) if bound != resource.RLIM_INFINITY]
    resource.setrlimit(resource.RLIMIT_DATA, (min(bounds), hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_DATA, (before, hard))


def open_sandbox(
    attach: Callable[[duckdb.DuckDBPyConnection], Sequence[str]],
    *,
    bounds: Bounds | None = None,
    writable: Sequence[Path] = (),
) -> duckdb.DuckDBPyConnection:
    """Open what `attach` attaches as the database `warehouse`; `writable` names the only files that can be written.

    `attach` returns the folders that stay in reach. Raises what it raises, and duckdb.Error.
    """
    # DuckDB shares one open database among a process's connections to a path; an instance of our own sees the file that
    # was published last, not the one that an earlier connection still holds.
    connection = duckdb.connect(":memory:", config=CLOSED | (_to_settings(bounds) if bounds else {}))
    try:
        folders = attach(connection)
        if bounds:
            # Given with the others at the start, DuckDB 1.5 shows it but does not heed it.
            connection.execute(f"set max_temp_directory_size = '{bounds.most_spill}B'")
        if writable:
            # Where DuckDB cannot write in one go, it writes beside the file first.
            drafts = [place for file in writable for place in (file, file.with_name(f"tmp_{file.name}"))]
            connection.execute(f"set allowed_paths = [{', '.join(map(quote_path, drafts))}]")
        if folders:
            connection.execute(f"set allowed_directories = [{', '.join(map(quote_text, folders))}]")
        for setting in ("use warehouse", *LOCKS):
            connection.execute(setting)
    except BaseException:
        connection.close()
        raise
    return connection


def _to_settings(bounds: Bounds) -> dict[str, str | bool | int | float | list[str]]:
    return {
        "memory_limit": f"{bounds.memory}B",
        "temp_directory": str(bounds.spill),
        "threads": bounds.threads,
    }
