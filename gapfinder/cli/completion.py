"""What may come next in a query that is being typed: views, their columns, functions and words of SQL."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from warehouse.catalog import Catalog, View

WORD = re.compile(r'"?[\w$]*$')
QUALIFIER = re.compile(r'(?:([^\W\d]\w*)|"([^"]+)")\s*\.\s*$')
VIEW_COMES = re.compile(r"\b(?:from|join|describe|desc|summarize|show|pivot|unpivot)\s+$", re.IGNORECASE)
FROM_LIST = re.compile(r"\bfrom\s+[\w\s,]*,\s*$", re.IGNORECASE)
SILENT = re.compile(r"'(?:[^']|'')*'|--[^\n]*(?:\n|$)|/\*.*?\*/", re.DOTALL)
SOURCE = re.compile(
    r'(?:\b(?:from|join|describe|desc|summarize|pivot|unpivot)\s+|,\s*)"?(\w+)"?(?:\([^()]*\))?(?:\s+(?:as\s+)?"?(\w+)"?)?',
    re.IGNORECASE,
)
BEGINNING = re.compile(r"(?:^|;)\s*$")
BEGINNINGS = ("select", "from", "with", "describe", "summarize", "show tables", "pivot", "explain")
"""How a query that only reads begins."""
PLAIN_NAME = re.compile(r"[a-z_][a-z0-9_]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """What may replace the last `length` characters before the cursor, and what it is for."""

    text: str
    length: int
    about: str = ""


def suggest(before: str, after: str, catalog: Catalog) -> list[Suggestion]:
    """Return what may come at the cursor between two parts of a text, the most likely first.

    Inside strings and comments nothing is suggested. Columns are those of the views that the text names, wherever it
    does; while it names none, those of all views.
    """
    heard = SILENT.sub(_hush, before)
    if "'" in heard or "--" in heard or "/*" in heard:
        return []
    word = WORD.search(heard)
    start = word.start() if word else len(heard)
    typed = heard[start:]
    sources = _find_sources(f"{heard} {SILENT.sub(' ', after)}", catalog)
    offers = _offer(heard[:start], typed, sources, catalog)
    return [
        Suggestion(text=text, length=len(typed), about=about)
        for text, about in _keep_first(offers)
        if text.strip('"').casefold().startswith(typed.strip('"').casefold()) and text != typed
    ]


def _hush(silent: re.Match[str]) -> str:
    """Blank out a string or comment, but for a comment that the cursor is still in."""
    still_open = silent[0].startswith("--") and not silent[0].endswith("\n")
    return silent[0] if still_open else " "


def _offer(head: str, typed: str, sources: dict[str, View], catalog: Catalog) -> Iterator[tuple[str, str]]:
    if BEGINNING.search(head):
        yield from ((_case_as(typed, word), "") for word in BEGINNINGS)
        return
    if qualifier := QUALIFIER.search(head):
        view = sources.get((qualifier[1] or qualifier[2]).casefold())
        yield from _offer_columns([view] if view else [], catalog)
        return
    if VIEW_COMES.search(head) or FROM_LIST.search(head):
        yield from _offer_views(catalog)
        return
    named = list(dict.fromkeys(view.name for view in sources.values()))
    yield from _offer_columns([catalog.views[name] for name in named] or list(catalog.views.values()), catalog)
    if not typed:
        return
    yield from ((_case_as(typed, word), "") for word in catalog.keywords)
    yield from _offer_views(catalog)
    yield from ((f"{name}(", "function") for name in catalog.functions)


def _case_as(typed: str, word: str) -> str:
    return word.upper() if typed.isupper() else word


def _offer_columns(views: Iterable[View], catalog: Catalog) -> Iterator[tuple[str, str]]:
    for view in views:
        for column in view.columns:
            plain = PLAIN_NAME.fullmatch(column.name) and column.name not in catalog.keywords
            yield column.name if plain else f'"{column.name}"', f"{view.name}: {column.about}"


def _offer_views(catalog: Catalog) -> Iterator[tuple[str, str]]:
    for view in catalog.views.values():
        yield view.name if view.parameters is None else f"{view.name}(", view.about


def _find_sources(text: str, catalog: Catalog) -> dict[str, View]:
    """Return the views that a text names, by their names and by the names that it gives them."""
    found: dict[str, View] = {}
    for name, alias in SOURCE.findall(text):
        view = catalog.views.get(name.casefold())
        if view:
            found |= {name.casefold(): view} | ({alias.casefold(): view} if alias else {})
    return found


def _keep_first(offers: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    seen: set[str] = set()
    for text, about in offers:
        if text not in seen:
            seen.add(text)
            yield text, about
