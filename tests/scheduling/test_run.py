"""Runs that nobody watches, of shops on loopback, as processes of their own."""

from __future__ import annotations

import json
import os
import pty
import re
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path
from time import monotonic, sleep

import pytest
from click.testing import CliRunner, Result

from gapfinder.cli.main import gapfinder
from gapfinder.folder_lock import lock_folder
from tests.crawl.shops import Served, Shop, make_shop_pages
from warehouse.query import open_published

RUN = [sys.executable, "-P", "-m", "gapfinder", "run"]
BARE = {"PATH": "/usr/bin:/bin", "HOME": "/", "LOGNAME": "nobody", "SHELL": "/bin/sh"}
SUMMARY = re.compile(r"gapfinder case: (.*) in \d+ min(.*); log (.*)\n")


@pytest.fixture
def shop() -> Iterator[Shop]:
    shop = Shop(make_shop_pages(2))
    shop.start()
    yield shop
    shop.stop()


@pytest.fixture
def write_case(tmp_path: Path) -> Callable[..., Path]:
    def write(*urls: str) -> Path:
        tables = [f'[[competitors]]\nname = "shop{number}"\nurl = "{url}"\n' for number, url in enumerate(urls)]
        tables[0] = tables[0].replace("[[competitors]]", "[prospect]")
        path = tmp_path / "engagement.toml"
        manners = "[crawl]\nallow_private = true\ndelay = 0\ntimeout = 5\n"
        path.write_text('name = "case"\n' + "".join(tables) + manners, encoding="utf-8")
        return path

    return write


def run(case: Path, *arguments: object, **options: object) -> subprocess.CompletedProcess[str]:
    command = [*RUN, "--engagement", str(case), *map(str, arguments)]
    return subprocess.run(
        command, capture_output=True, text=True, stdin=subprocess.DEVNULL, env=BARE, cwd="/", check=False, **options
    )  # type: ignore[call-overload, no-any-return]


def call(case: Path, *arguments: object) -> Result:
    return CliRunner().invoke(gapfinder, ["run", "--engagement", str(case), *map(str, arguments)])


