"""Brings a store's tables and views up to this version."""

from __future__ import annotations

import logging
import os
from hashlib import sha256
from pathlib import Path

from duckdb import DuckDBPyConnection

from warehouse.copies import copy_file
from warehouse.errors import StoreDamaged, StoreNewer, WarehouseError
from warehouse.statements import list_statements, read_statement

logger = logging.getLogger(__name__)


def migrate(connection: DuckDBPyConnection, path: Path) -> None:
    """Make what is missing, in one transaction; tables of an earlier version are copied to `STORE.vN.bak` before.

    Raises StoreNewer where the tables are of a later version, StoreDamaged where the file holds somebody else's tables,
    WarehouseError where the copy cannot be written.
    """
    versions, *steps = list_statements("schema")
    views = list_statements("views") + list_statements("macros")
    wanted = (len(steps), sha256("".join(map(read_statement, views)).encode()).hexdigest())
    found = _find_version(connection, path)
    if found == wanted:
        return
    if found[0] > wanted[0]:
        raise StoreNewer(
            f"{path}: its tables are version {found[0]}, this gapfinder knows {wanted[0]}: use a later one"
        )
    if 0 < found[0] < wanted[0]:
        _back_up(connection, path, path.with_name(f"{path.name}.v{found[0]}.bak"))
    connection.begin()
    try:
        for name in (versions, *steps[found[0] :], *views):
            connection.execute(read_statement(name))
        connection.execute("delete from records.versions")
        connection.execute("insert into records.versions values (?, ?)", wanted)
        connection.commit()
    except BaseException:
        connection.rollback()
        raise
    if 0 < found[0] < wanted[0]:
        kept = f"{path.name}.v{found[0]}.bak"
        logger.warning("%s: its tables are upgraded to version %d; %s is as it was before", path, wanted[0], kept)


def _back_up(connection: DuckDBPyConnection, path: Path, backup: Path) -> None:
    """Copy the store as it is; an earlier copy of that name is of an upgrade that did not come to its end."""
    for left in backup.parent.glob(f".{backup.name}-draft-*"):
        left.unlink(missing_ok=True)
    # a name of its own: what copies for a process that was killed goes on writing to its file
    draft = backup.with_name(f".{backup.name}-draft-{os.getpid()}")
    try:
        connection.execute("checkpoint")
        copy_file(path, draft)
        draft.replace(backup)
    except OSError as error:
        raise WarehouseError(
            f"{path}: is not upgraded, because it cannot be copied to {backup.name}: {error}"
        ) from error
    finally:
        draft.unlink(missing_ok=True)


def _find_version(connection: DuckDBPyConnection, path: Path) -> tuple[int, str]:
    held = set(connection.execute("select schema_name, table_name from duckdb_tables()").fetchall())
    if ("records", "versions") in held:
        row = connection.execute("select tables, views from records.versions").fetchone()
        return row or (0, "")
    if held:
        raise StoreDamaged(f"{path}: is a DuckDB file, but not a store of gapfinder; move it away")
    return (0, "")
