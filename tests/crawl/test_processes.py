"""Crawls in several processes: they end, fail and go on as those in one do."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from time import monotonic, sleep

import pytest

from crawler.errands import Errand
from crawler.fetching.pacing import Paces
from crawler.outcomes import SiteProgress
from crawler.processes import crawl_in_processes
from crawler.run import SiteOutcome, crawl_sites
from crawler.shares import count_cores, share_out
from crawler.sites import Politeness, Site
from tests.crawl.shops import Served, Shop, make_shop_pages, make_site

Serve = Callable[..., Shop]
RECORDS = ("visits", "categories", "products", "product_categories")

DELAY = 0.03
"""Seconds between two requests of a crawl that is started here."""

RUN = """
import json, os, sys
from pathlib import Path
from crawler.errors import Interrupted
from crawler.processes import crawl_in_processes
from crawler.sites import Politeness, Site
from crawler.errands import Errand

task = json.loads(sys.argv[1])
shares = [[Site(name=name, url=url, industry="tools", politeness=Politeness(delay=0.03, allow_private=True))]
          for name, url in task["sites"].items()]
try:
    outcomes = crawl_in_processes(shares, Errand(spool=Path(task["spool"])))
except Interrupted:
    sys.exit(130)
print(json.dumps([[outcome.site, outcome.coverage, outcome.coverage_reason] for outcome in outcomes]))
"""

UNHEARD = """
import logging, os, socket, sys
from multiprocessing import Pipe
from pathlib import Path
from crawler.errands import Errand
from crawler.sites import Site
from crawler.worker import work

