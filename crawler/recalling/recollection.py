"""What one crawl knows of the crawl before it, and what it notes down for the one after."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Protocol

from crawler.findings import Platform
from crawler.pages import Link, Why
from crawler.planning.answers import Answer
from crawler.recalling.lastmods import Lastmods
from crawler.recalling.memory_file import MemoryFile, MemoryUnusable
from crawler.recalling.news import list_changed_tiles, tells_news
from crawler.recalling.remembered import Remembered, dump_menu, dump_stamp, key_of, name_menu
from crawler.recalling.stamp import Stamp, renew_stamp, stamp_page
from crawler.sightings import Kind
from crawler.sources.sitemap import Sitemap
from crawler.urls import fold_url

logger = logging.getLogger(__name__)

OLDEST = timedelta(days=30)
"""Age from which a page is asked for whole, whatever its server would say of it: some say "unchanged" for ever."""
GOODS = frozenset({Why.LISTED, Why.LINK})
"""Why pages of products are asked for."""
BEYOND_ITS_BODY = frozenset({Why.HOME, Why.PLATFORM})
"""Pages whose reading depends on more headers than are digested."""


class Came(Protocol):
    """An answer as it came. `url` is what answered after redirects."""

    @property
    def url(self) -> str: ...
    @property
    def status(self) -> int: ...
    @property
    def body(self) -> bytes: ...
    @property
    def headers(self) -> Mapping[str, str]: ...


@dataclass(slots=True)
class _UnderWay:
    """A page that is asked for. `is_settled` says that by its sitemap it has not changed since it was seen."""

    known: Remembered
    is_settled: bool
    fresh: Stamp | None = None
    """Its stamp from now on, once the site has said that it is unchanged."""


class Recollection:
    """Tells what is known of a page before it is asked for, and whether that still holds.

    Without a `memory` nothing is known, and the crawl asks for everything. `note` and `note_again` have to see every
    answer in its order: what speaks for a sitemap's dates follows from them.
    """

    def __init__(self, memory: MemoryFile | None = None, *, oldest: timedelta = OLDEST) -> None:
        self._memory = memory
        self._oldest = oldest
        self._under_way: dict[str, _UnderWay] = {}
        self._menus: set[str] = set()
        self.lastmods = Lastmods(before=memory.head.sitemaps if memory else {})

    @property
    def memory(self) -> MemoryFile | None:
        """The file of the crawl before, as long as it can be read."""
        return self._memory

    def recall(self, link: Link, platform: Platform | None) -> Remembered | None:
        """Return what a link showed last, where that may be taken again once the site says that it is unchanged."""
        known = self._find(link)
        if known is None or (link.why == Why.PLATFORM and self._memory and self._memory.head.platform != platform):
            return None
        if datetime.fromisoformat(known.stamp.read_at) + self._oldest <= datetime.now(UTC):
            return None
        settled = _is_product(link, known) and self.lastmods.is_settled(link.url, known.stamp.seen_at)
        self._under_way[key_of(link)] = _UnderWay(known, settled)
        return known

    def forget(self, link: Link) -> None:
        """Ask for a link that was just recalled as for a new one."""
        self._under_way.pop(key_of(link), None)

    def may_rest(self, link: Link) -> bool:
        """Say whether a link that was just recalled need not be asked for."""
        found = self._under_way.get(key_of(link))
        return found is not None and found.is_settled and self.lastmods.may_rest(link.url)

    def known_of(self, link: Link) -> Remembered | None:
        """Return what a link that was recalled showed last."""
        found = self._under_way.get(key_of(link))
        return found.known if found else None

    def confirm(self, link: Link, came: Came, *, now: datetime) -> Remembered | None:
        """Return what a link showed last where the answer says, or shows, that it is the same still."""
        found = self._under_way.get(key_of(link))
        if found is None or came.url != found.known.answer.final_url:
            return None
        stamp = found.known.stamp
        if came.status == 304 and stamp.validators.headers:
            found.fresh = renew_stamp(stamp, came.headers, now=now)
        elif came.status == 200 and link.why not in BEYOND_ITS_BODY:
            fresh = stamp_page(came.body, came.headers, now=now)
            found.fresh = fresh if fresh.digest == stamp.digest else None
        return found.known if found.fresh else None

    def note(self, answer: Answer, came: Came | None, *, now: datetime) -> dict[str, Any]:
        """Return what a journal has to hold besides an answer: how its page is known again, what it tells of dates.

        `came` is None for a page that was not asked for, and for a request that came to nothing.
        """
        found = self._under_way.pop(key_of(answer.link), None)
        stamp = _choose_stamp(answer, came, found, now=now)
        record: dict[str, Any] = _weigh(answer, found) if found else {}
        if stamp:
            record |= {"page": {"stamp": dump_stamp(stamp)} | self._name_menu(answer, record)}
        self.note_again(answer, record)
        return record

    def note_again(self, answer: Answer, record: Mapping[str, Any]) -> None:
        """Learn from an answer and from what was noted with it, now or before the crawl was resumed."""
        self._menus.update(record.get("menus", ()))
        self.lastmods.stir(record.get("stirred", ()))
        if answer.sitemap and self._memory:
            now = datetime.fromisoformat(answer.visit.fetched_at)
            self.lastmods.take(answer.link.url, answer.sitemap, self._recall_sitemap(answer.link), now=now)
        if dates := record.get("dates"):
            self.lastmods.note(answer.link.url, dates)

    def _name_menu(self, answer: Answer, record: dict[str, Any]) -> dict[str, str]:
        """Name the menu that a page shows, and note its entries down where it is a new one."""
        menu = answer.sighting.menu if answer.sighting else ()
        name = name_menu(menu)
        if name and name not in self._menus:
            record["menus"] = {name: dump_menu(menu)}
        return {"menu": name} if name else {}

    def _recall_sitemap(self, link: Link) -> Sitemap:
        known = self._find(link)
        return (known.answer.sitemap if known else None) or Sitemap()

    def _find(self, link: Link) -> Remembered | None:
        if self._memory is None:
            return None
        try:
            return self._memory.find(key_of(link))
        except MemoryUnusable as error:
            logger.warning("what is remembered of the last crawl is damaged, and all is asked for: %s", error)
            self._memory = None
            return None


def _is_product(link: Link, known: Remembered) -> bool:
    """Say whether a page is one that a sitemap's date speaks for: a product's own, at its own address."""
    sighting = known.answer.sighting
    is_itself = fold_url(known.answer.final_url) == fold_url(link.url)
    return is_itself and link.why in GOODS and sighting is not None and sighting.kind == Kind.PRODUCT


def _choose_stamp(answer: Answer, came: Came | None, found: _UnderWay | None, *, now: datetime) -> Stamp | None:
    """Return by what a page is known again; None for one that is not to be remembered.

    A drawn page is not: what it shows is not what its server answers for.
    """
    if answer.visit.outcome != "read" or answer.drawn or (answer.finding and answer.finding.closed):
        return None
    if found and (found.fresh or came is None):
        return found.fresh or found.known.stamp
    return stamp_page(came.body, came.headers, now=now) if came and came.status == 200 else None


def _weigh(answer: Answer, found: _UnderWay) -> dict[str, Any]:
    """Return what an answer says of dates beside what is known of its page.

    `dates` says whether a date that did not move was `kept` or `broken` by its page, or that the page `rested` on it;
    `stirred` lists pages whose dates are not to be relied on, for a listing shows them otherwise.
    """
    told: dict[str, Any] = {}
    old, new = found.known.answer.sighting, answer.sighting
    if found.is_settled and answer.visit.outcome in ("read", "missing"):
        told["dates"] = _weigh_date(answer, found)
    if old and new and old.listing and new.listing and not found.fresh:
        stirred = list_changed_tiles(old.listing, new.listing)
        told |= {"stirred": stirred} if stirred else {}
    return told


def _weigh_date(answer: Answer, found: _UnderWay) -> str:
    if answer.visit.is_unasked:
        return "rested"
    old, new = found.known.answer.sighting, answer.sighting
    is_kept = found.fresh or (old and new and not tells_news(old, new))
    return "kept" if is_kept else "broken"
