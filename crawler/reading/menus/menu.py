"""The site's menu of categories as a page shows it."""

from __future__ import annotations

from dataclasses import dataclass

from crawler.reading.markup.document import Document
from crawler.reading.menus.choice import choose_menu
from crawler.reading.menus.entries import EntryList
from crawler.reading.menus.state import read_state_menu
from crawler.sightings import Crumb, MenuEntry

FEWEST_ENTRIES = 3
"""With fewer categories in its markup, a page's embedded state is looked at too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Menu:
    """The categories of a page's menu as paths with absolute URLs, in the menu's order, each once.

    `asides` are what the menu leads to beside them by the name of a promotion; with some shops that is a category too.
    """

    entries: tuple[MenuEntry, ...] = ()
    asides: tuple[Crumb, ...] = ()
    score: float = 0.0
    """How likely the entries are a menu; 0 where they come from the page's state."""


def read_menu(document: Document, *, rival: float = 0.0) -> Menu:
    """Return the page's menu; empty where it has none, or none that is as likely as one of score `rival`."""
    chosen = choose_menu(document, rival=rival)
    read = chosen.entries if chosen else EntryList()
    if len(read.entries) < FEWEST_ENTRIES and not rival:
        state = read_state_menu(document)
        read = state if len(state.entries) > len(read.entries) else read
    return Menu(
        entries=tuple(MenuEntry(path=path, url=url) for path, url in read.entries),
        asides=tuple(Crumb(name=name, url=url) for name, url in read.asides),
        score=chosen.score if chosen else 0.0,
    )
