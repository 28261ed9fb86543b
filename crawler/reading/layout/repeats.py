"""Repeated structure: links in the same place of one template, each with the stretch of page around it."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from crawler.reading.markup.outline import Outline, between, depth_shared
from crawler.reading.markup.spots import Spot

MOST_LINKS = 8_000
_FEWEST_PAGES = 3
_MOST_RUNS = 3
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})


@dataclass(slots=True, eq=False)
class Item:
    """One of the repeats: the link, and the largest element that no other repeat shares."""

    link: Spot
    url: str
    spot: Spot
    end: int
    """The number of the first element after it: beyond the element's own end where what belongs to it follows flat."""

    @property
    def start(self) -> int:
        return self.spot.number

    def texts(self, outline: Outline) -> tuple[int, int]:
        """Return the range of its texts."""
        if self.end == self.spot.end:
            return self.spot.texts, self.spot.texts_end
        return self.spot.texts, outline.first_text_at(self.end)


@dataclass(slots=True, eq=False)
class Repeat:
    """Items that follow each other in one place of the page, under at most one heading."""

    items: list[Item]
    heading: Spot | None = None
    """What stands over them."""

    @property
    def start(self) -> int:
        return self.items[0].start

    @property
    def end(self) -> int:
        return self.items[-1].end


def find_repeats(outline: Outline, links: Sequence[tuple[Spot, str]]) -> list[Repeat]:
    """Return all repeats of links with their URLs, in no order; what nothing resembles is a repeat of one."""
    clusters: dict[int, list[tuple[Spot, str]]] = defaultdict(list)
    for link, url in links[:MOST_LINKS]:
        clusters[link.sign].append((link, url))
    headings = [spot for spot in outline.spots if spot.tag in HEADINGS]
    repeats = [part for cluster in clusters.values() for part in _split(_extend(_own_pages(cluster)), headings)]
    numbers = [spot.number for spot in headings]
    for repeat in repeats:
        place = bisect_left(numbers, repeat.start)
        repeat.heading = headings[place - 1] if place else None
    return repeats


def _own_pages(cluster: list[tuple[Spot, str]]) -> list[tuple[Spot, str]]:
    """Leave out links to what several repeats share, such as a brand between each one's picture and name."""
    runs = [url for place, (_, url) in enumerate(cluster) if not place or cluster[place - 1][1] != url]
    times = Counter(runs)
    if len(times) < _FEWEST_PAGES:
        return cluster
    kept = [pair for pair in cluster if times[pair[1]] < _MOST_RUNS]
    return kept or cluster


def _extend(cluster: list[tuple[Spot, str]]) -> list[Item]:
    """Give each link the largest element around it that holds no other page's link of its kind."""
    runs: list[tuple[Spot, Spot, str]] = []
    for link, url in cluster:
        if runs and runs[-1][2] == url:
            runs[-1] = (runs[-1][0], link, url)
        else:
            runs.append((link, link, url))
    if len(runs) == 1:
        first, last, url = runs[0]
        spot = first.ancestor(depth_shared(first, last)) if first is not last else first
        return [Item(first, url, spot, spot.end)]
    walls = [depth_shared(one[1], other[0]) for one, other in pairwise(runs)]
    nearest = [max(walls[max(0, place - 1) : place + 1]) for place in range(len(runs))]
    usual = Counter(nearest).most_common(1)[0][0]
    items = []
    for (first, last, url), wall in zip(runs, nearest, strict=True):
        spot = first.ancestor(max(wall, usual) + 1 if wall < usual else wall + 1)
        items.append(Item(first, url, spot, spot.end if spot.holds(last) else last.end))
    return items


def _split(items: list[Item], headings: list[Spot]) -> list[Repeat]:
    """Part items where a heading or other text stands between two that no container of theirs holds."""
    deepest = max((depth_shared(a.spot, b.spot) for a, b in pairwise(items)), default=0)
    parts, part = [], [items[0]]
    for before, item in pairwise(items):
        texts = item.spot.texts - before.spot.texts_end
        apart = depth_shared(before.spot, item.spot) < deepest and texts > 0
        if apart or between(headings, before.end, item.start):
            parts.append(part)
            part = []
        part.append(item)
    parts.append(part)
    return [Repeat(part) for part in parts]
