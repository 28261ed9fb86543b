"""A page as a crawl before this one knew it, and how that is written down."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import blake2b
from typing import Any

import orjson
from pydantic import TypeAdapter

from crawler.items import Visit
from crawler.pages import Link, Page, Why
from crawler.planning.answers import Answer, load_answer
from crawler.recalling.first_pages import load_page
from crawler.recalling.stamp import Stamp
from crawler.sightings import MenuEntry

Menu = tuple[MenuEntry, ...]

READINGS = {Why.HOME: "home", Why.PLATFORM: "endpoint", Why.SITEMAP: "sitemap", Why.NEXT_PAGE: "later page"}
"""Why a page is asked for decides how it is read; a reading is of no use where it would be read otherwise."""
_STAMP, _MENU = TypeAdapter(Stamp), TypeAdapter(Menu)


@dataclass(frozen=True, slots=True, kw_only=True)
class Remembered:
    """What came of a link when it was read, whole: with the menu entries that other pages showed as well.

    `page` is the page itself, of those that a reader has to read again to learn from them.
    """

    answer: Answer
    stamp: Stamp
    page: Page | None = None

    def answer_again(self, link: Link, visit: Visit, *, word: str = "") -> Answer:
        """Return the answer as if it had been read now; the visit's note says that it was not, with a `word` on why."""
        note = f"unchanged since {self.stamp.read_at}{word}"
        visit = replace(visit, outcome="read", kind=self.answer.visit.kind, note=note)
        return replace(self.answer, link=link, visit=visit)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A remembered page as it lies in a file: `line` is its JSON, `menu` names the menu that it showed, if any."""

    key: str
    seen_at: str
    menu: str
    line: bytes


def key_of(link: Link) -> str:
    """Return what a link and its reading are found by.

    >>> key_of(Link(url="https://shop.example/a?p=2", why=Why.NEXT_PAGE)), key_of(Link(url="/a", why=Why.LISTED))
    ('later page https://shop.example/a?p=2', 'page /a')
    """
    return f"{READINGS.get(link.why, 'page')} {link.url}"


def name_menu(menu: Menu) -> str:
    """Return a name for a menu that only one with the same entries has; empty for no menu.

    >>> name_menu((MenuEntry(path=("a", "b")),)) == name_menu((MenuEntry(path=("a",), url="b"),)), name_menu(())
    (False, '')
    """
    if not menu:
        return ""
    digest = blake2b(digest_size=12)
    for entry in menu:
        digest.update("\0".join((*entry.path, "", entry.url or "", "\n")).encode("utf-8", "replace"))
    return digest.hexdigest()


def dump_menu(menu: Menu) -> list[Any]:
    """Return a menu as plain JSON values."""
    plain: list[Any] = _MENU.dump_python(menu, mode="json", exclude_defaults=True)
    return plain


def load_menu(text: bytes) -> Menu:
    """Return the menu whose plain values a text holds. Raises ValueError for anything else."""
    return _MENU.validate_python(orjson.loads(text))


def dump_stamp(stamp: Stamp) -> dict[str, Any]:
    """Return a stamp as plain JSON values."""
    plain: dict[str, Any] = _STAMP.dump_python(stamp, mode="json", exclude_defaults=True)
    return plain


def make_row(record: Mapping[str, Any]) -> Row | None:
    """Return what a journal's record holds to be remembered; None for any that holds nothing of the kind."""
    try:
        answer, page = record["answer"], record["page"]
        link = Link(url=answer["link"]["url"], why=Why(answer["link"]["why"]))
        if answer.get("sighting"):
            answer = answer | {"sighting": answer["sighting"] | {"menu": []}}
        line = orjson.dumps({"answer": answer, "stamp": page["stamp"], "came": record.get("came")})
        return Row(key=key_of(link), seen_at=str(page["stamp"]["seen_at"]), menu=str(page.get("menu", "")), line=line)
    except (KeyError, TypeError, ValueError, AttributeError):
        return None


def load_row(line: bytes, menu: Menu) -> Remembered:
    """Return the page that a row holds. Raises ValueError for a row that was not written by `make_row`."""
    plain = orjson.loads(line)
    if not isinstance(plain, dict):
        raise ValueError("no object")  # noqa: TRY004 - what is wrong is what the file holds
    answer = load_answer(plain.get("answer", {}))
    if answer.sighting:
        answer = replace(answer, sighting=replace(answer.sighting, menu=menu))
    stamp = _STAMP.validate_python(plain.get("stamp", {}))
    if any(datetime.fromisoformat(moment).tzinfo is None for moment in (stamp.read_at, stamp.seen_at)):
        raise ValueError("a time without a zone")
    page = load_page(plain["came"]) if plain.get("came") else None
    return Remembered(answer=answer, stamp=stamp, page=page)
