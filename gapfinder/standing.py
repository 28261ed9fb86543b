"""How every site of an engagement stands: when it was last seen, how much of it, and what needs attention."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from gapfinder.ages import tell_age, write_age
from gapfinder.choice import OBSERVED
from gapfinder.concerns import Concern, Weight
from gapfinder.engagement import Engagement, Member
from gapfinder.folder_lock import is_locked
from gapfinder.scheduling.plan import Plan
from gapfinder.waiting import find_waiting
from warehouse.homes import Home
from warehouse.standing import read_standings as read_crawled


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What the last crawl that counts saw change; `total` counts changes of other fields, too."""

    total: int = 0
    appearances: int = 0
    disappearances: int = 0
    prices: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A site of an engagement. `concerns` say what is not simply well, or goes on.

    `coverage` is of the last crawl, which may be held back; `categories` and `products` count the current catalogue,
    which is of the crawl that began at `observed_at`. `age` is since the last crawl. What there was none of is None.
    `next_run` is when cron or a timer crawls it next, None where none does.
    """

    site: str
    role: str
    last_crawl_id: str | None = None
    last_crawled_at: datetime | None = None
    observed_at: datetime | None = None
    is_held_back: bool = False
    age: timedelta | None = None
    coverage: str = ""
    reason: str = ""
    categories: int = 0
    products: int = 0
    changes: Changes = Changes()
    next_run: datetime | None = None
    concerns: tuple[Concern, ...] = ()

    @property
    def attention(self) -> str:
        """The concerns in a line."""
        return "; ".join(concern.text for concern in self.concerns)

    @property
    def is_well(self) -> bool:
        """Whether all of the site was seen and nothing waits to be done."""
        return all(concern.weight == Weight.NOTE for concern in self.concerns)

    @property
    def is_urgent(self) -> bool:
        """Whether a person should look at it."""
        return any(concern.weight == Weight.URGENT for concern in self.concerns)


@dataclass(frozen=True, slots=True, kw_only=True)
class Expectation:
    """What sites are held against: a plan of crawls, and an age that none should be over."""

    plan: Plan | None = None
    max_age: timedelta | None = None


def read_standings(
    engagement: Engagement, *, now: datetime, expected: Expectation | None = None, is_running: bool | None = None
) -> list[Standing]:
    """Read how every member of an engagement stands, in the engagement's order.

    Whether a crawl is running is told by the data folder's lock, unless the caller knows better. Raises what
    `open_published` raises, except that nothing published means that no site was crawled.
    """
    is_running = is_locked(engagement.data) if is_running is None else is_running
    waiting = find_waiting(engagement.data, is_running=is_running)
    view = _View(now=now, expected=expected or Expectation(), is_running=is_running)
    crawled = _read_crawled(engagement.home)
    return [
        view.describe(member, crawled.get(member.site.name), tuple(waiting.get(member.site.name, ())))
        for member in engagement.members
    ]


def _read_crawled(home: Home) -> dict[str, dict[str, Any]]:
    return {row["site"]: row for row in read_crawled(home) if row["coverage"] is not None}


@dataclass(frozen=True, slots=True, kw_only=True)
class _View:
    """The moment that sites are looked at, and what is expected of them then."""

    now: datetime
    expected: Expectation
    is_running: bool

    def describe(self, member: Member, crawled: dict[str, Any] | None, waiting: tuple[Concern, ...]) -> Standing:
        plan = self.expected.plan
        if crawled is None:
            return Standing(
                site=member.site.name,
                role=member.role,
                next_run=plan.find_next(observed=None, now=self.now) if plan else None,
                concerns=waiting or (Concern(text="never crawled"), *self._find_missed(None, None)),
            )
        last = crawled["last_crawled_at"].replace(tzinfo=UTC)
        observed = last if crawled["coverage"] in OBSERVED else None
        return Standing(
            site=member.site.name,
            role=member.role,
            last_crawl_id=crawled["last_crawl_id"],
            last_crawled_at=last,
            observed_at=crawled["observed_at"] and crawled["observed_at"].replace(tzinfo=UTC),
            is_held_back=_is_held_back(crawled),
            age=self.now - last,
            coverage=crawled["coverage"],
            reason=crawled["coverage_reason"],
            categories=crawled["categories"],
            products=crawled["products"],
            changes=Changes(
                total=crawled["changes"],
                appearances=crawled["appearances"],
                disappearances=crawled["disappearances"],
                prices=crawled["price_changes"],
            ),
            next_run=plan.find_next(observed=observed, now=self.now) if plan else None,
            concerns=(
                *_judge_crawl(crawled),
                *self._judge_age(self.now - last),
                *self._find_missed(last, observed),
                *waiting,
            ),
        )

    def _judge_age(self, age: timedelta) -> Iterator[Concern]:
        most = self.expected.max_age
        if most is not None and age > most:
            yield Concern(text=f"older than {write_age(most)}: {tell_age(age)}")

    def _find_missed(self, crawled: datetime | None, observed: datetime | None) -> Iterator[Concern]:
        plan = None if self.is_running else self.expected.plan
        missed = plan.find_missed(crawled=crawled, observed=observed, now=self.now) if plan else None
        if plan and missed:
            due = f"{missed:%Y-%m-%d %H:%M} UTC"
            yield Concern(text=f"no crawl since the one due at {due}: is {plan.keeper} running?")


def _judge_crawl(crawled: dict[str, Any]) -> Iterator[Concern]:
    """Say what the last crawl did not see, and what is known all the same."""
    reason = f": {crawled['coverage_reason']}" if crawled["coverage_reason"] else ""
    is_held = _is_held_back(crawled)
    told = f"held back, for it {crawled['verdict_reason']}" if is_held else f"{crawled['coverage']}{reason}"
    if crawled["last_counts"]:
        if crawled["coverage"] != "complete":
            yield Concern(text=told, weight=Weight.PARTIAL)
    elif crawled["observed_at"] is None:
        yield Concern(text=f"{told}; never observed")
    else:
        accept = f"; `gapfinder accept {crawled['last_crawl_id']}` takes it all the same" if is_held else ""
        yield Concern(text=f"{told}; the catalogue is of {crawled['observed_at']:%Y-%m-%d}{accept}")


def _is_held_back(crawled: dict[str, Any]) -> bool:
    """Say whether the last crawl saw a catalogue that did not become the site's."""
    return crawled["coverage"] in OBSERVED and not crawled["last_counts"]
