from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

import pytest

from crawler.sites import Site
from gapfinder.choice import choose_sites, drop_fresh, read_hosts
from gapfinder.engagement import Engagement, load_engagement
from gapfinder.errors import GapfinderError, UsageError
from gapfinder.folder_lock import FolderLockedError, is_locked, lock_folder
from gapfinder.loading import load_crawls
from warehouse.query import open_published

NOW = datetime(2026, 3, 10, 12, tzinfo=UTC)
FILES = ("visits.jsonl", "categories.jsonl", "products.jsonl", "product_categories.jsonl")
CASE = """
name = "case"
[prospect]
name = "acme"
url = "https://acme.example/"
[[competitors]]
name = "boltco"
url = "https://boltco.example/"
[[references]]
name = "outdoor"
url = "https://outdoor.example/"
industry = "outdoor retail"
"""


@pytest.fixture
def case(tmp_path: Path) -> Engagement:
    (tmp_path / "engagement.toml").write_text(CASE, encoding="utf-8")
    return load_engagement(tmp_path / "engagement.toml")


def spool_crawl(case: Engagement, site: str, *, coverage: str = "complete", age: timedelta = timedelta(0)) -> Path:
    """Write a closed spool folder of an empty catalogue, crawled `age` before NOW."""
    moment = (NOW - age).strftime("%Y-%m-%dT%H:%M:%SZ")
    folder = case.data / "spool" / f"{site}-{moment.replace('-', '').replace(':', '')}-0001"
    folder.mkdir(parents=True)
    for name in FILES:
        (folder / name).touch()
    manifest = {
        "format": 1,
        "crawl_id": folder.name,
        "site": site,
        "url": f"https://{site}.example/",
        "industry": "",
        "platform": None,
        "started_at": moment,
        "finished_at": moment,
        "outcome": "finished",
        "coverage": coverage,
        "coverage_reason": "",
        **dict.fromkeys(("requests", "responses", "errors", "bytes", "categories", "products", "refusals"), 0),
        "robots": "allowed",
        "delay": 1.0,
        "files": {name: {"rows": 0, "bytes": 0, "sha256": sha256().hexdigest()} for name in FILES},
    }
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("names", "chosen"),
    [((), ["acme", "boltco", "outdoor"]), (("outdoor", "acme"), ["acme", "outdoor"]), (("boltco",) * 2, ["boltco"])],
)
def test_named_sites_are_chosen(case: Engagement, names: tuple[str, ...], chosen: list[str]) -> None:
    assert [site.name for site in choose_sites(case, names)] == chosen


def test_unknown_site_is_told_with_the_known_ones(case: Engagement) -> None:
    with pytest.raises(UsageError) as caught:
        choose_sites(case, ["boltcp"])
    assert str(caught.value) == 'no site "boltcp" in case; its sites are acme, boltco, outdoor'


def test_nothing_is_fresh_before_the_first_crawl(case: Engagement) -> None:
    sites = choose_sites(case)
    assert drop_fresh(sites, case.data, since=NOW - timedelta(days=9)) == sites


@pytest.mark.parametrize(
    ("coverage", "age", "fresh"),
    [
        ("complete", timedelta(hours=23), True),
        ("capped", timedelta(hours=24), True),
        ("complete", timedelta(hours=24, seconds=1), False),
        ("blocked", timedelta(hours=1), False),
        ("failed", timedelta(hours=1), False),
    ],
)
def test_sites_observed_lately_are_dropped(case: Engagement, coverage: str, age: timedelta, fresh: bool) -> None:
    spool_crawl(case, "acme", coverage=coverage, age=age)
    assert load_crawls(case) == {}
    left = [site.name for site in drop_fresh(choose_sites(case), case.data, since=NOW - timedelta(days=1))]
    assert left == ["boltco", "outdoor"] if fresh else ["acme", "boltco", "outdoor"]


def test_site_that_moved_is_not_fresh(case: Engagement) -> None:
    spool_crawl(case, "acme")
    load_crawls(case)
    moved = Site(name="acme", url="https://shop.acme.example/")
    assert drop_fresh([moved], case.data, since=NOW - timedelta(days=1)) == [moved]


def test_hosts_of_sites_that_were_crawled(case: Engagement) -> None:
    assert read_hosts(case.data) == {}
    spool_crawl(case, "acme")
    load_crawls(case)
    assert read_hosts(case.data) == {"acme": "acme.example"}


def test_loading_notes_members_and_publishes(case: Engagement) -> None:
    load_crawls(case)
    with open_published(case.data) as published:
        rows = published.execute("select engagement, site, role, industry from engagements order by all").fetchall()
    assert rows == [
        ("case", "acme", "prospect", ""),
        ("case", "boltco", "competitor", ""),
        ("case", "outdoor", "reference", "outdoor retail"),
    ]


def test_crawl_that_was_cut_short_is_told_and_stays(case: Engagement) -> None:
    folder = spool_crawl(case, "acme")
    (folder / "products.jsonl").write_text("{}\n", encoding="utf-8")
    spool_crawl(case, "boltco")
    refusals = load_crawls(case)
    assert list(refusals) == [folder.name]
    assert folder.exists()
    assert not (case.data / "spool" / f"boltco{folder.name.removeprefix('acme')}").exists()


HOLD = "import sys; from pathlib import Path; from gapfinder.folder_lock import lock_folder\n"
HOLD += "with lock_folder(Path(sys.argv[1])): print('held', flush=True); sys.stdin.read()"


@pytest.fixture
def holder(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process that holds the folder."""
    arguments = [sys.executable, "-c", HOLD, str(tmp_path)]
    with subprocess.Popen(arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        yield process
        process.kill()


def test_second_crawl_is_refused_until_the_first_ends(tmp_path: Path, holder: subprocess.Popen[str]) -> None:
    with pytest.raises(FolderLockedError) as caught, lock_folder(tmp_path):
        pass
    assert str(caught.value) == f"{tmp_path}: another crawl is running here (process {holder.pid})"
    assert is_locked(tmp_path)
    holder.kill()
    holder.wait()
    assert not is_locked(tmp_path)
    with lock_folder(tmp_path):
        pass


def test_folder_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(GapfinderError, match="cannot be written"), lock_folder(tmp_path / "file" / "data"):
        pass


def test_lock_that_the_disk_does_not_take(tmp_path: Path) -> None:
    (tmp_path / "crawl.lock").symlink_to("/dev/full")
    with pytest.raises(GapfinderError, match=r"crawl\.lock: cannot be written"), lock_folder(tmp_path):
        pass