def test_a_run_says_one_line(shop: Shop, write_case: Callable[..., Path]) -> None:
    case = write_case(shop.url)
    done = run(case)
    log = case.parent / "data" / "logs" / "run.log"
    assert (done.returncode, done.stderr) == (0, "")
    told = SUMMARY.fullmatch(done.stdout)
    assert told
    assert told.groups() == ("1 site crawled (1 complete)", "", str(log))
    with open_published(case.parent / "data") as published:
        assert published.execute("select coverage, products from sites").fetchall() == [("complete", 4)]
    lines = log.read_text().splitlines()
    assert all(re.match(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ (INFO|WARNING) ", line) for line in lines), lines
    assert lines[-1].endswith(done.stdout.rstrip("\n"))

    asked = len(shop.asked)
    quiet = run(case, "--max-age", "1h", "--quiet")
    assert (quiet.returncode, quiet.stdout, quiet.stderr) == (0, "", "")
    assert len(shop.asked) == asked
    assert (
        log.read_text()
        .splitlines()[-1]
        .endswith(f"0 sites crawled in 0 min; 1 left out, observed recently enough; log {log}")
    )


@pytest.mark.skipif(find_spec("distributed") is None, reason="Dask is not installed: gapfinder[distributed]")
def test_a_run_on_an_engine(shop: Shop, write_case: Callable[..., Path]) -> None:
    case = write_case(shop.url)
    done = run(case, "--engine", "dask")
    assert (done.returncode, done.stderr) == (0, "")
    told = SUMMARY.fullmatch(done.stdout)
    assert told
    assert told[1] == "1 site crawled (1 complete)"
    command = [sys.executable, "-P", "-m", "gapfinder", "crawl", "--engine", "dask", "--engagement", str(case)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    # what scheduler and workers say to each other is nobody's business
    assert re.fullmatch(r"\S+Z shop0: .*, done: complete\n", done.stderr)


def test_a_run_says_what_was_not_observed(shop: Shop, write_case: Callable[..., Path]) -> None:
    walled = Shop({"*": Served(status=403, body=b"no")})
    walled.start()
    case = write_case(shop.url, walled.url.replace("127.0.0.1", "127.0.0.2"), "http://127.0.0.1:9/")
    try:
        done = run(case, "--quiet")
    finally:
        walled.stop()
    told = SUMMARY.fullmatch(done.stdout)
    assert (done.returncode, done.stderr) == (3, "")
    assert told
    assert told[1].startswith("3 sites crawled (1 complete, ")
    assert re.fullmatch(r"; 2 NOT OBSERVED \(shop1 \w+: .*, shop2 unreachable: .*\)", told[2]), told[2]


def test_a_run_finds_another_at_work(shop: Shop, write_case: Callable[..., Path]) -> None:
    case = write_case(shop.url)
    with lock_folder(case.parent / "data"):
        done, quiet = call(case), call(case, "--quiet")
    assert (done.exit_code, done.stdout) == (4, "")
    assert re.fullmatch(r"gapfinder: .*: another crawl is running here \(process \d+\)\n", done.stderr)
    assert (quiet.exit_code, quiet.stdout, quiet.stderr) == (4, "", "")
    assert not (case.parent / "data" / "logs").exists()
    assert shop.asked == []


def test_the_log_is_set_aside_as_it_grows(shop: Shop, write_case: Callable[..., Path]) -> None:
    case = write_case(shop.url)
    log = case.parent / "deep" / "own.log"
    assert run(case, "--log", log, "--log-size", "100", "--log-count", "1").returncode == 0
    assert sorted(path.name for path in log.parent.iterdir()) == ["own.log", "own.log.1"]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_the_wait_at_once(number: int, shop: Shop, write_case: Callable[..., Path]) -> None:
    case = write_case(shop.url)
    command = [*RUN, "--engagement", str(case), "--jitter", "1000h"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL) as process:
        wait_for_sleep(process.pid)
        began = monotonic()
        process.send_signal(number)
        out, err = process.communicate(timeout=20)
    assert monotonic() - began < 5
    assert (process.returncode, out, err) == (130, b"", b"gapfinder: interrupted before the crawl began\n")
    assert shop.asked == []
    assert not (case.parent / "data").exists()


def wait_for_sleep(process: int) -> None:
    """Wait until a process catches SIGTERM, which it does from the moment at which it waits."""
    end = monotonic() + 30
    while monotonic() < end:
        status = Path(f"/proc/{process}/status").read_text()
        caught = int(re.search(r"SigCgt:\s*([0-9a-f]+)", status)[1], 16)  # type: ignore[index]
        if caught >> (signal.SIGTERM - 1) & 1:
            sleep(0.2)
            return
        sleep(0.05)
    raise AssertionError("it never waited")


def test_nobody_waits_on_a_terminal(shop: Shop, write_case: Callable[..., Path]) -> None:
    case = write_case(shop.url)
    terminal, child = pty.openpty()
    command = [*RUN, "--engagement", str(case), "--jitter", "1000h"]
    done = subprocess.run(command, stdin=child, capture_output=True, timeout=60, check=False)
    os.close(child)
    os.close(terminal)
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.parametrize(
    ("arguments", "exit_code", "told"),
    [
        (("--engagement", "missing.toml"), 2, "gapfinder: missing.toml: cannot be read: No such file or directory\n"),
        (("--jitter", "soon"), 2, "Error: Invalid value for '--jitter': 'soon' is no age"),
        (("--log-size", "0"), 2, "Error: Invalid value for '--log-size': '0' is no size"),
        (("--log", "/dev/null/x.log"), 1, "gapfinder: /dev/null/x.log: cannot be written: File exists\n"),
        (("nowhere",), 2, 'gapfinder: no site "nowhere" in case; its sites are shop0\n'),
    ],
)
def test_a_run_fails_in_one_line(
    arguments: tuple[str, ...], exit_code: int, told: str, shop: Shop, write_case: Callable[..., Path]
) -> None:
    done = call(write_case(shop.url), *arguments)
    assert (done.exit_code, done.stdout) == (exit_code, "")
    assert told in done.stderr
    assert shop.asked == []


def test_what_ends_a_run_is_logged(shop: Shop, write_case: Callable[..., Path]) -> None:
    case = write_case(shop.url)
    data = case.parent / "data"
    (data / "store.duckdb").parent.mkdir()
    (data / "store.duckdb").write_bytes(b"gone")
    done = run(case)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (1, "", 1)
    assert "ERROR the run failed" in (data / "logs" / "run.log").read_text()


def test_a_hostile_site_writes_no_lines_of_its_own(write_case: Callable[..., Path]) -> None:
    evil = "x\x1b[2J\nERROR forged\r\n"
    shop = Shop({"/": Served(status=301, headers={"Location": "/a" * 10}), "*": Served(status=503, body=evil.encode())})
    shop.start()
    case = write_case(shop.url)
    try:
        done = run(case)
    finally:
        shop.stop()
    assert (done.returncode, done.stderr, done.stdout.count("\n")) == (3, "", 1)
    log = (case.parent / "data" / "logs" / "run.log").read_text()
    assert "\x1b" not in log + json.dumps(done.stdout)
    assert not any(line.startswith("ERROR forged") for line in log.splitlines())


def test_a_run_that_is_ended_goes_on_with_the_next(write_case: Callable[..., Path]) -> None:
    shop = Shop(make_shop_pages(9))
    shop.start()
    case = write_case(shop.url)
    case.write_text(case.read_text().replace("delay = 0", "delay = 0.3"))
    command = [*RUN, "--engagement", str(case)]
    try:
        with subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL
        ) as process:
            while len(shop.asked) < 4 and process.poll() is None:
                sleep(0.02)
            process.terminate()
            out, err = process.communicate(timeout=60)
        case.write_text(case.read_text().replace("delay = 0.3", "delay = 0"))
        told = CliRunner().invoke(gapfinder, ["status", "--engagement", str(case)])
        done = run(case)
    finally:
        shop.stop()
    assert (process.returncode, out) == (130, b"")
    assert err == b"gapfinder: interrupted; the next crawl goes on from here\n"
    assert "  shop0: a crawl was interrupted: `gapfinder crawl` resumes it (shop0-" in told.stdout
    assert (done.returncode, done.stdout.startswith("gapfinder case: 1 site crawled (1 complete) in ")) == (0, True)
    log = (case.parent / "data" / "logs" / "run.log").read_text()
    assert "WARNING interrupted; the next crawl goes on from here\n" in log
