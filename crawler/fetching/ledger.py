"""The account of what a crawl asked of a site, kept in Scrapy's statistics and carried over when a crawl is resumed."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from typing import Any, Protocol


class Stats(Protocol):
    """What the ledger needs of Scrapy's statistics."""

    def get_value(self, key: str, default: Any = None) -> Any: ...
    def set_value(self, key: str, value: Any) -> None: ...
    def inc_value(self, key: str, count: int = 1, start: int = 0) -> None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """Requests made, robots.txt and retries included; answers of any status; requests that no answer came to.

    `bytes` are as received, compressed; `refusals` counts requests that robots.txt forbade and were not made,
    `throttled` answers that asked for fewer requests, `retries` requests that were made again.
    """

    requests: int = 0
    responses: int = 0
    errors: int = 0
    bytes: int = 0
    refusals: int = 0
    throttled: int = 0
    retries: int = 0


def count_in(stats: Stats, name: str, count: int = 1) -> None:
    """Add to an entry of the ledger."""
    stats.inc_value(_key(name), count)


def read_ledger(stats: Stats) -> Ledger:
    """Return the ledger as it stands."""
    return Ledger(**{name: stats.get_value(key, 0) for name, key in _KEYS.items()})


def restore_ledger(stats: Stats, ledger: Ledger) -> None:
    """Go on from an earlier run's ledger."""
    for name, value in asdict(ledger).items():
        stats.set_value(_key(name), value)


def _key(name: str) -> str:
    return f"ledger/{name}"


_KEYS = {field.name: _key(field.name) for field in fields(Ledger)}
