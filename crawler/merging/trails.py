"""Breadcrumbs as steps down a site's tree: home left out, the page's own step told from those above it."""

from __future__ import annotations

from dataclasses import dataclass

from crawler.identity import path_key
from crawler.merging.aliases import Aliases
from crawler.pages import Why
from crawler.planning.answers import Answer
from crawler.planning.followups import listing_key
from crawler.reading.links.addresses import is_home
from crawler.sightings import Crumb, Kind, Sighting
from crawler.words import read_words

HOMES = frozenset(read_words("homes")["home"])


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A category on a trail; `key` stands for its page, or for its names from the top where it has none."""

    key: str
    name: str
    url: str | None


def read_trails(answer: Answer, aliases: Aliases, *, home: str) -> list[tuple[Step, ...]]:
    """Return the trails of a page that was read, each from the top category down to the page's own or its parent.

    A category page ends its own trail, whether or not the page shows it; a product never stands in one. `home` is the
    key of the home page.
    """
    sighting = answer.sighting
    if sighting is None:
        return []
    trails = []
    for crumbs in sighting.breadcrumbs:
        steps = _place(_strip_home(crumbs, aliases, home), aliases)
        steps = _end_at_page(steps, answer, aliases) if sighting.kind != Kind.PRODUCT else _drop_product(steps, answer)
        trails.append(tuple(steps))
    return trails


def _strip_home(crumbs: tuple[Crumb, ...], aliases: Aliases, home: str) -> list[Crumb]:
    kept = [crumb for crumb in crumbs if not (crumb.url and aliases.key_of(crumb.url) in (home, "/"))]
    # a script's bare name (index.php) is the home page under another address, which nobody may have asked for
    if kept and (is_home(kept[0].url) or (kept[0].url is None and kept[0].name.casefold() in HOMES)):
        kept = kept[1:]
    return kept


def _place(crumbs: list[Crumb], aliases: Aliases) -> list[Step]:
    steps: list[Step] = []
    for crumb in crumbs:
        names = [step.name for step in steps] + [crumb.name]
        key = aliases.key_of(crumb.url) if crumb.url else key_of_names(names)
        steps.append(Step(key=key, name=crumb.name, url=crumb.url))
    return steps


def key_of_names(names: list[str] | tuple[str, ...]) -> str:
    """Return the key of a category that has no page: its names from the top down.

    >>> key_of_names(["Tools", "Saws"]) == key_of_names(("tools", "SAWS"))
    True
    """
    return path_key(["", *(name.casefold() for name in names)])


def _end_at_page(steps: list[Step], answer: Answer, aliases: Aliases) -> list[Step]:
    """Let a category's trail end with the category itself."""
    own, title = aliases.key_of(listing_key(answer)), _title_of(answer.sighting)
    # a listing's later pages speak of its first one, whose address they do not have
    url = answer.final_url if answer.link.why != Why.NEXT_PAGE else None
    for place, step in enumerate(steps):
        if step.key == own:
            return steps[: place + 1]
    if steps and (steps[-1].url is None or steps[-1].name.casefold() == (title or "").casefold()):
        return [*steps[:-1], Step(key=own, name=steps[-1].name, url=url)]
    return [*steps, Step(key=own, name=title, url=url)] if title and steps else steps


def _title_of(sighting: Sighting | None) -> str | None:
    return sighting.listing.title if sighting and sighting.listing else None


def _drop_product(steps: list[Step], answer: Answer) -> list[Step]:
    """Leave out the step that is the product itself: it has no link, its own link, or its title."""
    sighting = answer.sighting
    title = sighting.product.title.casefold() if sighting and sighting.product else ""
    if steps and (steps[-1].url in (None, answer.final_url, answer.link.url) or _is_title(steps[-1].name, title)):
        return steps[:-1]
    return steps


def _is_title(name: str, title: str) -> bool:
    """Tell a crumb that is a product's title, also where it is cut off.

    >>> _is_title("Hex bolt M8 …", "hex bolt m8 zinc"), _is_title("Bolts", "hex bolt m8")
    (True, False)
    """
    start = name.casefold().rstrip(" .…")
    return start == title or (len(start) > 5 and start != name.casefold() and title.startswith(start))
