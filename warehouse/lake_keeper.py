"""Keeps a warehouse in a DuckLake: rows in Parquet files, and in PostgreSQL which files make up which table.

A commit is seen by all who ask from then on, whole, so there is nothing to publish. New sites are loaded beside each
other. Who changes what is known waits for a turn: of two who change a table at once, DuckLake refuses the second.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

import duckdb

from warehouse.errors import StoreContended, StoreLocked, WarehouseError, WarehouseMissing
from warehouse.extensions import borrow_database, load_extensions
from warehouse.homes import Lake
from warehouse.site_desk import lay_out_site
from warehouse.statements import fetch_rows, quote_text, run_statement
from warehouse.transactions import within_transaction

PATIENCE = 300
"""Seconds that one waits for one's turn: a site of millions of products is loaded in a minute or two."""
EVERYTHING = "gapfinder"
"""The turn that all take: beside each other to load, alone for the rest."""
EXISTING = "create_if_not_exists false"
UNSUPPORTED = re.compile(r"comment on (column|macro)\b|alter table \S+ alter column \S+ set not null\b")
PASSWORD = re.compile(r"""(password\s*=\s*)('(?:[^'\\]|\\.)*'|[^\s"'&]+)|(://[^:@/\s]*:)[^@\s]+(?=@)""")


@dataclass(frozen=True, slots=True)
class LakeKeeper:
    """The keeper of a lake."""

    lake: Lake

    unsupported = UNSUPPORTED

    @property
    def name(self) -> str:
        return f"lake {hide_password(self.lake.catalogue)}"

    @property
    def published(self) -> str:
        return self.name

    @contextmanager
    def hold(self, beside: str | None) -> Iterator[duckdb.DuckDBPyConnection]:
        with (
            borrow_database(self.lake.files) as database,
            closing(database.cursor()) as connection,
            closing(database.cursor()) as turn,
        ):
            try:
                self._open(connection)
                _take_turn(turn, beside if beside and _is_new(connection, beside) else None)
            except duckdb.Error as error:
                raise self.explain(error) from error
            yield connection

    def _open(self, connection: duckdb.DuckDBPyConnection) -> None:
        connection.execute("set timezone = 'UTC'")
        try:
            self._attach(connection, "store", EXISTING)
        except duckdb.InvalidInputException as error:
            if not _is_missing(error):
                raise
            self._make(connection)
        connection.execute("use store")

    def _make(self, connection: duckdb.DuckDBPyConnection) -> None:
        try:
            self._attach(connection, "store", f"data_path {quote_text(self.lake.files)}")
            connection.execute("call store.set_option('parquet_compression', 'zstd')")
        except duckdb.Error:
            # Where two make the lake at once, the catalogue's keys let one do it.
            self._attach(connection, "store", EXISTING)

    def _attach(self, connection: duckdb.DuckDBPyConnection, name: str, option: str) -> None:
        connection.execute(f"attach {quote_text(f'ducklake:postgres:{self.lake.catalogue}')} as {name} ({option})")

    def change_site(
        self, connection: duckdb.DuckDBPyConnection, site: str, since: datetime
    ) -> AbstractContextManager[None]:
        (later,) = fetch_rows(connection, "lake/count_later", {"site": site, "moment": since})
        return lay_out_site(connection, site) if later["crawls"] else within_transaction(connection)

    @contextmanager
    def hold_analysis(self) -> Iterator[None]:
        with borrow_database(self.lake.files) as database, closing(database.cursor()) as turn:
            try:
                self._open(turn)
                turn.begin()
                run_statement(turn, "lake/hold_alone", {"everything": _number("analysis")})
            except duckdb.Error as error:
                raise self.explain(error) from error
            yield

    def back_up(self, connection: duckdb.DuckDBPyConnection, version: int) -> str:  # noqa: ARG002
        """Name the snapshot that has what was there before."""
        (row,) = fetch_rows(connection, "lake/find_snapshot", {})
        return f"snapshot {row['snapshot_id']}"

    def explain(self, error: duckdb.Error) -> WarehouseError:
        reason = hide_password(" ".join(str(error).split()))
        if "lock timeout" in reason:
            return StoreLocked(f"{self.name}: others are using the store; try again when they are done")
        if isinstance(error, duckdb.TransactionException) or "could not serialize" in reason:
            return StoreContended(f"{self.name}: others changed it at the same time: {reason}")
        if "unable to connect" in reason.lower():
            told = reason.rpartition('": ')[2]
            return WarehouseError(f"{self.name}: its catalogue cannot be reached: {told}")
        return WarehouseError(f"{self.name}: {reason}")

    def is_empty(self) -> bool:
        with borrow_database(self.lake.files) as database, closing(database.cursor()) as connection:
            try:
                self._attach_to_read(connection)
            except WarehouseMissing:
                return True
            except duckdb.Error as error:
                raise self.explain(error) from error
        return False

    is_lost = is_empty

    def find_fault(self) -> str:
        """Find nothing: what is published of a lake is the lake, and whoever reads it meets its faults."""
        return ""

    def attach(self, connection: duckdb.DuckDBPyConnection) -> Sequence[str]:
        load_extensions(connection, self.lake.files)
        self._attach_to_read(connection)
        return [row["files"] for row in fetch_rows(connection, "lake/find_files", {})]

    def _attach_to_read(self, connection: duckdb.DuckDBPyConnection) -> None:
        missing = f"{self.name}: no warehouse yet; `gapfinder crawl` or `gapfinder import` makes one"
        try:
            self._attach(connection, "warehouse", "read_only")
        except duckdb.InvalidInputException as error:
            if not _is_missing(error):
                raise
            raise WarehouseMissing(missing) from error
        held = connection.execute("select 1 from duckdb_tables() where schema_name = 'records' limit 1").fetchone()
        if held is None:
            raise WarehouseMissing(missing)

    def explain_reading(self, error: duckdb.Error) -> WarehouseError:
        return self.explain(error)

    def stamp(self) -> object:
        """Return nothing that changes: each query sees what was committed last."""
        return ()


