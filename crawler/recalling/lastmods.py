"""What a sitemap says of when its pages changed, and whether that can be believed.

Many shops write today's date beside every page, or the date of its making for ever. A page is left unasked only on the
word of a sitemap whose dates have proven to be kept: see `Standing`. A page that turns out to have changed without a
word is enough to ask for all of them again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from crawler.sources.sitemap import Sitemap
from crawler.urls import fold_url

SETTLED = timedelta(days=1)
"""How much older than our last look a change must be to have been seen: pages are cached, zones and clocks differ."""
FIRST_CHECKS = 5
"""Pages of a sitemap that are asked for although its dates say that they did not change, before the others are not."""
REST_IN_A_ROW = 19
"""Pages that are left unasked before the next one is asked for, to see whether the dates are still kept."""
MOST_ALIKE = 0.9
"""Share of dates that may be the same one."""
MOST_RECENT = 0.5
"""Share of dates that may be of the last day, or that may have moved since the last crawl: more looks generated."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What speaks for a sitemap's dates, and against them.

    `is_kept`: a page's date has moved from one crawl to the next while most others stayed. `asked` counts pages that by
    their dates had not changed and were asked for in one crawl, `broken` those of them that had changed all the same.
    """

    is_kept: bool = False
    asked: int = 0
    broken: int = 0


@dataclass(slots=True)
class _Account:
    """One sitemap's standing in this crawl. `before` is what the last crawl found."""

    before: Standing
    is_kept: bool
    is_plausible: bool
    asked: int = 0
    broken: int = 0
    rested_in_a_row: int = 0

    @property
    def is_believed(self) -> bool:
        honest = not self.broken and not self.before.broken
        return self.is_plausible and self.is_kept and honest and self.asked >= FIRST_CHECKS

    def sum_up(self) -> Standing:
        """Return what the next crawl has to know; one that checked nothing has found nothing out."""
        found = self if self.asked else self.before
        return Standing(is_kept=self.is_kept, asked=found.asked, broken=found.broken)


@dataclass(slots=True)
class Lastmods:
    """The dates of a crawl's sitemaps. `before` holds what the last crawl found of each sitemap, by its URL."""

    before: dict[str, Standing] = field(default_factory=dict)
    _accounts: dict[str, _Account] = field(default_factory=dict)
    _pages: dict[str, tuple[str, datetime]] = field(default_factory=dict)
    """Folded URL of a page: the sitemap that tells its date, and the latest moment that this may mean."""

    def take(self, url: str, sitemap: Sitemap, old: Sitemap, *, now: datetime) -> None:
        """Take a sitemap in, with what the last crawl saw of it. Of several dates of a page the latest counts."""
        dates = {page: moment for page, text in _pair(sitemap) if (moment := latest_of(text))}
        before = self.before.get(url, Standing())
        is_kept = before.is_kept or _has_moved(dict(_pair(old)), dict(_pair(sitemap)))
        plausible = _is_plausible(list(dates.values()), now)
        self._accounts[url] = _Account(before=before, is_kept=is_kept, is_plausible=plausible)
        for page, moment in dates.items():
            key = fold_url(page)
            if key not in self._pages or self._pages[key][1] < moment:
                self._pages[key] = (url, moment)

    def stir(self, urls: Sequence[str]) -> None:
        """Forget what is said of pages of which something else says that they changed."""
        for url in urls:
            self._pages.pop(fold_url(url), None)

    def is_settled(self, url: str, seen_at: str) -> bool:
        """Say whether a page has not changed since it was seen, if its date is to be believed."""
        told = self._pages.get(fold_url(url))
        return told is not None and told[1] + SETTLED <= datetime.fromisoformat(seen_at)

    def may_rest(self, url: str) -> bool:
        """Say whether a settled page may be left unasked: its sitemap is believed, and no check is due."""
        account = self._account_of(url)
        return account is not None and account.is_believed and account.rested_in_a_row < REST_IN_A_ROW

    def note(self, url: str, dates: str) -> None:
        """Note that a settled page `rested`, or that it was asked for and its date proved to be `kept` or `broken`."""
        account = self._account_of(url)
        if account is None:
            return
        account.rested_in_a_row = account.rested_in_a_row + 1 if dates == "rested" else 0
        account.asked += dates != "rested"
        account.broken += dates == "broken"

    def sum_up(self) -> dict[str, Standing]:
        """Return what was found of each sitemap, for the next crawl."""
        return self.before | {url: account.sum_up() for url, account in self._accounts.items()}

    def _account_of(self, url: str) -> _Account | None:
        told = self._pages.get(fold_url(url))
        return self._accounts[told[0]] if told else None


def latest_of(text: str) -> datetime | None:
    """Return the latest moment that a sitemap's date may mean; None where it is none.

    >>> latest_of("2026-01-02T03:04:05+01:00").isoformat(), latest_of("2026-01-02").isoformat()
    ('2026-01-02T02:04:05+00:00', '2026-01-03T00:00:00+00:00')
    >>> latest_of("2026-01"), latest_of("yesterday"), latest_of("9999-12-31")
    (None, None, None)
    """
    try:
        moment = datetime.fromisoformat(text)
        moment = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
        return moment if len(text) > len("2026-01-02") else moment + timedelta(days=1)
    except (ValueError, OverflowError):
        return None


def _pair(sitemap: Sitemap) -> list[tuple[str, str]]:
    return list(zip(sitemap.urls, sitemap.lastmods, strict=False))


def _has_moved(old: dict[str, str], new: dict[str, str]) -> bool:
    """Say whether some pages' dates moved on while those of most others stayed as they were."""
    both = [(old[url], new[url]) for url in new.keys() & old.keys() if old[url] and new[url]]
    moved = sum(before != now for before, now in both)
    return 0 < moved <= MOST_RECENT * len(both)


def _is_plausible(dates: Sequence[datetime], now: datetime) -> bool:
    """Say whether dates may be those of changes: they differ, none is to come, and most are not of this moment."""
    if not dates or max(dates) > now + timedelta(days=2):
        return False
    most = Counter(dates).most_common(1)[0][1]
    recent = sum(date > now - timedelta(days=1) for date in dates)
    return len(set(dates)) > 1 and most <= MOST_ALIKE * len(dates) and recent <= MOST_RECENT * len(dates)
