"""DuckDB's extensions as packages bring them (`gapfinder[lake]`); none is ever fetched from the network."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path

import duckdb

from warehouse.errors import LakeUnavailable
from warehouse.keeper import SETTINGS
from warehouse.statements import quote_path, run_statement

EXTENSIONS = ("postgres_scanner", "ducklake")
ATTACHED = "select database_name from duckdb_databases() where not internal and database_name <> 'memory'"
_spare: dict[str, list[duckdb.DuckDBPyConnection]] = {}


def load_extensions(connection: duckdb.DuckDBPyConnection, place: str) -> None:
    """Load what a lake needs whose files lie at a place, and hide the keys of an object store from queries.

    Raises LakeUnavailable where a package is missing, or made for another DuckDB.
    """
    for name in EXTENSIONS:
        _load(connection, name)
    if "://" in place:
        _load(connection, "httpfs")
        connection.execute("set variable lake_files = $place", {"place": place})
        run_statement(connection, "lake/hide_keys", {})


def _load(connection: duckdb.DuckDBPyConnection, name: str) -> None:
    try:
        package = Path(str(files(f"duckdb_extension_{name}")))
    except ModuleNotFoundError:
        raise LakeUnavailable(
            f"a lake needs DuckDB's extension {name}: `pip install 'gapfinder[lake]'` brings it"
        ) from None
    path = package / "extensions" / f"v{duckdb.__version__}" / f"{name}.duckdb_extension"
    if not path.is_file():
        raise LakeUnavailable(
            f"DuckDB's extension {name} is not the one for DuckDB {duckdb.__version__}; `pip install 'gapfinder[lake]'`"
        )
    connection.execute(f"load {quote_path(path)}")


@contextmanager
def borrow_database(place: str) -> Iterator[duckdb.DuckDBPyConnection]:
    """Lend a database in memory with nothing in it, for a lake whose files lie at a place.

    It is lent again, for loading the extensions takes a quarter of a second. What is attached is detached before; a
    database in which that fails, or anything did, is not.
    """
    spare = _spare.setdefault(place, [])
    database = spare.pop() if spare else _make_database(place)
    try:
        yield database
        for (name,) in database.execute(ATTACHED).fetchall():
            database.execute(f"detach {name}")
    except BaseException:
        database.close()
        raise
    spare.append(database)


def _make_database(place: str) -> duckdb.DuckDBPyConnection:
    database = duckdb.connect(":memory:", config=SETTINGS)
    try:
        load_extensions(database, place)
    except BaseException:
        database.close()
        raise
    return database
