"""Files as programs of all kinds write them down."""

from __future__ import annotations

from typing import Any

import pytest

from gapfinder.errors import UsageError

TABLE = "title;category\nSäge – 5 €;Höfe\n"
FEED = (
    '<?xml version="1.0"{}?>\n<rss xmlns:g="http://base.google.com/ns/1.0"><channel><item><g:id>1</g:id>'
    "<title>Säge – 5 €</title><g:product_type>Höfe</g:product_type></item></channel></rss>"
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
@pytest.mark.parametrize("content", [TABLE, FEED.format("")], ids=["table", "feed"])
def test_encoding_is_told(content: str, encoding: str, read: Any) -> None:
    given = read(content.encode(encoding))
    assert (given.list_products("title"), given.paths) == ([("Säge – 5 €",)], ["Höfe"])


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [
        ("utf-8", "cp1252"),
        ("utf-16", "utf-8"),
        ("windows-1252", "cp1252"),
        ("ISO-8859-15", "cp1252"),
        *((name, "utf-8") for name in ("nosuch", "punycode", "rot13", "base64")),
    ],
)
def test_declared_encoding_is_believed_as_far_as_the_bytes_bear_it_out(declared: str, encoding: str, read: Any) -> None:
    given = read(FEED.format(f" encoding='{declared}'").encode(encoding))
    assert given.paths == ["Höfe"]


@pytest.mark.parametrize(("encoding", "title"), [("cp1250", "Łuk"), ("shift_jis", "のこぎり"), ("KOI8-R", "Пила")])
def test_encoding_that_is_named_decides(encoding: str, title: str, read: Any) -> None:
    given = read(f"title,category\n{title},\n".encode(encoding), encoding=encoding)
    assert given.list_products("title") == [(title,)]


@pytest.mark.parametrize("name", ["nosuch", "rot13", "idna", "base64", "zlib", "undefined", "\0", ""])
def test_encoding_that_is_none(name: str, read: Any) -> None:
    with pytest.raises(UsageError, match=r"^--encoding .*: is no encoding of files$"):
        read("path\n", encoding=name)


def test_bytes_that_are_no_character_stay_visible(read: Any) -> None:
    given = read(b"path\nA\x81\xffB\n")
    assert given.paths == ["A\ufffdÿB"]
