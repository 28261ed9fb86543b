"""Crawls on workers of Dask that are started for them: they end, fail and go on as those in processes do."""

from __future__ import annotations

import fcntl
import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from crawler.distributing.engines import Engine, read_engine
from crawler.distributing.run import crawl_on_engine
from crawler.distributing.task import FolderUnseen, Task, crawl_task
from crawler.errands import Errand
from crawler.errors import EngineUnreachable
from crawler.run import crawl_sites
from crawler.spooling.closed import list_closed, list_closed_names
from tests.crawl.dask_runs import list_workers, make_slow_pages, needs_dask, needs_proc, start_crawl
from tests.crawl.shops import Shop, make_shop_pages, make_site
from tests.crawl.test_processes import read_records, wait_until

Serve = Callable[..., Shop]

GOES_ON = re.compile(r"((one|two): goes on with .*, which was interrupted after \d+ pages\n){2}")


@needs_dask
def test_sites_on_an_engine_are_crawled_as_in_one_process(serve: Serve, tmp_path: Path) -> None:
    shops = {"one": serve(make_shop_pages(3)), "two": serve(make_shop_pages(5)), "three": serve({})}
    sites = [make_site(shop, name=name) for name, shop in shops.items()]
    expected = crawl_sites(sites, spool=tmp_path / "one" / "spool")
    many = tmp_path / "many" / "spool"
    process = start_crawl(many, *({name: shop.url} for name, shop in shops.items()))
    out, err = process.communicate(timeout=120)
    assert json.loads(out) == [[own.site, own.coverage, own.coverage_reason] for own in expected], err
    assert err == ""
    found = {outcome.site: outcome for outcome in list_closed(many, sites, known=frozenset())}
    for own in expected:
        other = found[own.site]
        assert replace(other, crawl_id="") == replace(own, crawl_id="")
        assert read_records(many, other) == read_records(tmp_path / "one" / "spool", own)
    assert sorted(path.name for path in many.parent.iterdir()) == ["m", "spool"]
    assert sorted(path.name for path in (many.parent / "m").iterdir()) == ["one.sqlite", "three.sqlite", "two.sqlite"]


@needs_dask
@needs_proc
def test_signals_stop_all_and_the_next_crawl_goes_on(serve: Serve, tmp_path: Path) -> None:
    one, two = serve(make_slow_pages(25)), serve(make_slow_pages(25))
    shares = ({"one": one.url}, {"two": two.url})
    # the second is Ctrl-C, which a terminal sends to all that is in the foreground
    for send, number in ((os.kill, signal.SIGTERM), (os.killpg, signal.SIGINT)):
        before = len(one.asked), len(two.asked)
        process = start_crawl(tmp_path / "spool", *shares)
        wait_until(lambda: len(one.asked) >= before[0] + 6 and len(two.asked) >= before[1] + 6, seconds=60)  # noqa: B023
        send(process.pid, number)
        out, err = process.communicate(timeout=30)
        assert (process.returncode, out) == (130, "")
        assert not err if number == signal.SIGTERM else GOES_ON.fullmatch(err)
    for name, shop in (("one", one), ("two", two)):
        (outcome,) = crawl_sites([make_site(shop, name=name)], spool=tmp_path / "spool")
        assert outcome.coverage == "complete"
    assert len(list((tmp_path / "spool").iterdir())) == 2
    for shop in (one, two):
        assert len(shop.pages_asked) == len(set(shop.pages_asked))


@needs_dask
@needs_proc
def test_a_site_whose_worker_is_killed_goes_on_from_its_journal(serve: Serve, tmp_path: Path) -> None:
    one, two = serve(make_slow_pages(25)), serve(make_slow_pages(25))
    # anew, and what is begun anew goes on all the same
    process = start_crawl(tmp_path / "spool", {"one": one.url}, {"two": two.url}, resume=False)
    wait_until(lambda: min(len(one.asked), len(two.asked)) >= 8 and len(list_workers(process)) == 2, seconds=60)
    os.kill(list_workers(process)[0], signal.SIGKILL)
    out, err = process.communicate(timeout=120)
    assert json.loads(out) == [["one", "complete", ""], ["two", "complete", ""]], err
    assert len(list((tmp_path / "spool").iterdir())) == 2
    # what was under way as the worker died is asked for again, and no more than that
    assert max(len(shop.pages_asked) - len(set(shop.pages_asked)) for shop in (one, two)) <= 2


