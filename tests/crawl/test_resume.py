"""Crawls that are stopped, killed or run out of disk, and go on."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from time import monotonic, sleep

import pytest

from crawler.errors import SpoolUnwritable
from crawler.run import SiteOutcome, crawl_sites
from crawler.spooling.journal import Journal, read_journal
from tests.crawl.shops import Served, Shop, make_shop_pages, make_site
from warehouse.manifest import read_manifest

Serve = Callable[..., Shop]
RECORDS = ("categories", "products", "product_categories")

RUN = """
import json, resource, sys
from pathlib import Path
from crawler.errors import Interrupted
from crawler.recalling.memories import Memories
from crawler.run import crawl_sites
from crawler.sites import Politeness, Site

task = json.loads(sys.argv[1])
if task["most"]:
    resource.setrlimit(resource.RLIMIT_FSIZE, (task["most"], task["most"]))
sites = [Site(name=name, url=url, industry="tools", politeness=Politeness(**task["politeness"]))
         for name, url in task["sites"].items()]
memories = Memories(folder=Path(task["memory"])) if task["memory"] else None
try:
    outcomes = crawl_sites(sites, spool=Path(task["spool"]), memories=memories)
except Interrupted:
    sys.exit(130)
print(json.dumps([[outcome.site, outcome.coverage, outcome.coverage_reason] for outcome in outcomes]))
"""


def start_crawl(
    spool: Path, sites: dict[str, str], *, most: int = 0, memory: str = "", **politeness: float
) -> subprocess.Popen[str]:
    manners = {"delay": 0.03, "allow_private": True} | politeness
    task = {"sites": sites, "politeness": manners, "spool": str(spool), "most": most, "memory": memory}
    return subprocess.Popen(
        [sys.executable, "-c", RUN, json.dumps(task)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def wait_until(condition: Callable[[], bool], *, seconds: float = 20.0) -> None:
    end = monotonic() + seconds
    while not condition():
        assert monotonic() < end, "it never came to that"
        sleep(0.01)


def read_records(spool: Path, crawl_id: str) -> dict[str, list[str]]:
    return {
        name: sorted(
            line.replace(crawl_id, "") for line in (spool / crawl_id / f"{name}.jsonl").read_text().splitlines()
        )
        for name in RECORDS
    }


@pytest.mark.parametrize(
    "number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL], ids=["SIGINT", "SIGTERM", "SIGKILL"]
)
def test_a_stopped_crawl_goes_on_and_asks_nothing_twice(serve: Serve, tmp_path: Path, number: signal.Signals) -> None:
    shop = serve(make_shop_pages(8))
    whole = crawl_sites([make_site(shop)], spool=tmp_path / "whole")[0]
    expected = Counter(shop.paths)
    shop.asked.clear()

    process = start_crawl(tmp_path / "spool", {"shop": shop.url})
    wait_until(lambda: len(shop.asked) >= 9)
    began = monotonic()
    process.send_signal(number)
    out, err = process.communicate(timeout=20)
    assert monotonic() - began < 6
    assert process.returncode == (-9 if number == signal.SIGKILL else 130), err
    assert out == ""
    before = list(shop.paths)
    assert len(before) < expected.total()

    resumed = crawl_sites([make_site(shop)], spool=tmp_path / "spool")[0]
    assert len(list((tmp_path / "spool").iterdir())) == 1
    assert resumed.coverage == "complete"
    assert read_records(tmp_path / "spool", resumed.crawl_id) == read_records(tmp_path / "whole", whole.crawl_id)
    # the one request that was under way when the process was killed has brought nothing
    under_way = {before[-1]: 1} if number == signal.SIGKILL else {}
    twice = Counter(shop.paths) - expected
    assert twice - Counter({"/robots.txt": 1} | under_way) == Counter()
    manifest = read_manifest(tmp_path / "spool" / resumed.crawl_id)
    assert manifest.crawl["requests"] >= len(shop.asked) - 2


def test_a_crawl_in_a_long_wait_stops_at_once(serve: Serve, tmp_path: Path) -> None:
    shop = serve(make_shop_pages(2) | {"/robots.txt": "User-agent: *\nCrawl-delay: 60\n"})
    process = start_crawl(tmp_path / "spool", {"shop": shop.url})
    wait_until(lambda: len(shop.asked) >= 1)
    sleep(0.3)
    began = monotonic()
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=20)
    assert (process.returncode, monotonic() - began < 6) == (130, True)


def test_a_second_signal_kills(serve: Serve, tmp_path: Path) -> None:
    shop = serve({"/robots.txt": Served(wait=30)})
    process = start_crawl(tmp_path / "spool", {"shop": shop.url})
    wait_until(lambda: len(shop.asked) >= 1)
    process.send_signal(signal.SIGINT)
    sleep(0.3)
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=3)
    assert process.returncode == -signal.SIGINT


def open_crawl(serve: Serve, spool: Path) -> tuple[Shop, Path]:
    """Crawl part of a shop and leave its folder open."""
    shop = serve(make_shop_pages(6))
    process = start_crawl(spool, {"shop": shop.url})
    wait_until(lambda: len(shop.asked) >= 8)
    process.kill()
    process.communicate()
    (folder,) = spool.iterdir()
    return shop, folder


TEAR = b"{}\n[]\nnot json\n" + b"\x00" * 50 + b'\n{"answer": {}}\n{"answer": {"link": {"url": "http'


def test_a_torn_journal_costs_its_torn_lines_only(serve: Serve, tmp_path: Path) -> None:
    shop, folder = open_crawl(serve, tmp_path / "spool")
    with (folder / "journal.jsonl").open("ab") as journal:
        journal.write(TEAR)
    shop.asked.clear()
    outcome = crawl_sites([make_site(shop)], spool=tmp_path / "spool")[0]
    assert (outcome.crawl_id, outcome.coverage, outcome.products) == (folder.name, "complete", 12)
    assert max(Counter(shop.paths).values()) == 1
    assert len(shop.asked) < 14


def test_an_open_folder_is_thrown_away_on_demand(serve: Serve, tmp_path: Path) -> None:
    shop, folder = open_crawl(serve, tmp_path / "spool")
    outcome = crawl_sites([make_site(shop)], spool=tmp_path / "spool", resume=False)[0]
    assert outcome.crawl_id != folder.name
    assert [path.name for path in (tmp_path / "spool").iterdir()] == [outcome.crawl_id]


def test_an_open_folder_of_another_url_is_not_gone_on_with(serve: Serve, tmp_path: Path) -> None:
    _, folder = open_crawl(serve, tmp_path / "spool")
    other = serve(make_shop_pages(1))
    assert crawl_sites([make_site(other)], spool=tmp_path / "spool")[0].crawl_id != folder.name


def test_a_full_disk_ends_one_crawl_and_leaves_its_folder(serve: Serve, tmp_path: Path) -> None:
    """A limit on the size of files stands for the disk: writes beyond it fail as on a full one."""
    large, small = serve(make_shop_pages(12)), serve(make_shop_pages(1))
    spool = tmp_path / "spool"
    whole = crawl_sites([make_site(small, name="small")], spool=tmp_path / "other")[0]
    most = max(path.stat().st_size for path in (tmp_path / "other" / whole.crawl_id).iterdir()) + 40_000
    process = start_crawl(spool, {"large": large.url, "small": small.url}, delay=0.0, most=most)
    out, err = process.communicate(timeout=30)
    assert process.returncode == 0, err
    outcomes = {site: (coverage, reason) for site, coverage, reason in json.loads(out)}
    assert outcomes["small"][0] == "complete"
    assert outcomes["large"][0] == "failed"
    assert "cannot be written: File too large" in outcomes["large"][1]

    asked = set(large.paths)
    large.asked.clear()
    done = crawl_sites([make_site(large, name="large")], spool=spool)[0]
    assert (done.coverage, done.products) == ("complete", 24)
    assert len(asked & set(large.paths)) <= 2


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_a_journal_on_a_full_disk_says_so(tmp_path: Path) -> None:
    (tmp_path / "journal.jsonl").symlink_to("/dev/full")
    journal = Journal(tmp_path / "journal.jsonl")
    with pytest.raises(SpoolUnwritable, match="No space left on device"):
        journal.append({"answer": 1})
    with suppress(SpoolUnwritable):
        journal.close()


def test_a_spool_that_cannot_be_made_fails_its_sites_only(serve: Serve, tmp_path: Path) -> None:
    (tmp_path / "spool").write_text("in the way")
    outcome = crawl_sites([make_site(serve({}))], spool=tmp_path / "spool")[0]
    assert asdict(outcome) | {"coverage_reason": ""} == asdict(SiteOutcome(site="shop", crawl_id="", coverage="failed"))
    assert "cannot be written" in outcome.coverage_reason


def test_a_journal_is_read_as_it_was_written(tmp_path: Path) -> None:
    path = tmp_path / "journal.jsonl"
    records = [{"number": number, "text": "ä\ud800\n" * number} for number in range(50)]
    with Journal(path) as journal:
        for record in records[:25]:
            journal.append(record)
    with path.open("ab") as file:
        file.write(os.urandom(100_000).replace(b"\n", b""))
    with Journal(path) as journal:
        for record in records[25:]:
            journal.append(record)
    assert [record["number"] for record in read_journal(path)] == list(range(50))
