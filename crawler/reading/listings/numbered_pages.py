"""A listing's pages as a run of numbers, one of them the current."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from crawler.reading.layout.regions import Region
from crawler.reading.layout.repeats import Item
from crawler.reading.layout.scene import Scene
from crawler.reading.links.addresses import is_same
from crawler.reading.links.page_numbers import number_of_page, tells_number
from crawler.reading.markup.spots import Spot, Text

_NUMBER = re.compile(r"[^\w(]*(\d{1,4})[^\w)]*")
_CURRENT = re.compile(
    r"(?:^|[-_\s])(?:current|active|selected|on|cur|aktiv|aktuell|disabled|sel|is-active|this)(?:$|[-_\s])",
    re.IGNORECASE,
)
_MOST_BETWEEN = 2
"""Other texts that may stand between two numbers of a run."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbered:
    """A run of page numbers. `next_page` is None where the next one has no address of its own."""

    current: int
    last: int
    next_page: str | None = None

    @property
    def is_last(self) -> bool:
        return self.current >= self.last


@dataclass(frozen=True, slots=True)
class _Number:
    value: int
    place: int
    spot: Spot
    link: Spot | None
    url: str | None


def read_numbered(scene: Scene, tiles: Sequence[Item]) -> Numbered | None:
    """Return the best run of page numbers outside the tiles; None where there is none."""
    best: Numbered | None = None
    for run in _find_runs(scene, tiles):
        read = _read_run(scene, run)
        if read is not None and (best is None or (read.next_page is not None and best.next_page is None)):
            best = read
    return best


def _find_runs(scene: Scene, tiles: Sequence[Item]) -> list[list[_Number]]:
    covered = [tile.texts(scene.outline) for tile in tiles]
    runs: list[list[_Number]] = []
    place = 0
    for number, text in enumerate(scene.outline.texts):
        while place < len(covered) and covered[place][1] <= number:
            place += 1
        if place < len(covered) and covered[place][0] <= number:
            continue
        read = _read_number(scene, text, number)
        if read is None:
            continue
        last = runs[-1][-1] if runs else None
        near = last is not None and read.value > last.value and number - last.place <= _MOST_BETWEEN + 1
        if near and (read.link is not None or all(one.link is not None for one in runs[-1])):
            runs[-1].append(read)
        else:
            runs.append([read])
    return [run for run in runs if len(run) > 1 or run[0].link is not None]


def _read_number(scene: Scene, text: Text, place: int) -> _Number | None:
    found = _NUMBER.fullmatch(text.text) if len(text.text) < 12 else None
    if found is None or scene.regions[text.parent.number] & Region.FACETS or scene.till.has_price(place, place + 1):
        return None
    link: Spot | None = text.parent
    for _ in range(3):
        if link is None or link.tag in ("a", "button"):
            break
        link = link.parent
    if link is not None and link.tag not in ("a", "button"):
        link = None
    if link is not None and link.texts_end - link.texts > 1:
        return None
    return _Number(int(found.group(1)), place, text.parent, link, scene.url_of(link) if link is not None else None)


def _read_run(scene: Scene, run: list[_Number]) -> Numbered | None:
    values = [number.value for number in run]
    if any(values[place] + 1 == values[place + 1] for place in range(len(values) - 1)) is False and len(run) > 1:
        return None
    if not any(number.link for number in run) or values[0] == 0:
        return None
    linked = [number for number in run if number.url is not None and not is_same(scene.url, number.url)]
    if any(not tells_number(number.url or "", number.value) for number in linked if number.value > 1):
        return None
    current = _current(scene, run)
    if current is None:
        return None
    following = next((number.url for number in linked if number.value == current + 1), None)
    if len(run) == 1 and following is None:
        return None
    return Numbered(current=current, last=max(*values, current), next_page=following)


def _current(scene: Scene, run: list[_Number]) -> int | None:
    """Return the number of the page that is shown: the marked one, the one without a link, or what the address says."""
    marked = [number for number in run if _is_marked(number)]
    unlinked = [number for number in run if number.link is None]
    same = [number for number in run if number.url is not None and is_same(scene.url, number.url)]
    told = number_of_page(scene.url)
    for numbers in (marked, unlinked, same):
        if len(numbers) == 1:
            return numbers[0].value
    if told is not None and any(number.value == told for number in run):
        return told
    values = [number.value for number in run]
    if values[0] in (1, 2) and (told is None or told == 1):
        return 1
    return None


def _is_marked(number: _Number) -> bool:
    spot: Spot | None = number.spot
    for _ in range(3):
        if spot is None or spot.texts_end - spot.texts > 1:
            return False
        if spot.get("aria-current") in ("page", "true") or _CURRENT.search(spot.get("class")):
            return True
        spot = spot.parent
    return False
