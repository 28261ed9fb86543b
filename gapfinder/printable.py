"""Text and links of sites, made safe to show anywhere."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import urlsplit

LIMIT = 160
"""Characters of a site's text that a report shows; no name that a person reads is longer."""

_ANSI = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)?|.)?", re.DOTALL)
_HIDDEN = {"Cc", "Cf", "Cs", "Co", "Cn"}
"""Unicode categories that draw nothing of their own: controls, bidi overrides, surrogates, private, unassigned."""
_JOINERS = {"\N{ZERO WIDTH JOINER}", "\N{ZERO WIDTH NON-JOINER}"}
"""Formats that some scripts cannot be spelled without."""


def make_printable(text: object, *, limit: int = LIMIT) -> str:
    r"""Return text as one line without control characters, escape sequences and direction overrides.

    What is longer than `limit` characters ends in an ellipsis.

    >>> make_printable("Bolts\n &\t nuts"), make_printable(None), make_printable("\x1b[31mred\x1b[0m \u202etfel")
    ('Bolts & nuts', '', 'red tfel')
    >>> make_printable("abcdef", limit=4)
    'abc…'
    """
    raw = "" if text is None else str(text)
    # Four characters of markup for each that is shown is more than any honest name has; the rest is not worth reading.
    plain = " ".join(_ANSI.sub("", raw[: limit * 4 + 1]).split())
    shown = "".join(char for char in plain if char in _JOINERS or unicodedata.category(char) not in _HIDDEN)
    shown = " ".join(shown.split())
    return shown if len(shown) <= limit else shown[: limit - 1].rstrip() + "…"


def keep_link(url: object) -> str | None:
    """Return a web address that a report may link to; None for any other scheme and for what is no address.

    Addresses with a user name are none: they look like another host than they lead to.

    >>> keep_link("https://shop.example/a"), keep_link("javascript:alert(1)"), keep_link("https://"), keep_link(None)
    ('https://shop.example/a', None, None, None)
    >>> keep_link("https://bank.example@shop.example/")
    """
    if not isinstance(url, str) or len(url) > 2000 or not url.isprintable() or " " in url:
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and parts.hostname and "@" not in parts.netloc else None
