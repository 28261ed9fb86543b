"""Crawls on a real cluster of Dask: they end, fail and go on as those in processes do."""

from __future__ import annotations

import fcntl
import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path

import pytest

from crawler.distributing.engines import Engine, read_engine
from crawler.distributing.run import crawl_on_engine
from crawler.distributing.task import FolderUnseen, Task, crawl_task
from crawler.errands import Errand
from crawler.errors import EngineUnreachable
from crawler.run import crawl_sites
from crawler.spooling.closed import list_closed, list_closed_names
from tests.crawl.shops import Served, Shop, make_shop_pages, make_site
from tests.crawl.test_processes import read_records, wait_until

Serve = Callable[..., Shop]

needs_dask = pytest.mark.skipif(
    find_spec("distributed") is None,
    reason="Dask is not installed: pip install 'gapfinder[distributed]'",
)
needs_proc = pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="no /proc to find the processes in")

RUN = """
import json, sys
from pathlib import Path
from crawler.distributing.engines import read_engine
from crawler.distributing.run import crawl_on_engine
from crawler.distributing.task import FolderUnseen, Task, crawl_task
from crawler.errands import Errand
from crawler.errors import Interrupted
from crawler.recalling.memories import Memories
from crawler.sites import Politeness, Site

task = json.loads(sys.argv[1])
shares = [[Site(name=name, url=url, industry="tools", politeness=Politeness(delay=0.0, allow_private=True))
           for name, url in share.items()] for share in task["shares"]]
errand = Errand(spool=Path(task["spool"]), resume=task["resume"],
                memories=Memories(folder=Path(task["spool"]).parent / "m"))
try:
    outcomes = crawl_on_engine(read_engine(task["engine"]), shares, errand, workers=2)
except Interrupted:
    sys.exit(130)
print(json.dumps([[outcome.site, outcome.coverage, outcome.coverage_reason] for outcome in outcomes]))
"""
SLOW = Served(wait=0.1, headers={"Content-Type": "text/html; charset=utf-8"})


def make_slow_pages(products: int) -> dict[str, Served]:
    return {path: replace(SLOW, body=str(body).encode()) for path, body in make_shop_pages(products).items()}


def start_crawl(
    spool: Path, *shares: dict[str, str], engine: str = "dask", resume: bool = True
) -> subprocess.Popen[str]:
    task = json.dumps({"shares": shares, "spool": str(spool), "engine": engine, "resume": resume})
    return subprocess.Popen(
        [sys.executable, "-c", RUN, task],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        process_group=0,
    )


@contextmanager
def serve_cluster(folder: Path, *, workers: int) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """Start a scheduler and workers by Dask's own commands, as on several machines; yield its address, and all."""
    dask = [sys.executable, "-m", "distributed.cli.dask_scheduler"]
    file = folder / "scheduler.json"
    with ExitStack() as stack:

        def start(*command: str) -> subprocess.Popen[bytes]:
            process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            stack.callback(process.wait)
            stack.callback(process.kill)
            return process

        scheduler = start(*dask, "--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--scheduler-file", str(file))
        wait_until(file.exists)
        wait_until(lambda: file.read_text().endswith("}"))
        address = json.loads(file.read_text())["address"]
        worker = (sys.executable, "-m", "distributed.cli.dask_worker", address, "--no-nanny", "--no-dashboard")
        started = [
            start(*worker, "--nthreads", "1", "--local-directory", str(folder / f"worker{number}"))
            for number in range(workers)
        ]
        yield address, [scheduler, *started]


def list_crawling() -> dict[int, int]:
    """List the processes that crawl for tasks, with those of their workers."""
    found = {}
    for path in Path("/proc").glob("[0-9]*"):
        try:
            if b"crawler.distributing.entry" in (path / "cmdline").read_bytes():
                found[int(path.name)] = int((path / "stat").read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue
    return found


def find_ancestors(pid: int) -> list[int]:
    found = []
    while pid > 1:
        found.append(pid)
        try:
            pid = int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])
        except OSError:
            break
    return found


def list_workers(process: subprocess.Popen[str]) -> list[int]:
    """List the workers of a crawl's own cluster that crawl at this moment."""
    return sorted({worker for worker in list_crawling().values() if process.pid in find_ancestors(worker)})


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
        assert (process.returncode, out, err) == (130, "", "")
    process = start_crawl(tmp_path / "spool", *shares)
    out, err = process.communicate(timeout=120)
    assert json.loads(out) == [["one", "complete", ""], ["two", "complete", ""]], err
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
@needs_proc
def test_workers_elsewhere_take_over_what_one_has_left(serve: Serve, tmp_path: Path) -> None:
    done, slow = serve(make_shop_pages(2)), serve(make_slow_pages(25))
    share = {"done": done.url, "slow": slow.url}
    with serve_cluster(tmp_path, workers=2) as (address, processes):
        process = start_crawl(tmp_path / "data" / "spool", share, engine=address.replace("tcp://", "dask://"))
        wait_until(lambda: len(slow.asked) >= 12, seconds=60)
        wait_until(lambda: bool(list((tmp_path / "data" / "spool").glob("done-*/manifest.json"))))
        asked = len(done.asked)
        own = {worker.pid for worker in processes[1:]}
        (busy,) = own.intersection(list_crawling().values())
        os.kill(busy, signal.SIGKILL)
        out, err = process.communicate(timeout=120)
    assert json.loads(out) == [["done", "complete", ""], ["slow", "complete", ""]], err
    assert len(list((tmp_path / "data" / "spool").iterdir())) == 2
    # the site that was finished is not crawled again
    assert len(done.asked) == asked


@needs_dask
def test_a_scheduler_that_is_gone_fails_what_was_left(serve: Serve, tmp_path: Path) -> None:
    shop = serve(make_slow_pages(25))
    with serve_cluster(tmp_path, workers=1) as (address, processes):
        process = start_crawl(tmp_path / "data" / "spool", {"shop": shop.url}, engine=address)
        wait_until(lambda: len(shop.asked) >= 6, seconds=60)
        processes[0].kill()
        out, err = process.communicate(timeout=60)
    reason = "the engine lost it; the next crawl goes on from here"
    assert json.loads(out) == [["shop", "failed", reason]], err
    (outcome,) = crawl_sites([make_site(shop)], spool=tmp_path / "data" / "spool")
    assert outcome.coverage == "complete"
    assert len(list((tmp_path / "data" / "spool").iterdir())) == 1


@needs_dask
@needs_proc
def test_tasks_of_a_run_that_is_gone_end(serve: Serve, tmp_path: Path) -> None:
    shop = serve({"*": Served(wait=20)})
    with serve_cluster(tmp_path, workers=1) as (address, processes):
        process = start_crawl(tmp_path / "data" / "spool", {"shop": shop.url}, engine=address)
        wait_until(lambda: len(shop.asked) > 0, seconds=60)
        process.kill()
        process.communicate()
        wait_until(lambda: processes[1].pid not in list_crawling().values(), seconds=30)


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


@needs_dask
def test_the_command_crawls_on_an_engine(serve: Serve, tmp_path: Path) -> None:
    shop = serve(make_shop_pages(2))
    (tmp_path / "engagement.toml").write_text(ENGAGEMENT.format(shop.url))
    code, out, err = run_command(tmp_path, "--engine", "dask", environment={})
    assert (code, "complete" in out) == (0, True), err
    assert (tmp_path / "data" / "warehouse.duckdb").exists()


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
