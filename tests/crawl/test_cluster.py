"""Crawls on a Dask cluster that runs already: workers, schedulers and runs get lost."""

from __future__ import annotations

import json
import os
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from crawler.run import crawl_sites
from tests.crawl.dask_runs import Cluster, list_crawling, make_slow_pages, needs_dask, needs_proc, start_crawl
from tests.crawl.shops import Served, Shop, make_shop_pages, make_site
from tests.crawl.test_engine import ENGAGEMENT, run_command
from tests.crawl.test_processes import wait_until

Serve = Callable[..., Shop]


@pytest.fixture(scope="module")
def clusters() -> Iterator[list[Cluster]]:
    found: list[Cluster] = []
    yield found
    for cluster in found:
        cluster.close()


@pytest.fixture
def cluster(clusters: list[Cluster], tmp_path_factory: pytest.TempPathFactory) -> Cluster:
    """One cluster of two workers for all tests: what a test killed is started anew."""
    if not clusters or clusters[-1].scheduler.poll() is not None:
        clusters.append(Cluster(tmp_path_factory.mktemp("cluster")))
    clusters[-1].need(workers=2)
    return clusters[-1]


@needs_dask
def test_the_command_crawls_on_an_engine(cluster: Cluster, serve: Serve, tmp_path: Path) -> None:
    shop = serve(make_shop_pages(2))
    (tmp_path / "engagement.toml").write_text(ENGAGEMENT.format(shop.url))
    code, out, err = run_command(tmp_path, "--engine", cluster.address, environment={})
    assert (code, "complete" in out) == (0, True), err
    assert (tmp_path / "data" / "warehouse.duckdb").exists()


@needs_dask
@needs_proc
def test_tasks_of_a_run_that_is_gone_end(cluster: Cluster, serve: Serve, tmp_path: Path) -> None:
    shop = serve({"*": Served(wait=20)})
    own = {worker.pid for worker in cluster.workers}
    process = start_crawl(tmp_path / "data" / "spool", {"shop": shop.url}, engine=cluster.address)
    wait_until(lambda: len(shop.asked) > 0, seconds=60)
    assert own & set(list_crawling().values())
    process.kill()
    process.communicate()
    wait_until(lambda: not own & set(list_crawling().values()), seconds=30)


@needs_dask
@needs_proc
def test_workers_elsewhere_take_over_what_one_has_left(cluster: Cluster, serve: Serve, tmp_path: Path) -> None:
    done, slow = serve(make_shop_pages(2)), serve(make_slow_pages(25))
    share = {"done": done.url, "slow": slow.url}
    process = start_crawl(tmp_path / "data" / "spool", share, engine=cluster.address.replace("tcp://", "dask://"))
    wait_until(lambda: len(slow.asked) >= 12, seconds=60)
    wait_until(lambda: bool(list((tmp_path / "data" / "spool").glob("done-*/manifest.json"))))
    asked = len(done.asked)
    (busy,) = {worker.pid for worker in cluster.workers}.intersection(list_crawling().values())
    os.kill(busy, signal.SIGKILL)
    out, err = process.communicate(timeout=120)
    assert json.loads(out) == [["done", "complete", ""], ["slow", "complete", ""]], err
    assert len(list((tmp_path / "data" / "spool").iterdir())) == 2
    # the site that was finished is not crawled again
    assert len(done.asked) == asked


@needs_dask
def test_a_scheduler_that_is_gone_fails_what_was_left(cluster: Cluster, serve: Serve, tmp_path: Path) -> None:
    shop = serve(make_slow_pages(25))
    process = start_crawl(tmp_path / "data" / "spool", {"shop": shop.url}, engine=cluster.address, patience=5.0)
    wait_until(lambda: len(shop.asked) >= 6, seconds=60)
    cluster.scheduler.kill()
    out, err = process.communicate(timeout=60)
    reason = "the engine lost it; the next crawl goes on from here"
    assert json.loads(out) == [["shop", "failed", reason]], err
    (outcome,) = crawl_sites([make_site(shop)], spool=tmp_path / "data" / "spool")
    assert outcome.coverage == "complete"
    assert len(list((tmp_path / "data" / "spool").iterdir())) == 1