near, far = Pipe()
socket.socket(fileno=os.dup(far.fileno())).shutdown(socket.SHUT_RD)
work(near, [Site(name="one", url=sys.argv[1], industry="tools")], Errand(spool=Path(sys.argv[2])), logging.DEBUG)
"""
"""A process whose first one is gone, which it has not heard of yet."""


def start_crawl(spool: Path, **sites: str) -> subprocess.Popen[str]:
    task = json.dumps({"sites": sites, "spool": str(spool)})
    return subprocess.Popen(
        [sys.executable, "-c", RUN, task], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def wait_until(condition: Callable[[], bool], *, seconds: float = 30.0) -> None:
    end = monotonic() + seconds
    while not condition():
        assert monotonic() < end, "it never came to that"
        sleep(0.01)


def list_children(process: subprocess.Popen[str]) -> list[int]:
    """List the processes of a crawl that have begun to work, each in a session of its own."""
    listed = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
    return [int(child) for child in listed if os.getsid(int(child)) == int(child)]


def read_records(spool: Path, outcome: SiteOutcome) -> dict[str, list[dict[str, object]]]:
    def read(name: str) -> list[dict[str, object]]:
        lines = (spool / outcome.crawl_id / f"{name}.jsonl").read_text().splitlines()
        return [json.loads(line) | {"fetched_at": ""} for line in lines]

    return {name: read(name) for name in RECORDS}


def begin_crawl(folder: Path, site: Site) -> None:
    folder.mkdir(parents=True)
    facts = {"name": site.name, "url": site.url, "industry": "", "started_at": "2026-01-01T03:04:05Z"}
    (folder / "site.json").write_text(json.dumps(facts))
    (folder / "journal.jsonl").write_text("{}\n")


def test_sites_in_processes_are_crawled_as_in_one(
    serve: Serve, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    broken = {"/": Served(body=b"<html><h1>Saws", headers={"Content-Type": "text/html"}, cut=True)}
    shops = {"one": serve(make_shop_pages(3)), "two": serve(make_shop_pages(5)), "three": serve(broken)}
    sites = [make_site(shop, name=name) for name, shop in shops.items()]
    told: list[SiteProgress] = []
    for name in ("one", "many"):
        begin_crawl(tmp_path / name / "one-20260101T030405Z-0000", sites[0])
    expected = crawl_sites(sites, spool=tmp_path / "one", progress=lambda _: None)
    shares = [[sites[0], sites[2]], [sites[1]]]
    outcomes = crawl_in_processes(shares, Errand(spool=tmp_path / "many"), progress=told.append)
    found = {outcome.site: outcome for outcome in outcomes}
    assert [outcome.site for outcome in outcomes] == ["one", "three", "two"]
    for other in expected:
        own = found[other.site]
        assert (own.coverage, own.categories, own.products) == (other.coverage, other.categories, other.products)
        assert read_records(tmp_path / "many", own) == read_records(tmp_path / "one", other)
    assert {progress.site for progress in told if progress.done} == set(shops)
    goes_on = "one: goes on with one-20260101T030405Z-0000, which was interrupted after 0 pages"
    assert [message for message in caplog.messages if "goes on" in message] == [goes_on] * 2


SERVED = Served(wait=0.1, headers={"Content-Type": "text/html; charset=utf-8"})


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM], ids=["SIGINT", "SIGTERM"])
def test_a_signal_stops_all_and_the_next_crawl_goes_on(serve: Serve, tmp_path: Path, number: signal.Signals) -> None:
    # slow enough for neither to be done before the other has begun
    pages = {path: replace(SERVED, body=str(body).encode()) for path, body in make_shop_pages(25).items()}
    one, two = serve(pages), serve(pages)
    process = start_crawl(tmp_path, one=one.url, two=two.url)
    wait_until(lambda: min(len(one.asked), len(two.asked)) >= 6)
    process.send_signal(number)
    out, err = process.communicate(timeout=20)
    assert (process.returncode, out) == (130, ""), err
    before = [*one.pages_asked, *two.pages_asked]
    process = start_crawl(tmp_path, one=one.url, two=two.url)
    out, err = process.communicate(timeout=60)
    assert json.loads(out) == [["one", "complete", ""], ["two", "complete", ""]], err
    assert len(list(tmp_path.iterdir())) == 2
    assert len([*one.pages_asked, *two.pages_asked]) - len(set(one.pages_asked)) - len(set(two.pages_asked)) == 0
    assert len(before) < len([*one.pages_asked, *two.pages_asked])


needs_proc = pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="no /proc to find the processes in")


@needs_proc
def test_a_process_that_is_killed_fails_its_own_site_only(serve: Serve, tmp_path: Path) -> None:
    one, two = serve({"*": Served(wait=20)}), serve(make_shop_pages(2))
    process = start_crawl(tmp_path, one=one.url, two=two.url)
    wait_until(lambda: len(one.asked) > 0 and bool(list(tmp_path.glob("two*/manifest.json"))))
    wait_until(lambda: len(list_children(process)) == 1)
    os.kill(list_children(process)[0], signal.SIGKILL)
    out, err = process.communicate(timeout=20)
    reason = "its process was ended by SIGKILL; the next crawl goes on from here"
    assert json.loads(out) == [["one", "failed", reason], ["two", "complete", ""]], err


@needs_proc
def test_processes_do_not_outlive_the_first_one(serve: Serve, tmp_path: Path) -> None:
    one, two = serve({"*": Served(wait=20)}), serve({"*": Served(wait=20)})
    process = start_crawl(tmp_path, one=one.url, two=two.url)
    wait_until(lambda: len(one.asked) > 0 and len(two.asked) > 0)
    children = list_children(process)
    process.kill()
    process.communicate()
    assert len(children) == 2
    wait_until(lambda: not any(_is_running(child) for child in children), seconds=5)


def test_a_process_that_nobody_hears_any_more_says_nothing(serve: Serve, tmp_path: Path) -> None:
    command = [sys.executable, "-c", UNHEARD, serve({"*": Served()}).url, str(tmp_path)]
    ended = subprocess.run(command, check=False, capture_output=True, text=True, timeout=60)
    assert (ended.returncode, ended.stdout, ended.stderr) == (1, "", "")


def _is_running(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def make_sites(**sites: tuple[str, float]) -> list[Site]:
    return [Site(name=name, url=url, politeness=Politeness(delay=delay)) for name, (url, delay) in sites.items()]


@pytest.mark.parametrize(
    ("sites", "most", "expected"),
    [
        pytest.param({}, None, [], id="nothing to crawl"),
        pytest.param({"a": ("http://a.example", 1.0), "b": ("http://b.example", 1.0)}, None, ["ab"], id="at leisure"),
        pytest.param({"a": ("http://a.example", 1.0), "b": ("http://b.example", 1.0)}, 2, ["a", "b"], id="as told"),
        pytest.param({"a": ("http://a.example", 0.0), "b": ("http://a.example/b", 0.0)}, 2, ["ab"], id="one host"),
        pytest.param({"a": ("http://a.example", 0.0), "b": ("http://www.a.example", 0.0)}, 9, ["ab"], id="with www"),
        pytest.param(
            {name: (f"http://{name}.example", 0.0) for name in "abcd"}, 2, ["ac", "bd"], id="two processes for four"
        ),
    ],
)
def test_sites_are_shared_out(sites: dict[str, tuple[str, float]], most: int | None, expected: list[str]) -> None:
    shares = share_out(make_sites(**sites), most=most)
    assert ["".join(site.name for site in share) for share in shares] == expected


def test_sites_in_a_hurry_get_a_core_each() -> None:
    sites = make_sites(**{f"s{number}": (f"http://s{number}.example", 0.0) for number in range(200)})
    assert len(share_out(sites)) == min(200, count_cores())


def test_sites_that_moved_to_one_host_share_its_pace_from_two_processes(serve: Serve, tmp_path: Path) -> None:
    shop = serve(make_shop_pages(3))
    moved = {"/": Served(status=301, headers={"Location": shop.url}), "/robots.txt": Served(status=404)}
    old = [serve(moved, address=f"127.0.0.{number}") for number in (2, 3)]
    process = start_crawl(tmp_path, a=old[0].url, b=old[1].url)
    said, _ = process.communicate(timeout=60)
    assert json.loads(said) == [["a", "complete", ""], ["b", "complete", ""]]
    # on the mean, for a busy machine is late in noting what it was asked
    assert shop.asked[-1][0] - shop.asked[0][0] >= 0.9 * DELAY * (len(shop.asked) - 1)


async def take_turns(folder: Path, *, delay: float, turns: int) -> list[tuple[float, float]]:
    """Ask a host as a process of its own would, and return when each request began and ended."""
    pace = Paces(folder).of_host("shop.example", delay=delay, concurrency=1)
    spans = []
    for _ in range(turns):
        async with pace.take_turn():
            start = monotonic()
            await asyncio.sleep(0.03)
            spans.append((start, monotonic()))
    return spans


def test_turns_in_a_file_are_taken_one_after_another_at_the_longest_delay(tmp_path: Path) -> None:
    async def ask() -> list[list[tuple[float, float]]]:
        return await asyncio.gather(*(take_turns(tmp_path, delay=delay, turns=4) for delay in (0.02, 0.06)))

    quick, slow = asyncio.run(ask())
    spans = sorted([*quick, *slow])
    assert all(ended <= began for (_, ended), (began, _) in pairwise(spans))
    starts = [start for start, _ in spans if start >= slow[0][0]]
    assert min(later - sooner for sooner, later in pairwise(starts)) >= 0.055
