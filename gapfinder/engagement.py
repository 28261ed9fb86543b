"""One consulting case: whose shops are looked at, how politely, and what the ranking makes of it."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from crawler.sites import Politeness, Site
from crawler.urls import fold_url, host_of
from gapfinder.engagement_file import (
    CrawlTable,
    EngagementFile,
    Figures,
    Ranking,
    SiteTable,
    WarehouseTable,
    name_of_host,
)
from gapfinder.engagement_problems import EngagementError, describe_problems
from warehouse.homes import Home, Lake

LAKE_FILES = "lake"
"""The folder of a lake's files in the data folder, unless the engagement names another."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A site's part in an engagement. `role` is `prospect`, `competitor` or `reference`."""

    site: Site
    role: str
    industry: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Engagement:
    """A case as its file describes it.

    `data` is the folder of spool and warehouse, as seen from where we run; the warehouse may live in a lake instead.
    `figures` are the prospect's own; they are never stored.
    """

    name: str
    data: Path
    members: tuple[Member, ...]
    figures: Figures
    ranking: Ranking
    warehouse: WarehouseTable = field(default_factory=WarehouseTable)

    @property
    def home(self) -> Home:
        """Where the warehouse lives."""
        lake, files = self.warehouse.lake, self.warehouse.lake_files
        if lake is None:
            return self.data
        catalogue = lake if "://" in lake else lake.partition(":")[2]
        return Lake(data=self.data, catalogue=catalogue, files=files or str((self.data / LAKE_FILES).resolve()))


def load_engagement(path: Path) -> Engagement:
    """Read an engagement file.

    Raises EngagementError, which names the file, and the key with its value where one is wrong.
    """
    raw = _read_toml(path)
    try:
        file = EngagementFile.model_validate(raw)
    except ValidationError as error:
        raise EngagementError(describe_problems(path, error.errors(include_url=False), raw)) from None
    members = _list_members(file)
    _check_names(path, members)
    return Engagement(
        name=file.name,
        data=path.parent / Path(file.data).expanduser(),
        members=tuple(member for _, member in members),
        figures=file.figures,
        ranking=file.ranking,
        warehouse=_find_files(file.warehouse, path.parent),
    )


def _find_files(table: WarehouseTable, folder: Path) -> WarehouseTable:
    """Return the table with the folder of a lake's files as seen from anywhere; addresses stay."""
    files = table.lake_files
    if files is None or "://" in files:
        return table
    return table.model_copy(update={"lake_files": str((folder / Path(files).expanduser()).resolve())})


def keep_to_structure(engagement: Engagement) -> Engagement:
    """Return the engagement with every site crawled for its tree of categories only."""
    return replace(engagement, members=tuple(map(_keep_to_structure, engagement.members)))


def _keep_to_structure(member: Member) -> Member:
    politeness = replace(member.site.politeness, structure_only=True)
    return replace(member, site=replace(member.site, politeness=politeness))


def _read_toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except OSError as error:
        raise EngagementError(f"{path}: cannot be read: {error.strerror}") from None
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise EngagementError(f"{path}: line {line}: is not UTF-8 text") from None
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise EngagementError(f"{path}: is not valid TOML: {error}") from None


def _list_members(file: EngagementFile) -> list[tuple[str, Member]]:
    """Return each member with the key of its table, in the file's order of roles."""
    tables: list[tuple[str, str, SiteTable]] = [("prospect", "prospect", file.prospect)]
    tables += [(f"competitors[{at}]", "competitor", table) for at, table in enumerate(file.competitors)]
    tables += [(f"references[{at}]", "reference", table) for at, table in enumerate(file.references)]
    return [(key, _make_member(table, role, file.crawl)) for key, role, table in tables]


def _make_member(table: SiteTable, role: str, defaults: CrawlTable) -> Member:
    site = Site(
        name=table.name or name_of_host(table.url),
        url=table.url,
        industry=table.industry,
        start_urls=tuple(table.start_urls),
        allowed_paths=tuple(table.allowed_paths),
        politeness=Politeness(**{**defaults.list_given(), **table.list_given()}),
    )
    return Member(site=site, role=role, industry=table.industry)


def _check_names(path: Path, members: list[tuple[str, Member]]) -> None:
    """Raise EngagementError where two sites share a name or a URL.

    Everything that is stored of a site hangs on its name, and a site cannot be compared with itself.
    """
    owners: dict[str, str] = {}
    places: dict[str, str] = {}
    for key, member in members:
        place = host_of(member.site.url) + fold_url(member.site.url)
        first = places.setdefault(place, key)
        if first != key:
            raise EngagementError(f'{path}: {key}.url = "{member.site.url}": is the url of {first} already')
        name = member.site.name
        owner = owners.setdefault(name.casefold(), key)
        if owner != key:
            raise EngagementError(
                f'{path}: {key}.name = "{name}": is the name of {owner} already; each site needs its own'
            )
