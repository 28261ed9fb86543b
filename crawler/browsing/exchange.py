"""What a page in the browser asks for, and what is answered: the words between the browser and what fetches for it."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field

OPENING = 4_000
"""Bytes of a document in which it says its language."""
_LANGUAGE = re.compile(r"""<html\b[^<>]{0,1000}?\blang=["']?([a-z]{2}(?:-[a-z]{2})?)\b""", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """A request of a page. `kind` is Chromium's word for what it is meant for, such as `script`, `fetch` or `image`.

    `headers` are those that its scripts set, names lower-cased; `is_ahead` says that it only prepares a later page.
    """

    url: str
    kind: str
    method: str = "GET"
    headers: Mapping[str, str] = field(default_factory=dict)
    is_ahead: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """An answer, redirects followed and unpacked. Header names are lower-cased, `size` is its bytes as sent."""

    url: str
    status: int
    headers: Mapping[str, str]
    body: bytes
    size: int = 0

    @property
    def language(self) -> str | None:
        """The language that a document says it is in.

        >>> Fetched(url="", status=200, headers={}, body=b"<!doctype html><html class=a lang='de-AT'>").language
        'de-AT'
        """
        told = _LANGUAGE.search(self.body[:OPENING].decode("latin-1"))
        return told[1] if told else None


Fetch = Callable[[Ask], Awaitable[Fetched]]
"""Fetches within all of a crawl's bounds. Raises FetchFailed and Stopped."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """A page after its scripts ran: where it is and its markup, and what it took.

    `requests` were answered from the network, `stand_ins` with an empty picture or style, `refused` not at all.
    """

    url: str
    html: str
    requests: int
    stand_ins: int
    refused: int
