"""How every site of an engagement stands: when it was last seen, how much of it, and what needs attention."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from gapfinder.engagement import Engagement, Member
from gapfinder.folder_lock import is_locked
from warehouse.errors import WarehouseMissing
from warehouse.manifest import MANIFEST
from warehouse.query import open_published
from warehouse.statements import read_statement


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A site of an engagement. `attention` says what is not well, empty where all is; `changes` is of the last crawl.

    `coverage` is of the last crawl, `categories` and `products` count the current catalogue. `age` is since the last
    crawl; both are None where there was none.
    """

    site: str
    role: str
    last_crawled_at: datetime | None = None
    age: timedelta | None = None
    coverage: str = ""
    reason: str = ""
    categories: int = 0
    products: int = 0
    changes: int = 0
    attention: str = ""


def read_standings(engagement: Engagement, *, now: datetime) -> list[Standing]:
    """Read how every member of an engagement stands, in the engagement's order.

    Raises what `open_published` raises, except that nothing published means that no site was crawled.
    """
    crawled = _read_crawled(engagement.data)
    waiting = _find_waiting(engagement.data)
    return [
        _describe_member(member, crawled.get(member.site.name), waiting.get(member.site.name, ""), now=now)
        for member in engagement.members
    ]


def tell_age(age: timedelta) -> str:
    """Return an age in its largest whole unit.

    >>> [tell_age(timedelta(**{unit: 50})) for unit in ("seconds", "minutes", "hours", "days")]
    ['0 min', '50 min', '2 d', '50 d']
    >>> tell_age(timedelta(hours=30))
    '30 h'
    """
    minutes = max(0, int(age.total_seconds() // 60))
    if minutes >= 48 * 60:
        return f"{minutes // (24 * 60)} d"
    return f"{minutes // 60} h" if minutes >= 120 else f"{minutes} min"


def _read_crawled(data: Path) -> dict[str, dict[str, Any]]:
    try:
        connection = open_published(data)
    except WarehouseMissing:
        return {}
    try:
        cursor = connection.execute(read_statement("read/standing"))
        names = [column[0] for column in cursor.description or ()]
        rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    finally:
        connection.close()
    return {row["site"]: row for row in rows if row["coverage"] is not None}


def _find_waiting(data: Path) -> dict[str, str]:
    """Return what lies in the spool, by site: folders are named SITE-TIME-MARK."""
    spool, is_running = data / "spool", is_locked(data)
    unfinished = "a crawl is running" if is_running else "a crawl is unfinished: `gapfinder crawl` resumes it"
    found: dict[str, str] = {}
    for folder in sorted(spool.iterdir()) if spool.is_dir() else ():
        if folder.is_dir() and folder.name.count("-") >= 2:
            closed = (folder / MANIFEST).exists()
            note = "a crawl waits to be loaded" if closed else unfinished
            found[folder.name.rsplit("-", 2)[0]] = f"{note} ({folder.name})"
    return found


def _describe_member(member: Member, crawled: dict[str, Any] | None, waiting: str, *, now: datetime) -> Standing:
    if crawled is None:
        attention = waiting or "never crawled"
        return Standing(site=member.site.name, role=member.role, attention=attention)
    last = crawled["last_crawled_at"].replace(tzinfo=UTC)
    return Standing(
        site=member.site.name,
        role=member.role,
        last_crawled_at=last,
        age=now - last,
        coverage=crawled["coverage"],
        reason=crawled["coverage_reason"],
        categories=crawled["categories"],
        products=crawled["products"],
        changes=crawled["changes"],
        attention="; ".join(filter(None, (_judge_crawl(crawled), waiting))),
    )


def _judge_crawl(crawled: dict[str, Any]) -> str:
    if crawled["last_counts"]:
        return ""
    if crawled["observed_at"] is None:
        return "not observed"
    return f"last crawl does not count: the catalogue is of {crawled['observed_at']:%Y-%m-%d}"
