"""Compressed bodies, unpacked within a bound: a few bytes that unfold to gigabytes cost no more than the bound."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress

import brotli

ENCODINGS = "gzip, deflate, br"
"""What `Accept-Encoding` offers."""
GZIP_MAGIC = b"\x1f\x8b\x08"
_CHUNK = 1 << 16
_MOST_LAYERS = 3


class TooMuch(ValueError):  # noqa: N818 - what was met is the name
    """A body unfolds to more than its bound."""


class Damaged(ValueError):  # noqa: N818
    """A body is not in the encoding that it claims, or was cut short."""


def unpack_body(body: bytes, content_encoding: str, *, limit: int, is_part: bool = False) -> bytes:
    """Undo a Content-Encoding header's encodings, the last one first, within `limit` bytes.

    Of what is only a body's beginning (`is_part`), as much is unpacked as can be.

    A body that claims gzip and does not begin like it is taken as it is: some servers only say so. Raises TooMuch,
    and Damaged for a body that cannot be unpacked or an encoding that was not offered.
    """
    layers = [name.strip().lower() for name in content_encoding.split(",")]
    layers = [name for name in layers if name not in ("", "identity")]
    if len(layers) > _MOST_LAYERS:
        raise Damaged(f"{len(layers)} layers of encoding")
    for name in reversed(layers):
        body = _unpack_layer(body, name, limit, is_part=is_part)
    return body


def unpack_file(body: bytes, *, limit: int) -> bytes:
    """Unpack a body that is a gzip file in itself, such as `sitemap.xml.gz`; return any other as it is.

    Raises TooMuch and Damaged.
    """
    return _join(_gunzip(body), limit) if body.startswith(GZIP_MAGIC) else body


def _unpack_layer(body: bytes, name: str, limit: int, *, is_part: bool) -> bytes:
    reader = _READERS.get(name)
    if reader is None:
        raise Damaged(f"unknown encoding {name[:40]!r}")
    return _join(_until_damaged(reader(body)) if is_part else reader(body), limit)


def _until_damaged(chunks: Iterator[bytes]) -> Iterator[bytes]:
    with suppress(Damaged):
        yield from chunks


def _join(chunks: Iterator[bytes], limit: int) -> bytes:
    parts, size = [], 0
    for chunk in chunks:
        size += len(chunk)
        if size > limit:
            raise TooMuch(f"unfolds to more than {limit} bytes")
        parts.append(chunk)
    return b"".join(parts)


def _gunzip(body: bytes) -> Iterator[bytes]:
    if not body.startswith(GZIP_MAGIC):
        yield body
        return
    # a file may be several gzip streams end to end; padding after the last one is common
    while body.startswith(GZIP_MAGIC):
        stream = zlib.decompressobj(wbits=31)
        yield from _inflate(stream, body, "gzip")
        body = stream.unused_data


def _inflate_any(body: bytes) -> Iterator[bytes]:
    # the standard says zlib, some servers send the bare stream
    zlib_header = len(body) > 1 and body[0] & 0x0F == 8 and (body[0] << 8 | body[1]) % 31 == 0
    yield from _inflate(zlib.decompressobj(wbits=15 if zlib_header else -15), body, "deflate")


def _inflate(stream: zlib._Decompress, body: bytes, name: str) -> Iterator[bytes]:
    rest = body
    try:
        while rest and not stream.eof:
            yield stream.decompress(rest, _CHUNK)
            rest = stream.unconsumed_tail
    except zlib.error as error:
        raise Damaged(f"broken {name}: {error}") from None
    if not stream.eof:
        raise Damaged(f"broken {name}: cut short")


def _unbrotli(body: bytes) -> Iterator[bytes]:
    stream = brotli.Decompressor()
    try:
        chunk = stream.process(body, output_buffer_limit=_CHUNK)
        while chunk or not stream.can_accept_more_data():
            yield chunk
            chunk = stream.process(b"", output_buffer_limit=_CHUNK)
    except brotli.error as error:
        raise Damaged(f"broken br: {error}") from None
    if not stream.is_finished():
        raise Damaged("broken br: cut short")


_READERS: dict[str, Callable[[bytes], Iterator[bytes]]] = {
    "gzip": _gunzip,
    "x-gzip": _gunzip,
    "deflate": _inflate_any,
    "br": _unbrotli,
}
