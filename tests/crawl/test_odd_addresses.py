"""Shops that lead on and on beside their catalogue, or show it again elsewhere: the tree is found, and little else."""

from __future__ import annotations

import calendar
import json
import re
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

from crawler.run import SiteOutcome
from tests.crawl.nursery import GOODS, PATHS, Nursery
from tests.crawl.shops import Served, Shop

Serve = Callable[..., Shop]
Crawl = Callable[..., SiteOutcome]
NEEDED = len(("robots.txt", "sitemap.xml", "home")) + len(PATHS) + len(GOODS)
FOOT = len(("about-us", "delivery"))
MONTHS = [name.lower() for name in calendar.month_name]


def link_all(links: dict[str, str]) -> str:
    return f'<div class="k">{"".join(f"<a href={url}>{text}</a>" for url, text in links.items())}</div>'


def show_days(path: str) -> str:
    """A diary by numbers: every day leads to four others."""
    day = int(path.rpartition("/")[2]) if path.startswith("/visit/") else 20_301
    return link_all({f"/visit/{day + step}": f"{step} days" for step in (0, -7, -1, 1, 7)})


def show_months(path: str) -> str:
    """A diary by names: every month leads to its days, and to two others."""
    found = re.match(r"/on/(?:\d+-)?(\w+)-(\d+)$", path)
    month = date(int(found[2]), MONTHS.index(found[1]), 15) if found else date(2026, 12, 15)
    near = [month + timedelta(days=days) for days in (0, -30, 30)]
    links = {f"/on/{MONTHS[each.month]}-{each.year}": f"{MONTHS[each.month]} {each.year}" for each in near}
    days = {f"/on/{day}-{MONTHS[month.month]}-{month.year}": str(day) for day in range(1, 29)} if found else {}
    return link_all(links | days)


def show_topics(path: str) -> str:
    """Help without end: every topic leads to three narrower ones."""
    at = path if path.startswith("/how") else "/how"
    return link_all({"/how": "Advice"} | {f"{at}-{letter}": f"About {letter}" for letter in "abc"})


@pytest.mark.parametrize(
    ("shop", "wasted"),
    [
        pytest.param(Nursery(), 0, id="nothing"),
        pytest.param(Nursery(end=show_days), 45, id="days"),
        pytest.param(Nursery(end=show_months), 45, id="months"),
        pytest.param(Nursery(end=show_topics), 45, id="topics"),
        pytest.param(Nursery("sessions"), 0, id="a new session with every page, at the end of paths"),
        pytest.param(Nursery("session folders"), 0, id="a new session with every page, before paths"),
        pytest.param(Nursery("languages"), 6, id="other languages that nothing declares"),
        pytest.param(Nursery("spellings"), 6, id="products at five addresses each"),
    ],
)
def test_what_leads_on_and_on_costs_little(
    serve: Serve, crawl: Crawl, tmp_path: Path, shop: Nursery, wasted: int
) -> None:
    missing = Served(status=404)
    served = serve({"*": shop.answer, "/robots.txt": missing, "/sitemap.xml": missing})
    outcome = crawl(served, max_pages=600)
    lines = (tmp_path / "spool" / outcome.crawl_id / "categories.jsonl").read_text().splitlines()
    assert {tuple(json.loads(line)["path"]) for line in lines} == PATHS
    assert (outcome.coverage, outcome.coverage_reason, outcome.products) == ("complete", "", len(GOODS))
    assert len(served.asked) <= NEEDED + FOOT + wasted
