"""Frames out of the store for the analysis, and its findings back in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, fields
from typing import Self

import duckdb
import pandas as pd
from duckdb import DuckDBPyConnection

from warehouse.errors import FrameRejected
from warehouse.statements import fetch_rows, read_statement, run_statement
from warehouse.transactions import within_transaction

INCOMING = "incoming"
"""The name by which the statements in `warehouse/sql/save/` know the frame to be saved."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalogue:
    """The current catalogues of all sites that were observed.

    `categories`: site, category_id, parent_id, path (list of str), name, depth, url, product_count, seen_by, page_url,
    first_seen_at, last_seen_at. `products`: site, product_id, title, brand, sku, gtin, price (float), currency,
    availability, url, first_seen_at, last_seen_at. `product_categories`: site, product_id, category_id.
    `category_prices`: site, category_id, currency, median_price (float, of positive prices), products (so many). Times
    are UTC without zone.
    """

    categories: pd.DataFrame
    products: pd.DataFrame
    product_categories: pd.DataFrame
    category_prices: pd.DataFrame

    def of_sites(self, sites: Set[str]) -> Self:
        """Return the catalogues of some sites alone."""
        return type(self)(
            **{name.name: (frame := getattr(self, name.name))[frame["site"].isin(sites)] for name in fields(self)}
        )

    def list_titles(self) -> Iterator[tuple[str, str, str]]:
        """Yield site, category_id and title of each product in each of its categories."""
        ids = zip(self.products["site"], self.products["product_id"], strict=True)
        titles = dict(zip(ids, self.products["title"], strict=True))
        assigned = (self.product_categories[name] for name in ("site", "product_id", "category_id"))
        for site, product_id, category_id in zip(*assigned, strict=True):
            if isinstance(title := titles.get((site, product_id)), str):
                yield site, category_id, title

    def list_prices(self) -> Iterator[tuple[str, str, tuple[str, float, int]]]:
        """Yield site and category_id with a currency, the median price in it, and the number of products."""
        names = ("site", "category_id", "currency", "median_price", "products")
        columns = (self.category_prices[name].tolist() for name in names)
        for site, category_id, *price in zip(*columns, strict=True):
            yield site, category_id, tuple(price)


def read_catalogue(connection: DuckDBPyConnection) -> Catalogue:
    """Read the current categories, products and assignments of all sites."""
    return Catalogue(
        categories=read_categories(connection),
        products=_read_frame(connection, "products"),
        product_categories=_read_frame(connection, "product_categories"),
        category_prices=_read_frame(connection, "category_prices"),
    )


def read_categories(connection: DuckDBPyConnection) -> pd.DataFrame:
    """Read the current categories of all sites, with the columns of `Catalogue.categories`."""
    categories = _read_frame(connection, "categories")
    # DuckDB hands lists over as numpy arrays, which compare and hash differently.
    categories["path"] = pd.Series([list(path) for path in categories["path"]], dtype=object)
    return categories


def read_sites(connection: DuckDBPyConnection) -> pd.DataFrame:
    """Read all sites, crawled or named by an engagement.

    Columns: site, url, industry, platform, coverage and coverage_reason (of the last crawl), last_crawled_at, observed
    (whether a complete or capped crawl stands behind the catalogue), observed_coverage and observed_at (of that crawl),
    products_coverage (of the last one that read more than the tree), categories, products (counts). A site whose last
    crawl was blocked keeps the catalogue seen before: observed is then true while coverage is `blocked`.
    """
    return _read_frame(connection, "sites")


def read_members(connection: DuckDBPyConnection, engagement: str) -> pd.DataFrame:
    """Read an engagement's members: site, role, industry, url."""
    return connection.execute(read_statement("read/members"), {"engagement": engagement}).df()


