"""Servers that want to keep a crawl busy: slow drips, bodies and headers without end, pages that take long to read."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from time import monotonic, sleep
from typing import Any

import pytest

from crawler.fetching.addresses import judge_address
from crawler.pages import Page
from crawler.reading.page import read_page
from crawler.run import SiteOutcome
from crawler.spooling import reading_time
from tests.crawl.shops import Served, Shop, make_shop_pages, page

Serve = Callable[..., Shop]
Crawl = Callable[..., SiteOutcome]
Talk = Callable[[socket.socket, str], None]
"""What a server says to a request for a path."""


class RawServer:
    """A server that says what it likes, in HTTP or not."""

    def __init__(self, talk: Talk) -> None:
        self._talk = talk
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}/"
        self.sent = 0
        threading.Thread(target=self._serve, daemon=True).start()

    def close(self) -> None:
        self._listener.close()

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._answer, args=(connection,), daemon=True).start()

    def _answer(self, connection: socket.socket) -> None:
        with connection:
            try:
                path = connection.recv(65536).split(b" ")[1].decode("latin-1")
                self._talk(connection, path)
            except (OSError, IndexError):
                return


@pytest.fixture
def talk() -> Iterator[Callable[[Talk], RawServer]]:
    servers: list[RawServer] = []

    def start(said: Talk) -> RawServer:
        servers.append(RawServer(said))
        return servers[-1]

    yield start
    for server in servers:
        server.close()


def send_head(connection: socket.socket, *lines: bytes) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n" + b"".join(line + b"\r\n" for line in lines))


def refuse_robots(connection: socket.socket, path: str) -> bool:
    if path == "/robots.txt":
        connection.sendall(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
    return path == "/robots.txt"


def drip_body(connection: socket.socket, path: str) -> None:
    if not refuse_robots(connection, path):
        send_head(connection, b"Content-Length: 1000000", b"")
        for _ in range(200):
            connection.sendall(b"x")
            sleep(0.05)


def drip_head(connection: socket.socket, path: str) -> None:
    if not refuse_robots(connection, path):
        connection.sendall(b"HTTP/1.1 200 OK\r\nX-Slow: ")
        for _ in range(200):
            connection.sendall(b"x")
            sleep(0.05)


def drip_robots(connection: socket.socket, path: str) -> None:
    send_head(connection, b"")
    for _ in range(200):
        connection.sendall(b"x")
        sleep(0.05)


def flood_body(connection: socket.socket, path: str) -> None:
    if not refuse_robots(connection, path):
        send_head(connection, b"Connection: close", b"")
        while True:
            connection.sendall(b"<p>more" * 10_000)


def flood_chunks(connection: socket.socket, path: str) -> None:
    if not refuse_robots(connection, path):
        send_head(connection, b"Transfer-Encoding: chunked", b"")
        while True:
            connection.sendall(b"1\r\nx\r\n" * 10_000)


def flood_headers(connection: socket.socket, path: str) -> None:
    if not refuse_robots(connection, path):
        connection.sendall(b"HTTP/1.1 200 OK\r\n")
        while True:
            connection.sendall(b"X-More: more\r\n" * 10_000)


def flood_one_header(connection: socket.socket, path: str) -> None:
    if not refuse_robots(connection, path):
        connection.sendall(b"HTTP/1.1 200 OK\r\nX-More: ")
        while True:
            connection.sendall(b"more" * 10_000)


def flood_hints(connection: socket.socket, path: str) -> None:
    if not refuse_robots(connection, path):
        while True:
            connection.sendall(b"HTTP/1.1 100 Continue\r\n\r\n" * 1_000)


def say_nothing(connection: socket.socket, path: str) -> None:
    if not refuse_robots(connection, path):
        sleep(10)


def say_noise(connection: socket.socket, path: str) -> None:
    if not refuse_robots(connection, path):
        connection.sendall(b"\x00\xff" * 5_000 + b"\r\n\r\n")


TALKS: list[tuple[Talk, str]] = [
    (drip_body, "timed out after 1 s"),
    (drip_head, "timed out after 1 s"),
    (drip_robots, "robots.txt: timed out after 1 s"),
    (flood_body, "more than 1000000 bytes"),
    (flood_chunks, ""),
    (flood_headers, ""),
    (flood_one_header, "HTTP: no answer that can be read"),
    (flood_hints, ""),
    (say_nothing, "timed out after 1 s"),
    (say_noise, "HTTP: no answer that can be read"),
]


@pytest.mark.parametrize(("said", "reason"), TALKS, ids=[said.__name__ for said, _ in TALKS])
def test_a_server_keeps_nobody_busy(talk: Callable[[Talk], RawServer], crawl: Crawl, said: Talk, reason: str) -> None:
    started = monotonic()
    outcome = crawl(talk(said).url, timeout=1.0, max_bytes=1_000_000)
    assert outcome.coverage in ("unreachable", "failed")
    assert reason in outcome.coverage_reason
    assert monotonic() - started < 15


def test_a_page_that_takes_too_long_to_read_is_given_up(
    serve: Serve, crawl: Crawl, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read_page(Page(url="https://shop.example/", text=page("Saws")))  # the first page takes longer than others
    monkeypatch.setattr(reading_time, "LONGEST", 0.2)
    links = "".join(f"<a href=/c/{number}>Saws {number}</a>" for number in range(10_000))
    outcome = crawl(serve(make_shop_pages(3) | {"/saws/": page("Saws", body=links)}))
    visits = (tmp_path / "spool" / outcome.crawl_id / "visits.jsonl").read_text().splitlines()
    told = {(row["outcome"], row["note"]) for row in map(json.loads, visits) if row["url"].endswith("/saws/")}
    assert told == {("failed", "given up after 0.2 s of reading")}
    assert outcome.products >= 3


HOSTS = ("[::ffff:7f00:1]", "127.1", "127.0.0.1.", "0", "[::]", "[0:0:0:0:0:ffff:127.0.0.1]", "017700000001")


@pytest.mark.parametrize("host", HOSTS)
def test_a_page_leads_to_no_private_address(serve: Serve, crawl: Crawl, host: str) -> None:
    shop = serve(make_shop_pages())
    outcome = crawl(f"http://{host}:{shop.server.server_port}/", allow_private=False)
    assert outcome.coverage == "unreachable"
    assert any(word in outcome.coverage_reason for word in ("address refused", "cannot be asked for", "DNS"))
    assert shop.asked == []


@pytest.mark.parametrize(
    "target",
    ["http://169.254.169.254/latest/", "http://[fe80::1]/", "http://[::ffff:169.254.169.254]/", "http://224.0.0.1/"],
)
def test_no_site_is_at_a_link_local_address_not_even_one_that_may_be_private(
    serve: Serve, crawl: Crawl, target: str
) -> None:
    shop = serve({"/": Served(status=302, headers={"Location": target})})
    outcome = crawl(shop)
    assert outcome.coverage == "unreachable"
    assert "address refused" in outcome.coverage_reason


PRIVATE: tuple[str, ...] = (
    "10.0.0.1",
    "172.31.0.1",
    "192.168.1.1",
    "100.64.0.1",
    "127.8.9.10",
    "198.18.0.1",
    "255.255.255.255",
)
PRIVATE += ("::1", "::", "fd00:ec2::254", "fe80::1", "fec0::1", "ff02::1", "::127.0.0.1", "::ffff:10.0.0.1")
PRIVATE += ("64:ff9b::a00:1", "64:ff9b:1::7f00:1", "2002:a00:1::", "2001::1", "2001:db8::1", "100::1")


@pytest.mark.parametrize("address", PRIVATE)
def test_addresses_that_no_public_shop_is_at(address: str) -> None:
    assert judge_address(address)


@pytest.mark.parametrize("address", ["93.184.215.14", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808"])
def test_addresses_that_a_shop_may_be_at(address: str) -> None:
    assert judge_address(address) is None


def test_a_name_is_judged_by_the_address_that_is_connected_to(
    serve: Serve, crawl: Crawl, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Names may resolve to anything, and to something else the next time: what counts is where a socket would go."""
    shop = serve(make_shop_pages())
    resolve = socket.getaddrinfo
    answers = iter(["127.0.0.1", "10.0.0.1", "169.254.169.254"] * 9)

    def answer(host: str | None, *args: Any, **kwargs: Any) -> Any:
        return resolve(next(answers) if host == "rebinding.example" else host, *args, **kwargs)

    monkeypatch.setattr(socket, "getaddrinfo", answer)
    outcome = crawl(f"http://rebinding.example:{shop.server.server_port}/", allow_private=False)
    assert outcome.coverage == "unreachable"
    assert "address refused" in outcome.coverage_reason
    assert shop.asked == []
