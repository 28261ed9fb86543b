"""An object store on loopback that speaks as much of S3 as DuckDB asks for: objects are put, and read in parts."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

KEY = "key"


class ObjectStore(ThreadingHTTPServer):
    """Keeps objects by their path. It answers whoever signs with its key; whether they know the secret, it trusts."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Exchange)
        self.objects: dict[str, bytes] = {}

    @property
    def endpoint(self) -> str:
        return f"127.0.0.1:{self.server_port}"


class Exchange(BaseHTTPRequestHandler):
    """Answers one request."""

    protocol_version = "HTTP/1.1"
    server: ObjectStore

    def do_PUT(self) -> None:
        self.server.objects[self.path] = self.rfile.read(int(self.headers["Content-Length"]))
        self.answer(200, b"")

    def do_GET(self) -> None:
        content = self.server.objects.get(self.path, b"")
        asked = re.fullmatch(r"bytes=(\d+)-(\d+)", self.headers.get("Range", ""))
        if f"Credential={KEY}/" not in self.headers.get("Authorization", ""):
            self.answer(403, b"")
        elif not content or not asked:
            self.answer(200 if content else 404, content)
        else:
            first, last = int(asked[1]), int(asked[2])
            self.answer(206, content[first : last + 1], f"bytes {first}-{last}/{len(content)}")

    do_HEAD = do_GET  # noqa: N815 - the name that http.server looks for

    def answer(self, status: int, content: bytes, span: str = "") -> None:
        self.send_response(status)
        told = {"Content-Length": str(len(content)), "ETag": '"one"', "Last-Modified": formatdate(usegmt=True)}
        for name, value in (told | ({"Content-Range": span} if span else {})).items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def serve_objects() -> Iterator[ObjectStore]:
    """Run a store."""
    with ObjectStore() as store:
        thread = threading.Thread(target=store.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield store
        finally:
            store.shutdown()
            thread.join()