def read_concepts(connection: DuckDBPyConnection) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Read what `save_concepts` kept: concepts (concept_id, label, name) and the members of each.

    The members' columns: site, category_id, concept_id, score, method, evidence, decided_by.
    """
    return _read_frame(connection, "concepts"), _read_frame(connection, "category_concepts")


def read_offers(connection: DuckDBPyConnection) -> pd.DataFrame:
    """Read what `save_offers` kept: site, offer_model, category_id, product_id, evidence."""
    return _read_frame(connection, "offer_sightings")


def has_findings(connection: DuckDBPyConnection) -> bool:
    """Tell whether presence was found for some engagement."""
    (row,) = fetch_rows(connection, "read/has_findings", {})
    return bool(row["found"])


def save_engagement(connection: DuckDBPyConnection, name: str, members: pd.DataFrame) -> None:
    """Replace an engagement's members. Columns: site, role, industry; optional url.

    Raises FrameRejected where a column is missing or cannot be stored; nothing is changed then.
    """
    if "url" not in members.columns:
        members = members.assign(url=None)
    save_tables(connection, {"members": members}, engagement=name)


def save_concepts(connection: DuckDBPyConnection, concepts: pd.DataFrame, category_concepts: pd.DataFrame) -> None:
    """Replace all concepts and their members, in one transaction.

    Columns of concepts: concept_id, label, name; of category_concepts: site, category_id, concept_id, score, method,
    evidence, decided_by. Raises FrameRejected where a column is missing or cannot be stored; nothing is changed then.
    """
    save_tables(connection, {"concepts": concepts, "category_concepts": category_concepts})


def save_offers(connection: DuckDBPyConnection, offer_sightings: pd.DataFrame) -> None:
    """Replace all signs of offer models. Columns: site, offer_model, category_id, product_id, evidence.

    Raises FrameRejected where a column is missing or cannot be stored; nothing is changed then.
    """
    save_tables(connection, {"offer_sightings": offer_sightings})


def save_findings(
    connection: DuckDBPyConnection,
    engagement: str,
    presence: pd.DataFrame,
    gaps: pd.DataFrame,
    gap_evidence: pd.DataFrame,
) -> None:
    """Replace an engagement's findings, in one transaction.

    Columns are those of the views presence, gaps and gap_evidence; more are ignored, and `engagement` is set from the
    argument. Raises FrameRejected where a column is missing or cannot be stored; nothing is changed then.
    """
    frames = {"presence": presence, "gaps": gaps, "gap_evidence": gap_evidence}
    save_tables(connection, frames, engagement=engagement)


def save_tables(
    connection: DuckDBPyConnection, frames: Mapping[str, pd.DataFrame], *, engagement: str | None = None
) -> None:
    """Replace what tables hold, in one transaction: all rows, or those of an engagement where a table has them.

    `frames` are by the tables' names, with the columns told above; which concepts stand under which follows from the
    members. Raises FrameRejected where a column is missing or
    cannot be stored; nothing is changed then.
    """
    values = {} if engagement is None else {"engagement": engagement}
    try:
        with within_transaction(connection):
            for table, frame in frames.items():
                _replace_table(connection, table, frame, values)
            if "category_concepts" in frames:
                run_statement(connection, "save/forget_concept_parents", values)
                run_statement(connection, "save/concept_parents", values)
    finally:
        connection.unregister(INCOMING)


def _read_frame(connection: DuckDBPyConnection, name: str) -> pd.DataFrame:
    return connection.execute(read_statement(f"read/{name}")).df()


def _replace_table(connection: DuckDBPyConnection, table: str, frame: pd.DataFrame, values: dict[str, str]) -> None:
    run_statement(connection, f"save/forget_{table}", values)
    connection.register(INCOMING, frame)
    try:
        run_statement(connection, f"save/{table}", values)
    except (duckdb.BinderException, duckdb.ConversionException, duckdb.ConstraintException) as error:
        raise FrameRejected(f"{table}: {str(error).partition(chr(10))[0]}; the frame has {list(frame)}") from error
