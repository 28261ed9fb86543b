"""Whatever bytes a server sends: they are read without an exception and within their bounds."""

from __future__ import annotations

import gzip
import zlib
from contextlib import suppress

import brotli
import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.decoding import decode_body
from crawler.fetching.addresses import judge_address
from crawler.fetching.robots import read_robots
from crawler.fetching.unpacking import Damaged, TooMuch, unpack_body, unpack_file
from crawler.spooling.json_lines import dump_line, load_line

CHARSETS = (
    "utf-8",
    "utf-16",
    "big5",
    "rot13",
    "idna",
    "unicode_escape",
    "undefined",
    "utf-7",
    "\x00",
    "",
    "iso-2022-jp",
)
PACKERS = {"gzip": gzip.compress, "deflate": zlib.compress, "br": brotli.compress}


@given(body=st.binary(max_size=500), charset=st.sampled_from(CHARSETS) | st.text(max_size=12))
def test_any_bytes_are_text(body: bytes, charset: str) -> None:
    for sent in (body, b"<meta charset=" + charset.encode("utf-8", "replace") + b">" + body):
        assert decode_body(sent, f"text/html; charset={charset}").encode("utf-8") is not None


@given(body=st.binary(max_size=2000), status=st.integers(100, 599))
def test_any_robots_can_be_read(body: bytes, status: int) -> None:
    robots = read_robots(status, body, agent="gapfinder/1")
    assert robots.judge("http://shop.example/a?b=c") in {"allowed", "no robots.txt", "disallowed", "unreachable"}
    assert robots.crawl_delay >= 0


@given(body=st.binary(max_size=500), names=st.lists(st.sampled_from([*PACKERS, "identity", "x"]), max_size=5))
def test_any_bytes_are_unpacked_or_told_to_be_damaged(body: bytes, names: list[str]) -> None:
    with suppress(Damaged, TooMuch):
        assert len(unpack_body(body, ", ".join(names), limit=100_000)) <= 100_000


@pytest.mark.parametrize("name", PACKERS)
@given(body=st.binary(max_size=3000))
def test_what_was_packed_is_unpacked(name: str, body: bytes) -> None:
    assert unpack_body(PACKERS[name](body), name, limit=3000) == body


@pytest.mark.parametrize("name", PACKERS)
def test_a_bomb_costs_its_bound(name: str) -> None:
    with pytest.raises(TooMuch):
        unpack_body(PACKERS[name](bytes(20_000_000)), name, limit=1000)


def test_files_of_several_streams_are_unpacked_whole() -> None:
    assert unpack_file(gzip.compress(b"a") + gzip.compress(b"b") + bytes(8), limit=9) == b"ab"


@given(text=st.text(max_size=60))
def test_any_address_is_judged(text: str) -> None:
    assert judge_address(text) is None or isinstance(judge_address(text), str)


@given(text=st.text(st.characters(), max_size=60))
def test_any_text_is_one_line(text: str) -> None:
    line = dump_line({"text": text})
    assert line.count(b"\n") == 1
    assert load_line(line) == {"text": text.encode("utf-8", "replace").decode()}
