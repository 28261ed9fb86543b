"""The site's menu of categories as a page shows it."""

from __future__ import annotations

from crawler.reading.document import Document
from crawler.reading.layout import read_layout
from crawler.reading.menu_choice import choose_menu
from crawler.reading.menu_state import read_state_menu
from crawler.sightings import MenuEntry

FEWEST_ENTRIES = 3
"""With fewer categories in its markup, a page's embedded state is looked at too."""


def read_menu(document: Document) -> tuple[MenuEntry, ...]:
    """Return the categories of the page's menu as paths with absolute URLs, in the menu's order, each once."""
    entries = choose_menu(document, read_layout(document)).entries
    if len(entries) < FEWEST_ENTRIES:
        state = read_state_menu(document).entries
        entries = state if len(state) > len(entries) else entries
    return tuple(MenuEntry(path=path, url=url) for path, url in entries)
