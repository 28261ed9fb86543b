"""Feeds as XML: RSS 2.0, RSS 1.0 and Atom with Google's elements, read item by item.

https://support.google.com/merchants/answer/160589 (RSS 2.0)
https://support.google.com/merchants/answer/160593 (Atom 1.0)

Nothing that a document declares is followed: a feed that defines entities is refused, and none is ever fetched.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import TextIOWrapper
from pathlib import Path
from typing import Final
from xml.parsers import expat

from gapfinder.imports.encoding import read_head
from gapfinder.imports.rows import Row, Table
from gapfinder.imports.unreadable import CatalogueUnreadable

NAMESPACE = "http://base.google.com/ns/"
ROOTS = frozenset({"rss", "feed", "RDF", "channel"})
ITEMS = frozenset({"item", "entry"})
LONGEST_VALUE = 20_000
"""Characters; the rest of a value is left out."""
MOST_VALUES = 500
LARGEST_TAG = 1 << 22
DEEPEST = 100
_CHUNK = 1 << 16
_CUT_SHORT = frozenset(
    expat.errors.codes[error]
    for error in (
        expat.errors.XML_ERROR_NO_ELEMENTS,
        expat.errors.XML_ERROR_UNCLOSED_TOKEN,
        expat.errors.XML_ERROR_UNCLOSED_CDATA_SECTION,
        expat.errors.XML_ERROR_PARTIAL_CHAR,
    )
)
_DECLARED: Final = re.compile(rb"""^\s*<\?xml[^>]{0,200}?\bencoding\s*=\s*["']([A-Za-z0-9._:-]{1,40})["']""")
_NO_XML = {code: " " for code in (*range(0x20), 0xFFFE, 0xFFFF) if code not in (0x09, 0x0A, 0x0D)}
"""Characters that XML forbids, and that databases hold all the same."""


class FeedRefused(ValueError):  # noqa: N818 - what happened is the name
    """A feed holds what no honest one does."""


def read_declared(path: Path) -> str | None:
    """Return the encoding that an XML file says it is in."""
    found = _DECLARED.match(read_head(path).removeprefix(b"\xef\xbb\xbf"))
    return found[1].decode("ascii") if found else None


def open_feed(path: Path, stream: TextIOWrapper) -> Table:
    """Return a feed's items as rows. Raises CatalogueUnreadable while they are read, for what is no feed."""
    return Table(header=(), rows=_read_items(path, stream))


def _read_items(path: Path, stream: TextIOWrapper) -> Iterator[Row]:
    feed = _Feed()
    parser = _make_parser(feed)
    fed = 0
    try:
        while chunk := stream.read(_CHUNK):
            text = chunk.lstrip("\ufeff \t\r\n") if not fed else chunk
            content = text.translate(_NO_XML).encode("utf-8", "replace")
            fed += len(content)
            parser.Parse(content, False)
            _check_progress(fed - parser.CurrentByteIndex)
            yield from feed.take_items()
        parser.Parse(b"", True)
        yield from feed.take_items()
    except OSError as error:
        raise CatalogueUnreadable(f"{path}: cannot be read: {error.strerror}") from None
    except expat.ExpatError as error:
        reason = "is cut short" if error.code in _CUT_SHORT else f"is no XML: {expat.ErrorString(error.code)}"
        raise CatalogueUnreadable(f"{path}: line {error.lineno}: {reason}") from None
    except FeedRefused as error:
        raise CatalogueUnreadable(f"{path}: line {parser.CurrentLineNumber}: {error}") from None


def _make_parser(feed: _Feed) -> expat.XMLParserType:
    parser = expat.ParserCreate("utf-8")
    parser.buffer_text = True
    parser.ordered_attributes = False
    feed.parser = parser
    parser.StartElementHandler = feed.open
    parser.EndElementHandler = feed.close
    parser.CharacterDataHandler = feed.add_text
    parser.EntityDeclHandler = _refuse_entity
    return parser


def _check_progress(waiting: int) -> None:
    if waiting > LARGEST_TAG:
        raise FeedRefused(f"a tag of more than {LARGEST_TAG} bytes")


def _refuse_entity(*_declared: object) -> None:
    raise FeedRefused("declares entities, which no feed needs")


class _Feed:
    """What a parser has seen of a feed: the item that it is in, and those that are whole."""

    def __init__(self) -> None:
        self.parser: expat.XMLParserType
        self._prefixes = {"g"}
        self._depth = 0
        self._item = 0
        """How deep the item lies that the parser is in; 0 outside of any."""
        self._line = 0
        self._plain: dict[str, list[str]] = {}
        self._google: dict[str, list[str]] = {}
        self._pieces: list[str] = []
        self._left = 0
        self._rows: list[Row] = []

    def take_items(self) -> list[Row]:
        """Return the items that are whole and were not taken before."""
        rows, self._rows = self._rows, []
        return rows

    def open(self, tag: str, attributes: dict[str, str]) -> None:
        """Note that an element begins."""
        self._depth += 1
        name = tag.rpartition(":")[2]
        if self._depth == 1:
            self._begin(name, attributes)
        elif self._depth > DEEPEST:
            raise FeedRefused(f"elements are nested {DEEPEST} deep")
        elif not self._item and name in ITEMS:
            self._item, self._line = self._depth, self.parser.CurrentLineNumber
        elif self._item and self._depth == self._item + 1:
            self._pieces, self._left = [], LONGEST_VALUE
            # Atom's links are attributes, and only the page itself is the product's
            if name == "link" and "href" in attributes and attributes.get("rel", "alternate") == "alternate":
                self._pieces = [attributes["href"][:LONGEST_VALUE]]

    def close(self, tag: str) -> None:
        """Note that an element ends."""
        if self._item and self._depth == self._item + 1:
            self._keep_value(tag)
        elif self._item and self._depth == self._item:
            self._keep_item()
        self._depth -= 1

    def add_text(self, text: str) -> None:
        """Take a piece of text."""
        if self._item and self._left > 0:
            self._pieces.append(text[: self._left])
            self._left -= len(text)

    def _begin(self, name: str, attributes: dict[str, str]) -> None:
        if name not in ROOTS:
            raise FeedRefused(f"is XML, but neither RSS nor Atom: <{name[:40]}>")
        declared = (key for key, value in attributes.items() if value.startswith(NAMESPACE))
        self._prefixes |= {key.removeprefix("xmlns:") for key in declared if key.startswith("xmlns:")}

    def _keep_value(self, tag: str) -> None:
        prefix, _, name = tag.rpartition(":")
        text = "".join(self._pieces).strip()
        self._left = 0
        values = self._google if prefix in self._prefixes else self._plain if not prefix else None
        if values is None or not text:
            return
        found = values.setdefault(name.casefold().replace("-", "_"), [])
        if len(values) + len(found) < MOST_VALUES:
            found.append(text)

    def _keep_item(self) -> None:
        # Google's own elements say more than RSS's and Atom's of the same name
        self._rows.append(Row(number=self._line, values=self._plain | self._google))
        self._plain, self._google, self._item = {}, {}, 0
