"""The desk of an analysis: what was observed laid out as typed tables in memory, and the steps that work on them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, fields

import duckdb
import pandas as pd

from warehouse.statements import read_statement


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Observations:
    """What is known of an engagement's sites, one frame a table of `warehouse/sql/analysis/desk.sql`, same columns.

    `members` has a row a site of the engagement; `sites.observed` says whether any crawl of it is the current state.
    Columns that a frame lacks are null, columns that the table lacks are ignored.
    """

    members: pd.DataFrame
    sites: pd.DataFrame
    categories: pd.DataFrame
    products: pd.DataFrame = field(default_factory=pd.DataFrame)
    product_categories: pd.DataFrame = field(default_factory=pd.DataFrame)
    concepts: pd.DataFrame = field(default_factory=pd.DataFrame)
    category_concepts: pd.DataFrame = field(default_factory=pd.DataFrame)
    broader: pd.DataFrame = field(default_factory=pd.DataFrame)
    title_hints: pd.DataFrame = field(default_factory=pd.DataFrame)
    namesakes: pd.DataFrame = field(default_factory=pd.DataFrame)
    site_languages: pd.DataFrame = field(default_factory=pd.DataFrame)
    offer_models: pd.DataFrame = field(default_factory=pd.DataFrame)
    offer_sightings: pd.DataFrame = field(default_factory=pd.DataFrame)


class Desk:
    """Runs the analysis steps by name on one in-memory database."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._connection = connection

    def run(self, step: str, **parameters: float) -> None:
        """Run a step that fills a table."""
        self._connection.execute(read_statement(f"analysis/{step}"), parameters or None)

    def ask(self, step: str) -> pd.DataFrame:
        """Run a step that selects and return its rows."""
        return self._connection.execute(read_statement(f"analysis/{step}")).df()

    def table(self, name: str) -> pd.DataFrame:
        """Return a whole table."""
        return self._connection.table(name).df()

    def lay(self, table: str, frame: pd.DataFrame) -> None:
        """Append a frame to a table, by column names; missing values become null."""
        columns = [name for name in self._connection.table(table).columns if name in frame.columns]
        if frame.empty or not columns:
            return
        plain = pd.DataFrame({name: _make_nullable(frame[name]) for name in columns})
        self._connection.from_df(plain).create_view("laid_frame")
        self._connection.execute(f'insert into "{table}" by name from laid_frame')
        self._connection.execute("drop view laid_frame")


@contextmanager
def open_desk(observed: Observations) -> Iterator[Desk]:
    """Lay observations out on a fresh desk, closed with its block."""
    with duckdb.connect(":memory:") as connection:
        connection.execute(read_statement("analysis/desk"))
        desk = Desk(connection)
        for table in fields(observed):
            desk.lay(table.name, getattr(observed, table.name))
        yield desk


def _make_nullable(column: pd.Series) -> pd.Series:
    if column.name in ("path", "sells_by"):
        return column.map(list, na_action="ignore").where(column.notna(), None)
    if str(column.name).endswith("_at"):
        return pd.to_datetime(column, utc=True).dt.tz_localize(None)
    if pd.api.types.is_float_dtype(column):
        return column.astype("Float64")
    return column
