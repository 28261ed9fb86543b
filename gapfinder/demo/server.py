"""Serves sample shops on loopback, each at an address of its own, for as long as a block runs."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count
from threading import Thread
from urllib.parse import parse_qsl, unquote, urlsplit

from gapfinder.demo.exchange import Ask, Reply
from gapfinder.demo.shop import Shop
from gapfinder.demo.storefront import Storefront
from gapfinder.demo.structures import STRUCTURES

PORT = 8417


class Server(ThreadingHTTPServer):
    """Serves one shop. Quiet; its threads end with the process."""

    daemon_threads = True

    def __init__(self, front: Storefront, host: str, port: int) -> None:
        self.front = front
        super().__init__((host, port), Handler)

    @property
    def base(self) -> str:
        """The shop's address, without a slash at its end."""
        host, port = self.server_address[:2]
        return f"http://{host!s}:{port}"

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of visitors that hang up."""


class Handler(BaseHTTPRequestHandler):
    """Answers GET and HEAD; connections are kept open."""

    server: Server
    protocol_version = "HTTP/1.1"
    server_version = "sample-shop"
    sys_version = ""
    disable_nagle_algorithm = True
    timeout = 30

    def do_GET(self) -> None:
        """Answer with a page."""
        self._send(self._reply())

    def do_HEAD(self) -> None:
        """Answer with a page's headers."""
        self._send(self._reply(), with_body=False)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - named by the standard library
        """Write nothing: the demo's own output is what counts."""

    def _reply(self) -> Reply:
        bits = urlsplit(self.path)
        query = dict(parse_qsl(bits.query, keep_blank_values=True))
        return self.server.front.answer(Ask(base=self.server.base, path=unquote(bits.path) or "/", query=query))

    def _send(self, reply: Reply, *, with_body: bool = True) -> None:
        tag = f'"{hashlib.sha256(reply.body).hexdigest()[:16]}"'
        unchanged = reply.status == 200 and self.headers.get("If-None-Match") == tag
        self.send_response(304 if unchanged else reply.status)
        self.send_header("ETag", tag)
        for name, value in reply.headers.items():
            self.send_header(name, value)
        if not unchanged:
            self.send_header("Content-Type", reply.content_type)
            self.send_header("Content-Length", str(len(reply.body)))
        self.end_headers()
        if with_body and not unchanged:
            self.wfile.write(reply.body)


@contextmanager
def serve_shops(shops: Sequence[Shop]) -> Iterator[dict[str, str]]:
    """Serve shops while the block runs; yield the address of each by its name, with a slash at its end."""
    with ExitStack() as stack:
        yield {
            shop.name: f"{stack.enter_context(_serve(Storefront(shop, STRUCTURES[shop.structure]), number)).base}/"
            for number, shop in zip(count(1), shops, strict=False)
        }


@contextmanager
def _serve(front: Storefront, number: int) -> Iterator[Server]:
    server = _open_server(front, number)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def _open_server(front: Storefront, number: int) -> Server:
    """Listen on 127.0.0.NUMBER; on 127.0.0.1 where the system has no other loopback address (macOS).

    The port is the same each time where it is free, so that a shop that is crawled again is the same one.
    """
    for host, port in ((f"127.0.0.{number}", PORT), (f"127.0.0.{number}", 0)):
        try:
            return Server(front, host, port)
        except OSError:
            continue
    return Server(front, "127.0.0.1", 0)