@needs_dask
def test_a_scheduler_that_does_not_answer_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("crawler.distributing.engines.PATIENCE", 0.5)
    sites = [make_site("http://127.0.0.1:9/")]
    with pytest.raises(EngineUnreachable, match=r"no scheduler answers at tcp://127\.0\.0\.1:9"):
        crawl_on_engine(Engine(address="tcp://127.0.0.1:9"), [sites], Errand(spool=tmp_path / "spool"))


def test_a_worker_that_does_not_see_the_data_folder_says_so(tmp_path: Path) -> None:
    sites = [make_site("http://127.0.0.1:9/")]
    task = Task(
        run="gapfinder-0",
        folder=tmp_path / "run-0",
        sites=sites,
        errand=Errand(spool=tmp_path / "spool"),
        known=frozenset(),
        log_level=30,
    )
    with pytest.raises(FolderUnseen, match=r"^the worker on \S+ does not see \S+run-0: it needs the same data folder$"):
        crawl_task(task)


@pytest.mark.parametrize("text", ["", "ray", "dask://", "dask://hive", "dask:hive:1", "http://hive:80", "dask://a b:1"])
def test_what_is_no_engine_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is no engine: dask, or a scheduler as dask://HOST:PORT"):
        read_engine(text)


ENGAGEMENT = """
name = "Acme"
[prospect]
name = "acme"
url = "{}"
industry = "tools"
allow_private = true
delay = 0
"""


def run_command(folder: Path, *options: str, environment: dict[str, str]) -> tuple[int, str, str]:
    command = [sys.executable, "-m", "gapfinder", "crawl", *options, "--data", str(folder / "data")]
    done = subprocess.run(
        [*command, "--engagement", str(folder / "engagement.toml")],
        env=os.environ | environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    return done.returncode, done.stdout, done.stderr


def test_without_dask_the_command_says_what_to_install(tmp_path: Path) -> None:
    (tmp_path / "engagement.toml").write_text(ENGAGEMENT.format("http://127.0.0.1:9/"))
    (tmp_path / "hidden" / "distributed").mkdir(parents=True)
    (tmp_path / "hidden" / "distributed" / "__init__.py").write_text("raise ImportError('not here')")
    path = os.pathsep.join([str(tmp_path / "hidden"), str(Path.cwd()), os.environ.get("PYTHONPATH", "")])
    result = run_command(tmp_path, "--engine", "dask", environment={"PYTHONPATH": path, "PYTHONSAFEPATH": "1"})
    assert result == (2, "", "gapfinder: --engine dask needs Dask: pip install 'gapfinder[distributed]'\n")
    assert not (tmp_path / "data").exists()


def test_a_folder_that_another_process_holds_is_waited_for(
    serve: Serve, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("crawler.spooling.holding.PATIENCE", 0.3)
    sites = [make_site(serve(make_shop_pages(1)))]
    folder = tmp_path / "shop-20260101T000000Z-0000"
    folder.mkdir()
    facts = {"name": "shop", "url": sites[0].url, "industry": "tools", "started_at": "2026-01-01T00:00:00Z"}
    (folder / "site.json").write_text(json.dumps(facts))
    with (folder / "site.json").open("r+") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        for resume in (True, False):
            (outcome,) = crawl_sites(sites, spool=tmp_path, resume=resume)
            assert (outcome.coverage, outcome.coverage_reason) == (
                "failed",
                f"{folder}: another process still writes here",
            )
    (outcome,) = crawl_sites(sites, spool=tmp_path)
    assert (outcome.crawl_id, outcome.coverage) == (folder.name, "complete")
    assert list_closed_names(tmp_path, sites) == {folder.name}
    assert list(list_closed(tmp_path, sites, known=frozenset())) == [outcome]
    assert not list(list_closed(tmp_path, sites, known=frozenset({folder.name})))
    # it may be loaded while others are still crawled
    (tmp_path / "loaded").mkdir()
    folder.rename(tmp_path / "loaded" / folder.name)
    assert list(list_closed(tmp_path, sites, known=frozenset())) == [outcome]
