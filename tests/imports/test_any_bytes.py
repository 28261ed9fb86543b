"""Whatever the bytes, they are read or refused in one line."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from gapfinder.errors import GapfinderError

RSS = b"<rss xmlns:g='http://base.google.com/ns/1.0'><channel><item>"
HEADS = (
    b"",
    b"path\n",
    b"path,url,n_products\n",
    b"title;category;price;url;sku;gtin\n",
    b"id\ttitle\tlink\tproduct_type\tprice\n",
    b"Handle,Title,Vendor,Type,Variant Price,Status\n",
    RSS,
    RSS + b"<g:id>1</g:id><title>",
    b"<?xml version='1.0'?><feed><entry><title>",
    b"\xff\xfep\0a\0t\0h\0\n\0",
)
TAILS = (b"", b"</title></item></channel></rss>", b"</title></entry></feed>", b"\n", b'"')
MARKS = (b",", b";", b"\t", b"\n", b"\r", b'"', b" > ", b"&", b"<", b">", b"</", b"]]>", b"\0", b"http://[", b"1.5")
BODIES = st.one_of(
    st.binary(max_size=80),
    st.text(max_size=80).map(lambda text: text.encode("utf-8", "ignore")),
    st.lists(st.one_of(st.sampled_from(MARKS), st.binary(max_size=4)), max_size=40).map(b"".join),
)
DAMAGES = (b"<row>", b"</c>", b' r="A99999999"', b' t="s"', b"<v>1e999</v>", b"<!--", b"<si>")


def _make_workbook() -> bytes:
    workbook, stream = Workbook(), io.BytesIO()
    sheet = workbook.active
    assert sheet is not None
    for row in (["title", "category", "price"], ["Saw", "Tools > Saws", 9.9], ["Glue", "Glue", "=1"]):
        sheet.append(row)
    workbook.save(stream)
    return stream.getvalue()


WORKBOOK = _make_workbook()


def check(read: Any, content: bytes, **wanted: str) -> None:
    try:
        found = read(content, **wanted)
    except GapfinderError as error:
        told = str(error)
    else:
        told = "".join(reason for _, reason in found.rejects)
        texts = [text or "" for product in found.products for text in (product.title, product.url, product.sku)]
        assert all(len(text) < 3000 for text in texts)
        assert all(product.title for product in found.products)
        assert all(all(category.path) for category in found.categories)
    assert "\n" not in told


@settings(max_examples=300, deadline=None)
@given(head=st.sampled_from(HEADS), body=BODIES, tail=st.sampled_from(TAILS))
def test_any_bytes_are_imported_or_refused_in_one_line(head: bytes, body: bytes, tail: bytes, read_any: Any) -> None:
    check(read_any, head + body + tail)


@settings(max_examples=100, deadline=None)
@given(at=st.integers(0, len(WORKBOOK) - 1), piece=st.binary(min_size=1, max_size=8))
def test_any_damage_to_a_workbook_is_survived(at: int, piece: bytes, read_any: Any) -> None:
    check(read_any, WORKBOOK[:at] + piece + WORKBOOK[at + len(piece) :])


@settings(max_examples=100, deadline=None)
@given(
    part=st.sampled_from(zipfile.ZipFile(io.BytesIO(WORKBOOK)).namelist()),
    at=st.floats(0, 1),
    piece=st.one_of(
        st.binary(max_size=8), st.sampled_from([b"<row>", b"</c>", b' r="A99999999"', b' t="s"', b"<v>1e999</v>"])
    ),
)
def test_any_damage_to_a_part_is_survived(part: str, at: float, piece: bytes, read_any: Any) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(WORKBOOK)) as before, zipfile.ZipFile(stream, "w") as after:
        for name in before.namelist():
            content = before.read(name)
            place = int(at * len(content))
            after.writestr(name, content[:place] + piece + content[place:] if name == part else content)
    check(read_any, stream.getvalue())


@pytest.mark.parametrize("kind", ["categories", "products", "google", "shopify"])
def test_any_kind_may_be_asked_for(kind: str, read_any: Any) -> None:
    for head in HEADS:
        check(read_any, head, kind=kind)
