"""The tables and keys of an engagement file, as TOML holds them."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

_NAME = re.compile(r"\w[\w .,&'()+-]*")
_DEFAULT_PORTS = {"http": 80, "https": 443}


def _check_url(url: str) -> str:
    if not re.match(r"https?://", url, re.IGNORECASE):
        raise ValueError("needs to start with http:// or https://")
    try:
        bits = urlsplit(url)
        port = bits.port
    except ValueError as error:
        raise ValueError(f"is not a URL: {error}") from None
    if not bits.hostname or port == 0 or re.search(r"[\s\x00-\x20\x7f]", url):
        raise ValueError("is not a URL that can be asked for")
    if bits.username is not None:
        raise ValueError("must not carry a user name or password")
    return url


def _check_name(name: str) -> str:
    if not _NAME.fullmatch(name) or name != name.strip() or len(name) > 80:
        raise ValueError(
            "is used in file names: start with a letter or digit; letters, digits, spaces and .,&'()+-_, at most 80"
        )
    return name


def _check_line(text: str) -> str:
    if not text.isprintable():
        raise ValueError("must be one line of printable text")
    return text.strip()


def _check_path(path: str) -> str:
    if not path.startswith("/"):
        raise ValueError("needs to start with /: it is compared with the start of a URL's path")
    return path


def _check_lake(lake: str) -> str:
    if not lake.isprintable() or not re.match(r"postgres(ql)?:", lake):
        raise ValueError('needs to be the address of a PostgreSQL database, such as "postgres:dbname=lake host=db"')
    return lake


def _check_number(value: object) -> object:
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        raise ValueError("needs to be a number")  # noqa: TRY004 - pydantic reports ValueErrors
    return value


Url = Annotated[str, AfterValidator(_check_url)]
Name = Annotated[str, AfterValidator(_check_name)]
Line = Annotated[str, AfterValidator(_check_line)]
PathPrefix = Annotated[str, AfterValidator(_check_path)]
Amount = Annotated[Decimal, BeforeValidator(_check_number), Field(strict=False, ge=0, allow_inf_nan=False)]
Count = Annotated[int, Field(ge=0)]
Share = Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)]
Weight = Annotated[float, Field(ge=0, allow_inf_nan=False)]


class Table(BaseModel):
    """A table of the file. Unknown keys are errors, and a value has the type that it says: "3" is no number."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class CrawlTable(Table):
    """How sites are asked. None stands for the default of `crawler.sites.Politeness`."""

    delay: Annotated[float, Field(ge=0, le=3600, allow_inf_nan=False)] | None = None
    concurrency: Annotated[int, Field(ge=1, le=64)] | None = None
    max_pages: Annotated[int, Field(ge=1)] | None = None
    product_pages: bool | None = None
    structure_only: bool | None = None
    browser: Literal["auto", "always", "never"] | None = None
    browser_pages: Annotated[int, Field(ge=1)] | None = None
    contact: Line | None = None
    user_agent: Annotated[Line, Field(min_length=1)] | None = None
    allow_private: bool | None = None
    ignore_crawl_delay: bool | None = None
    timeout: Annotated[float, Field(gt=0, le=3600, allow_inf_nan=False)] | None = None
    max_bytes: Annotated[int, Field(ge=1)] | None = None

    def list_given(self) -> dict[str, Any]:
        """Return what the file says of politeness, by key; a site's table has more keys, which are left out."""
        return {key: value for key in CrawlTable.model_fields if (value := getattr(self, key)) is not None}


class SiteTable(CrawlTable):
    """A site, and how it is asked where that differs from the rest."""

    url: Url
    name: Name | None = None
    industry: Line = ""
    start_urls: list[Url] = []
    allowed_paths: list[PathPrefix] = []


class ReferenceTable(SiteTable):
    """A site of another industry; the industry tells how far a finding has travelled."""

    industry: Annotated[Line, Field(min_length=1)]


class Figures(Table):
    """The prospect's own numbers of a year; money in `currency`. All optional, none ever stored in the warehouse."""

    currency: Annotated[str, Field(pattern=r"^[A-Z]{3}$")] | None = None
    online_revenue: Amount | None = None
    orders: Count | None = None
    visits: Count | None = None
    abandoned_carts: Count | None = None
    average_order_value: Amount | None = None
    gross_margin: Annotated[Amount, Field(le=1)] | None = None


class Ranking(Table):
    """What the ranking of gaps weighs and what it leaves out.

    The four weights are relative to each other. `match_score` is the score from which on a category counts as
    carrying a concept; gaps that fewer reference sites carry, or fewer observed competitors lack, are left out.
    """

    adoption: Weight = 0.4
    absence: Weight = 0.25
    fit: Weight = 0.2
    strength: Weight = 0.15
    min_reference_sites: Annotated[int, Field(ge=1)] = 1
    min_competitors_observed: Annotated[int, Field(ge=1)] = 1
    match_score: Share = 0.5


class WarehouseTable(Table):
    """What the warehouse believes, and where it lives.

    `max_shrink` is the share of a site's categories, or of its products, that a complete crawl may lack of what is
    known; one that lacks more is held back until a person accepts it. `lake` names the PostgreSQL database that is the
    catalogue of a DuckLake, which is then where the warehouse lives; `lake_files` is where its Parquet files lie, None
    for a folder beside the spool.
    """

    max_shrink: Share = 0.5
    lake: Annotated[str, AfterValidator(_check_lake)] | None = None
    lake_files: Annotated[Line, Field(min_length=1)] | None = None


class EngagementFile(Table):
    """The whole file."""

    name: Name
    data: Annotated[str, Field(min_length=1)] = "data"
    crawl: CrawlTable = CrawlTable()
    prospect: SiteTable
    competitors: list[SiteTable] = []
    references: list[ReferenceTable] = []
    figures: Figures = Figures()
    ranking: Ranking = Ranking()
    warehouse: WarehouseTable = WarehouseTable()


TABLES: dict[str, type[Table]] = {
    "crawl": CrawlTable,
    "prospect": SiteTable,
    "competitors": SiteTable,
    "references": ReferenceTable,
    "figures": Figures,
    "ranking": Ranking,
    "warehouse": WarehouseTable,
}


def name_of_host(url: str) -> str:
    """Return the name that a site has where the file gives it none.

    >>> name_of_host("https://www.Boltco.example/shop")
    'boltco.example'
    >>> name_of_host("http://127.0.0.1:8001/")
    '127.0.0.1-8001'
    """
    bits = urlsplit(url)
    host = (bits.hostname or "").removeprefix("www.").replace(":", "-")
    usual = _DEFAULT_PORTS.get(bits.scheme.lower())
    return f"{host}-{bits.port}" if bits.port not in (None, usual) else host
