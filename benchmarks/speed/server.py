"""Serves made-up shops on loopback from a process of its own, and counts the pages that it gave out.

    python -m benchmarks.speed.server TOPS MIDDLES LEAVES GOODS TILES HEAVY SHOPS

Writes the shops' addresses, a line each; then answers each line on standard input with the counts since the last one.
"""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import astuple
from functools import lru_cache

from benchmarks.speed.pages import Pages
from benchmarks.speed.shop import Shop, Size

KEPT = 8000
"""Pages that are kept once they were written, so that serving one again costs next to nothing."""


class ShopServer(asyncio.Protocol):
    """One connection. Pages are counted by kind: `/`, `c` for listings, `p` for products, `other`."""

    def __init__(self, write: Pages, counts: Counter[str]) -> None:
        self._pages = write
        self._counts = counts
        self._head = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._head += data
        while b"\r\n\r\n" in self._head:
            head, _, self._head = self._head.partition(b"\r\n\r\n")
            target = head.split(b" ", 2)[1].decode("latin-1")
            status, kind, body = answer(self._pages, target)
            self._counts[kind] += 1
            self._transport.write(  # type: ignore[attr-defined]
                b"HTTP/1.1 %b\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: %d\r\n\r\n%b"
                % (status, len(body), body)
            )


@lru_cache(maxsize=KEPT)
def answer(pages: Pages, target: str) -> tuple[bytes, str, bytes]:
    """Return status line, kind and body of a page."""
    page = pages.write(target)
    if page is None:
        return b"404 Not Found", "other", b"<!doctype html><title>Not found</title><p>Not found"
    return b"200 OK", "/" if target == "/" else target[1:2], page.encode()


class Served:
    """A running server: the addresses of its shops, and what it gave out."""

    def __init__(self, process: subprocess.Popen[str], shops: int) -> None:
        assert process.stdout is not None
        self._process = process
        self.urls = [process.stdout.readline().strip() for _ in range(shops)]

    def take_counts(self) -> Counter[str]:
        """Return how many pages of each kind went out since the last call."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write("\n")
        self._process.stdin.flush()
        return Counter(json.loads(self._process.stdout.readline()))


@contextmanager
def serve(size: Size, *, shops: int = 1) -> Iterator[Served]:
    """Serve some shops of one size until the block ends."""
    command = [
        sys.executable,
        "-m",
        "benchmarks.speed.server",
        *(str(int(value)) for value in astuple(size)),
        str(shops),
    ]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield Served(process, shops)
        finally:
            process.terminate()


async def _serve(size: Size, shops: int) -> None:
    loop = asyncio.get_running_loop()
    counts: Counter[str] = Counter()
    servers = []
    for number in range(shops):
        address = f"127.0.0.{number + 1}"
        pages = Pages(Shop(size, seed=number + 1), "")
        server = await loop.create_server(lambda pages=pages: ShopServer(pages, counts), address, 0)  # type: ignore[misc]
        pages.host = f"http://{address}:{server.sockets[0].getsockname()[1]}"
        print(f"{pages.host}/", flush=True)
        servers.append(server)

    def tell() -> None:
        if not sys.stdin.readline():
            loop.stop()
        print(json.dumps(counts), flush=True)
        counts.clear()

    loop.add_reader(sys.stdin, tell)
    await asyncio.Event().wait()


if __name__ == "__main__":
    tops, middles, leaves, goods, tiles, is_heavy, number = map(int, sys.argv[1:])
    size = Size(tops=tops, middles=middles, leaves=leaves, goods=goods, tiles=tiles, is_heavy=bool(is_heavy))
    asyncio.run(_serve(size, number))
