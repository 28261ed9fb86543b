"""Which sites are crawled in which process: as many processes as the sites keep busy."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from math import ceil

from crawler.sites import Site
from crawler.urls import host_of

PAGE_COST = 0.02
"""Seconds of CPU that a page takes, on a slow machine: a site with a delay of a second leaves room for fifty others."""


def share_out(sites: Sequence[Site], *, most: int | None = None) -> list[list[Site]]:
    """Part sites for processes: `most` of them where that is given, else as many as the sites keep busy.

    There are never more than there are hosts, and sites of one host stay together, for they share its pace. Unless told
    otherwise, there are no more than the machine has cores.
    """
    groups: dict[str, list[Site]] = {}
    for site in sites:
        groups.setdefault(host_of(site.url), []).append(site)
    count = most or min(count_cores(), ceil(sum(map(_load_of, sites))))
    shares: list[list[Site]] = [[] for _ in range(max(1, min(count, len(groups))))]
    for group in sorted(groups.values(), key=_weigh, reverse=True):
        min(shares, key=_weigh).extend(group)
    return [share for share in shares if share]


def count_cores() -> int:
    """Count the cores that this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:
        return os.cpu_count() or 1


def _load_of(site: Site) -> float:
    """Return the share of a core that a site's crawl keeps busy."""
    return PAGE_COST / max(PAGE_COST, site.politeness.delay)


def _weigh(sites: Iterable[Site]) -> float:
    return sum(_load_of(site) * site.politeness.max_pages for site in sites)
