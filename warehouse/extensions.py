"""DuckDB's extensions as packages bring them (`gapfinder[lake]`); none is ever fetched from the network."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path

import duckdb

from warehouse.errors import LakeUnavailable
from warehouse.keeper import SETTINGS
from warehouse.statements import quote_path

ATTACHED = "select database_name from duckdb_databases() where not internal and database_name <> 'memory'"
_spare: list[duckdb.DuckDBPyConnection] = []


def load_extension(connection: duckdb.DuckDBPyConnection, name: str) -> None:
    """Load an extension. Raises LakeUnavailable where its package is missing, or made for another DuckDB."""
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
def borrow_database() -> Iterator[duckdb.DuckDBPyConnection]:
    """Lend a database in memory with nothing in it; a quarter of a second is spared where its extensions are loaded.

    What is attached is detached afterwards; a database in which that fails, or anything did, is not lent again.
    """
    database = _spare.pop() if _spare else duckdb.connect(":memory:", config=SETTINGS)
    try:
        yield database
        for (name,) in database.execute(ATTACHED).fetchall():
            database.execute(f"detach {name}")
    except BaseException:
        database.close()
        raise
    _spare.append(database)
