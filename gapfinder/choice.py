"""Which of an engagement's sites a crawl asks."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from crawler.sites import Site
from crawler.urls import host_of
from gapfinder.engagement import Engagement, Member
from gapfinder.engagement_file import Figures, Ranking
from gapfinder.errors import UsageError
from warehouse.errors import LakeUnavailable, StoreDamaged, WarehouseError, WarehouseMissing
from warehouse.homes import Home
from warehouse.query import open_published

OBSERVED = frozenset({"complete", "capped"})
"""Coverages of crawls that saw a catalogue."""


def choose_sites(engagement: Engagement, names: Collection[str] = ()) -> list[Site]:
    """Return the engagement's sites, or those of them that are named.

    Raises UsageError for a name that is no site's.
    """
    known = {member.site.name: member.site for member in engagement.members}
    for name in names:
        if name not in known:
            raise UsageError(f'no site "{name}" in {engagement.name}; its sites are {", ".join(known)}')
    return [site for name, site in known.items() if not names or name in names]


def read_hosts(home: Home) -> dict[str, str]:
    """Return the hosts at which sites were crawled last, by name; none where the warehouse cannot be asked now."""
    try:
        rows = _read_published(home, "select site, url from sites where last_crawled_at is not null")
    except LakeUnavailable:
        raise
    except WarehouseError:
        return {}
    return {site: host_of(url) for site, url in rows if url}


def engage_known(data: Path) -> Engagement:
    """Return all sites that a data folder knows as a case without a name, for who has no engagement file.

    Raises what `open_published` raises.
    """
    with open_published(data) as published:
        rows = published.execute("select site, url, industry from sites order by site").fetchall()
    members = (
        Member(site=Site(name=site, url=url or "", industry=industry or ""), role="", industry=industry or "")
        for site, url, industry in rows
    )
    return Engagement(name="", data=data, members=tuple(members), figures=Figures(), ranking=Ranking())


def drop_fresh(sites: Sequence[Site], home: Home, *, since: datetime) -> list[Site]:
    """Return the sites that were not observed since a time (UTC) at the URL that they have now."""
    rows = _read_published(home, "select site, url, coverage, last_crawled_at from sites")
    fresh = {
        (site, url)
        for site, url, coverage, crawled_at in rows
        if coverage in OBSERVED and crawled_at is not None and crawled_at.replace(tzinfo=UTC) >= since
    }
    return [site for site in sites if (site.name, site.url) not in fresh]


def _read_published(home: Home, query: str) -> list[tuple[Any, ...]]:
    """Return what a query finds; nothing where there is no warehouse, or what is there will be replaced."""
    try:
        with open_published(home) as published:
            return published.execute(query).fetchall()
    except (WarehouseMissing, StoreDamaged):
        return []
