"""The next page where no link names it: a script pages, and the state that the page embeds says how."""

from __future__ import annotations

import re

from crawler.reading.layout.scene import Scene
from crawler.reading.links.addresses import parts_of
from crawler.reading.links.page_numbers import PAGE_PARAMETERS, number_of_page, with_page
from crawler.reading.listings.numbered_pages import Numbered

MOST_STATE = 2_000_000
"""Characters of scripts that are looked at."""
_KEYS = {
    "current": ("currentpage", "current_page", "pagenumber", "pageno", "pageindex", "page"),
    "pages": (
        "totalpages",
        "total_pages",
        "pagecount",
        "page_count",
        "lastpage",
        "last_page",
        "numberofpages",
        "nbpages",
        "pages",
    ),
    "total": (
        "totalcount",
        "total_count",
        "totalresults",
        "totalitems",
        "total_items",
        "totalproducts",
        "numberofitems",
        "total",
        "count",
        "nbhits",
    ),
    "size": ("pagesize", "page_size", "perpage", "per_page", "itemsperpage", "limit", "hitsperpage", "size"),
}
_ALL = sorted({key for keys in _KEYS.values() for key in keys}, key=len, reverse=True)
_PAIR = re.compile(rf'\\?"({"|".join(_ALL)})\\?"\s*:\s*\\?"?(\d{{1,7}})\b', re.IGNORECASE)
_LISTED = re.compile(
    r'\\?"(?:key|name|code|param)\\?"\s*:\s*\\?"(\w{1,20})\\?"(?:[^{}]{0,60}?)\\?"value\\?"\s*:\s*\\?"?(\d{1,7})\b'
)


def read_stated(scene: Scene, shown: int, count: int | None, numbered: Numbered | None) -> str | None:
    """Return the next page's URL where embedded state or a run of numbers says that there is one, and how to ask."""
    state = _read_state(scene)
    told = number_of_page(scene.url)
    current = told or (numbered.current if numbered else None) or state.get("current") or 1
    if not _has_more(state, current, shown, count, numbered):
        return None
    own = [name for name, value in parts_of(scene.url)[2] if name in PAGE_PARAMETERS and value.isdecimal()]
    named = own or ([str(state["name"])] if "name" in state else [])
    return with_page(scene.url, named[0], int(current) + 1) if named else None


def _has_more(
    state: dict[str, int | str], current: int | str, shown: int, count: int | None, numbered: Numbered | None
) -> bool:
    page = int(current)
    if numbered is not None:
        return not numbered.is_last
    if "pages" in state:
        return page < int(state["pages"]) and state.get("current") == page
    total, size = state.get("total"), state.get("size")
    if total is None or size is None or int(size) != shown:
        return False
    return page * int(size) < int(total) and (count is None or count == total)


def _read_state(scene: Scene) -> dict[str, int | str]:
    """Return what embedded state says of the listing's pages: the first value of each kind."""
    state: dict[str, int | str] = {}
    budget = MOST_STATE
    for node in scene.document.tree.css("script:not([src])")[:200]:
        text = node.text(deep=True) or ""
        if '"' not in text or "page" not in text.lower() or (node.attributes.get("type") or "").endswith("ld+json"):
            continue
        text = text[:budget]
        budget -= len(text)
        for name, value in _LISTED.findall(text):
            _note(state, name, int(value))
        for name, value in _PAIR.findall(text):
            _note(state, name, int(value))
        if budget <= 0:
            break
    return state


def _note(state: dict[str, int | str], name: str, value: int) -> None:
    for kind, keys in _KEYS.items():
        if name.lower() in keys:
            state.setdefault(kind, value)
            if kind == "current" and name in PAGE_PARAMETERS:
                state.setdefault("name", name)