def _is_missing(error: duckdb.Error) -> bool:
    return "does not exist - and creating a new DuckLake is explicitly disabled" in str(error)


def hide_password(text: str) -> str:
    """Return a connection string, or a message that has one, without its password.

    >>> hide_password("dbname=lake password='it\\\\'s' host=db"), hide_password("postgresql://me:secret@db/lake")
    ('dbname=lake password=… host=db', 'postgresql://me:…@db/lake')
    """
    return PASSWORD.sub(r"\1\3…", text)


def _is_new(connection: duckdb.DuckDBPyConnection, site: str) -> bool:
    """Whether a load of a site only adds rows, which DuckLake takes from several at once; an update it does not."""
    try:
        (found,) = fetch_rows(connection, "lake/find_site", {"site": site})
    except duckdb.CatalogException:
        return False  # the tables are to be made
    return not found["is_known"]


def _take_turn(turn: duckdb.DuckDBPyConnection, beside: str | None) -> None:
    """Take PostgreSQL's advisory locks. They go with the turn's transaction, and with the process, however it ends."""
    turn.begin()
    run_statement(turn, "lake/set_patience", {"seconds": PATIENCE})
    if beside is None:
        run_statement(turn, "lake/hold_alone", {"everything": _number(EVERYTHING)})
    else:
        numbers = {"everything": _number(EVERYTHING), "site": _number(f"{EVERYTHING} {beside}")}
        run_statement(turn, "lake/hold_beside", numbers)


def _number(name: str) -> int:
    """Return the number of a lock: PostgreSQL's have no names."""
    return int.from_bytes(sha256(name.encode()).digest()[:8], "big", signed=True)
