"""Which shop software made a page, told by the marks in `crawler/words/platforms.toml`.

Only what a page loads, sets and runs counts, so that a page that writes about a software, links to it or shows its code
is not taken for it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from crawler.pages import Page
from crawler.sources.traces import find_traces
from crawler.words import read_tables

KINDS = ("headers", "cookies", "generators", "assets", "scripts", "tags")


@cache
def read_marks() -> Mapping[str, Mapping[str, re.Pattern[str]]]:
    """Return for each software, in order of trust, an expression a kind of trace."""
    return {
        entry["name"]: {
            kind: re.compile("|".join(entry[kind]), re.IGNORECASE | re.MULTILINE) for kind in KINDS if kind in entry
        }
        for entry in read_tables("platforms")["platform"]
    }


def tell_software(page: Page) -> str | None:
    """Return the name of the software that made a page; None where it cannot be told.

    >>> tell_software(Page(url="http://s.example/", text='<script src="/catalog/view/theme/x/a.js"></script>'))
    'opencart'
    >>> tell_software(Page(url="http://s.example/", text='<a href="/catalog/view/theme/">OpenCart themes</a>'))
    """
    traces = find_traces(page)
    return next((name for name, marks in read_marks().items() if _shows(marks, traces)), None)


def _shows(marks: Mapping[str, re.Pattern[str]], traces: Mapping[str, str]) -> bool:
    return any(pattern.search(traces[kind]) for kind, pattern in marks.items())
