"""What a sample shop is asked and what it answers."""

from __future__ import annotations

import gzip
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import escape
from importlib.resources import files

FILES = {
    "/static/site.css": "text/css",
    "/static/article.svg": "image/svg+xml",
    "/static/app.js": "text/javascript",
}
"""What any shop serves besides pages, with its media type; the files lie in `static/`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """A request. `base` is the shop's address as the visitor knows it, without a slash at its end."""

    base: str
    path: str
    query: Mapping[str, str] = field(default_factory=dict)
    language: str = ""
    """Of a copy of the shop in another language."""

    def page_number(self, key: str) -> int:
        """Return the page of a listing that is asked for, 1 where none is named.

        >>> Ask(base="", path="/", query={"page": "3"}).page_number("page"), Ask(base="", path="/").page_number("page")
        (3, 1)
        """
        told = self.query.get(key, "")
        return max(int(told), 1) if told.isascii() and told.isdecimal() and len(told) < 6 else 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """An answer, encoded."""

    body: bytes
    status: int = 200
    content_type: str = "text/html; charset=utf-8"
    headers: Mapping[str, str] = field(default_factory=dict)


def tell_missing(ask: Ask) -> Reply:
    """Answer that there is no such page."""
    text = f"<!doctype html><title>Page not found</title><h1>Page not found</h1><p>{escape(ask.path)}</p>"
    return Reply(body=text.encode(), status=404)


def tell_plain(text: str, *, content_type: str = "text/plain; charset=utf-8") -> Reply:
    """Answer with plain text or XML."""
    return Reply(body=text.encode(), content_type=content_type)


def tell_gzipped(text: str) -> Reply:
    """Answer with a gzip file, as sitemaps often are."""
    return Reply(body=gzip.compress(text.encode(), mtime=0), content_type="application/gzip")


def tell_file(ask: Ask) -> Reply | None:
    """Answer with one of the files that any shop serves; None where it is none."""
    if ask.path not in FILES:
        return None
    name = ask.path.rpartition("/")[2]
    return Reply(body=files("gapfinder.demo").joinpath("static", name).read_bytes(), content_type=FILES[ask.path])
