"""Brings a store's tables and views up to this version."""

from __future__ import annotations

import logging
from hashlib import sha256

from duckdb import DuckDBPyConnection

from warehouse.errors import StoreDamaged, StoreNewer
from warehouse.keeper import Keeper
from warehouse.statements import list_statements, read_statement

logger = logging.getLogger(__name__)


def migrate(connection: DuckDBPyConnection, keeper: Keeper) -> None:
    """Make what is missing, in one transaction; the keeper backs up tables of an earlier version before.

    Raises StoreNewer where the tables are of a later version, StoreDamaged where they are somebody else's,
    WarehouseError where they cannot be backed up.
    """
    versions, *steps = list_statements("schema")
    views = list_statements("views") + list_statements("macros")
    wanted = (len(steps), sha256("".join(map(read_statement, views)).encode()).hexdigest())
    found = find_version(connection, keeper.name)
    if found == wanted:
        return
    if found[0] > wanted[0]:
        raise StoreNewer(
            f"{keeper.name}: its tables are version {found[0]}, this gapfinder knows {wanted[0]}: use a later one"
        )
    is_upgrade = 0 < found[0] < wanted[0]
    kept = keeper.back_up(connection, found[0]) if is_upgrade else ""
    connection.begin()
    try:
        for name in (versions, *steps[found[0] :], *views):
            _run_supported(connection, name, keeper)
        connection.execute("delete from records.versions")
        connection.execute("insert into records.versions values (?, ?)", wanted)
        connection.commit()
    except BaseException:
        connection.rollback()
        raise
    if is_upgrade:
        told = "%s: its tables are upgraded to version %d; %s is as it was before"
        logger.warning(told, keeper.name, wanted[0], kept)


def make_tables(connection: DuckDBPyConnection) -> None:
    """Make this version's tables, views and macros in a database that has none and supports all of it."""
    for name in (*list_statements("schema"), *list_statements("views"), *list_statements("macros")):
        connection.execute(read_statement(name))


def _run_supported(connection: DuckDBPyConnection, name: str, keeper: Keeper) -> None:
    for statement in connection.extract_statements(read_statement(name)):
        if keeper.unsupported is None or not keeper.unsupported.match(statement.query.strip()):
            connection.execute(statement)


def find_version(connection: DuckDBPyConnection, store: str) -> tuple[int, str]:
    """Return the version of a store's tables, 0 where it has none, and a hash of its views.

    Raises StoreDamaged where the tables are somebody else's.
    """
    tables = "select schema_name, table_name from duckdb_tables() where database_name = current_database()"
    held = set(connection.execute(tables).fetchall())
    if ("records", "versions") in held:
        row = connection.execute("select tables, views from records.versions").fetchone()
        return row or (0, "")
    if held:
        raise StoreDamaged(f"{store}: holds tables, but is not a store of gapfinder; move it away")
    return (0, "")
