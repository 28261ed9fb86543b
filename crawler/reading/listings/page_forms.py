"""The next page where no link leads to it: a drop-down of pages, or a form whose hidden fields ask for it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from urllib.parse import urlencode

from selectolax.lexbor import LexborNode

from crawler.reading.layout.scene import Scene
from crawler.reading.links.page_numbers import PAGE_PARAMETERS, goes_on, with_page
from crawler.reading.markup.text import text_of
from crawler.words import read_words

_NEXT = frozenset(read_words("pagers")["next"]) | frozenset(read_words("pagers")["arrows"])
_MOST_FORMS = 40
_MOST_OPTIONS = 500
_MOST_FIELDS = 30
_MOST_TEXT = 60
_NUMBER = re.compile(r"\D{0,12}(\d{1,4})(?!\d)\D{0,3}.{0,12}")
_BUTTONS = "button, input[type='submit' i], input[type='image' i]"


def read_asked(scene: Scene) -> str | None:
    """Return the URL of the page that a visitor would choose or send for next; None where nothing offers it."""
    return _read_chosen(scene) or _read_sent(scene)


def _read_chosen(scene: Scene) -> str | None:
    """Return what stands behind the page that is chosen in a drop-down of numbered pages."""
    for select in scene.document.tree.css("select")[:_MOST_FORMS]:
        options = select.css("option")[:_MOST_OPTIONS]
        if not _counts_up(options):
            continue
        chosen = next((place for place, option in enumerate(options) if "selected" in option.attrs), 0)
        for option in options[chosen + 1 : chosen + 2]:
            url = _address_of(scene, select, option.attrs.get("value") or "")
            if url is not None and goes_on(scene.url, url):
                return url
    return None


def _counts_up(options: Sequence[LexborNode]) -> bool:
    """Say whether choices are the numbers one, two and so on, as pages are."""
    numbers = [_NUMBER.fullmatch(text_of(option, limit=5).strip()[:_MOST_TEXT]) for option in options]
    told = [int(number[1]) for number in numbers if number]
    return len(told) == len(options) > 1 and all(after == before + 1 for before, after in pairwise(told))


def _address_of(scene: Scene, select: LexborNode, value: str) -> str | None:
    """Return where a choice leads: its value is an address, or a number that a field of the form is named for."""
    name = (select.attrs.get("name") or "").lower()
    if value.isdecimal():
        return with_page(scene.url, select.attrs.get("name") or "", int(value[:6])) if name in PAGE_PARAMETERS else None
    return scene.document.join(value)


def _read_sent(scene: Scene) -> str | None:
    """Return what a form asks for whose button is called next."""
    for form in scene.document.tree.css("form")[:_MOST_FORMS]:
        fields = form.css("input[type='hidden' i][name]")[:_MOST_FIELDS]
        if (form.attrs.get("method") or "get").lower() != "get" or not _pages(fields) or not _is_called_next(form):
            continue
        address = scene.document.join((form.attrs.get("action") or "").partition("?")[0]) or scene.url.partition("?")[0]
        sent = urlencode([(field.attrs.get("name") or "", field.attrs.get("value") or "") for field in fields])
        url = scene.document.join(f"{address}?{sent}")
        if url is not None and goes_on(scene.url, url):
            return url
    return None


def _pages(fields: Sequence[LexborNode]) -> bool:
    return any((field.attrs.get("name") or "").lower() in PAGE_PARAMETERS for field in fields)


def _is_called_next(form: LexborNode) -> bool:
    buttons = form.css(_BUTTONS)[:3]
    texts = [text for one in buttons for text in (text_of(one, limit=20), one.attrs.get("value"), one.attrs.get("alt"))]
    return any(" ".join(text.lower().split()).strip(" []()»›>→.") in _NEXT for text in texts if text)
