"""A PostgreSQL server of a test's own, in a folder that goes with it, for lakes to have their catalogues in."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from time import sleep

import duckdb

from warehouse.errors import LakeUnavailable
from warehouse.extensions import EXTENSIONS, load_extensions
from warehouse.homes import Lake

PROGRAMS = ("initdb", "postgres", "pg_isready", "createdb")
SETTINGS = ("-c", "listen_addresses=", "-c", "fsync=off", "-c", "full_page_writes=off")


def find_program(name: str) -> Path | None:
    """Return a program of PostgreSQL's; Debian keeps most of them beside the server's own, off the path."""
    server = shutil.which("postgres")
    beside = Path(server).resolve().parent if server else None
    found = shutil.which(name) or (shutil.which(name, path=str(beside)) if beside else None)
    return Path(found) if found else None


def find_lack() -> str:
    """Return what a lake lacks here, empty where it lacks nothing."""
    lacking = [name for name in PROGRAMS if find_program(name) is None]
    packages = [f"duckdb_extension_{name}" for name in (*EXTENSIONS, "httpfs")]
    lacking += [name for name in packages if find_spec(name) is None]
    if lacking:
        return f"needs {', '.join(lacking)}"
    try:
        with duckdb.connect() as connection:
            load_extensions(connection, "")
    except LakeUnavailable as error:
        return str(error)
    return ""


class PostgresBox:
    """A server on a socket; it runs as nobody where root, which it refuses, runs the tests."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._user = "nobody" if os.geteuid() == 0 else None
        self._numbers = count()
        if self._user:
            shutil.chown(folder, self._user)
        self._run(
            "initdb", "--auth=trust", "--username=lake", "--encoding=UTF8", "--locale=C", "--no-sync", "-D", "data"
        )
        self._server = self._start("postgres", "-D", "data", "-k", str(folder), *SETTINGS)
        while subprocess.run(
            [str(find_program("pg_isready")), "--quiet", "--host", str(folder)], check=False
        ).returncode:
            assert self._server.poll() is None, (folder / "postgres.log").read_text()
            sleep(0.05)

    def make_lake(self, data: Path) -> Lake:
        """Return a lake that does not exist yet, in a database that does."""
        name = f"lake{next(self._numbers)}"
        self._run("createdb", "--host", str(self.folder), "--username", "lake", name)
        return Lake(data=data, catalogue=f"dbname={name} user=lake host={self.folder}", files=str(data / "lake"))

    def stop(self) -> None:
        """Stop the server at once, whoever is connected."""
        self._server.send_signal(signal.SIGQUIT)
        self._server.wait()

    def _run(self, name: str, *arguments: str) -> None:
        assert self._start(name, *arguments).wait() == 0, (self.folder / f"{name}.log").read_text()

    def _start(self, name: str, *arguments: str) -> subprocess.Popen[bytes]:
        with (self.folder / f"{name}.log").open("ab") as log:
            command = [str(find_program(name)), *arguments]
            return subprocess.Popen(command, cwd=self.folder, user=self._user, stdout=log, stderr=log)


@contextmanager
def run_postgres() -> Iterator[PostgresBox]:
    """Run a server."""
    with TemporaryDirectory(prefix="gapfinder-pg-", ignore_cleanup_errors=True) as folder:
        box = PostgresBox(Path(folder))
        try:
            yield box
        finally:
            box.stop()
