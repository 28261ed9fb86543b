"""The working store: what loads and analyses write to. Where it lies, its keeper knows."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import duckdb

from warehouse.file_keeper import FileKeeper
from warehouse.homes import Home, Lake
from warehouse.keeper import Keeper
from warehouse.lake_keeper import LakeKeeper
from warehouse.schema import migrate

FAULTS = (
    *(duckdb.IOException, duckdb.TransactionException),
    *(duckdb.SerializationException, duckdb.FatalException, duckdb.InternalException),
)
"""Errors of the file or the lake rather than of a statement; what has no kind of its own comes from PostgreSQL."""


def find_keeper(home: Home) -> Keeper:
    """Return what keeps a warehouse."""
    return LakeKeeper(home) if isinstance(home, Lake) else FileKeeper(home)


@contextmanager
def open_store(home: Home, *, beside: str | None = None) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open the working store, made or brought up to date where needed.

    One has it alone; to load the site `beside`, one may have a lake while others load other sites. Raises StoreLocked
    where others hold it for longer than one waits, StoreDamaged, StoreNewer, StoreContended where others beside changed
    the same, or WarehouseError where what is written is not taken. Not to be called within itself.
    """
    keeper = find_keeper(home)
    with keeper.hold(beside) as connection:
        try:
            migrate(connection, keeper)
            yield connection
        except duckdb.Error as error:
            if type(error) is duckdb.Error or isinstance(error, FAULTS):
                raise keeper.explain(error) from error
            raise
