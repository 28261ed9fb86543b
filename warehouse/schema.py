"""Brings a store's tables and views up to this version."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from duckdb import DuckDBPyConnection

from warehouse.errors import StoreDamaged, StoreNewer
from warehouse.statements import list_statements, read_statement


def migrate(connection: DuckDBPyConnection, path: Path) -> None:
    """Make what is missing, in one transaction; `path` is only named in errors.

    Raises StoreNewer where the tables are of a later version, StoreDamaged where the file holds somebody else's tables.
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


def _find_version(connection: DuckDBPyConnection, path: Path) -> tuple[int, str]:
    held = set(connection.execute("select schema_name, table_name from duckdb_tables()").fetchall())
    if ("records", "versions") in held:
        row = connection.execute("select tables, views from records.versions").fetchone()
        return row or (0, "")
    if held:
        raise StoreDamaged(f"{path}: is a DuckDB file, but not a store of gapfinder; move it away")
    return (0, "")
