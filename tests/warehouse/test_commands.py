from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from gapfinder.cli.main import gapfinder
from warehouse.load import load_closed
from warehouse.publish import publish

Write = Callable[..., Path]
ENGAGEMENT = """
name = "case"
data = "data"
[prospect]
name = "acme"
url = "https://acme.example/"
industry = "fasteners"
[[competitors]]
name = "zinc"
url = "https://zinc.example/"
[[references]]
name = "outdoor"
url = "https://outdoor.example/"
industry = "outdoor retail"
"""
EVIL = "Saw\x1b]0;owned\x07\x1b[31m\u202etxt"


def run(*arguments: object, stdin: str | bytes | None = None) -> Result:
    return CliRunner().invoke(gapfinder, [str(argument) for argument in arguments], input=stdin)


@pytest.fixture
def case(tmp_path: Path) -> Path:
    path = tmp_path / "engagement.toml"
    path.write_text(ENGAGEMENT, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory, write: Write) -> Path:
    data = tmp_path_factory.mktemp("template")
    write(data, {"products": [("Saw", {"title": EVIL, "price": "9.90"})], "categories": ["Tools"]})
    load_closed(data)
    publish(data)
    return data


@pytest.fixture
def filled(tmp_path: Path, template: Path) -> Path:
    return Path(shutil.copytree(template, tmp_path / "data"))


def show_status(case: Path) -> tuple[int, list[dict[str, Any]]]:
    done = run("status", "--format", "json", "--engagement", case)
    shown = json.loads(done.stdout)
    assert shown["engagement"] == "case"
    return done.exit_code, shown["sites"]


def test_status_of_nothing(case: Path) -> None:
    exit_code, sites = show_status(case)
    assert exit_code == 3
    assert sites[0] == {
        "site": "acme",
        "role": "prospect",
        "well": False,
        "last_crawl_id": None,
        "last_crawled_at": None,
        "age_seconds": None,
        "coverage": None,
        "reason": "",
        "held_back": False,
        "observed_at": None,
        "categories": 0,
        "products": 0,
        "changes": 0,
        "appearances": 0,
        "disappearances": 0,
        "price_changes": 0,
        "next_run_at": None,
        "attention": "never crawled",
    }
    assert [site["site"] for site in sites] == ["acme", "zinc", "outdoor"]


def test_status_tells_what_needs_attention(case: Path, filled: Path, write: Write) -> None:
    write(filled, {}, day=1, coverage="blocked", coverage_reason="a challenge page")
    write(filled, {"categories": ["Nuts", "Bolts"]}, site="zinc", coverage="needs browser", coverage_reason="a shell")
    write(filled, {"products": ["Tent"]}, day=0, site="outdoor", coverage="capped")
    write(filled, {"products": ["Tent", "Rope"]}, day=2, site="outdoor", coverage="capped", coverage_reason="budget")
    load_closed(filled)
    publish(filled)
    exit_code, sites = show_status(case)
    assert exit_code == 3
    columns = ("site", "coverage", "reason", "categories", "products", "changes", "attention")
    assert [tuple(site[column] for column in columns) for site in sites] == [
        ("acme", "blocked", "a challenge page", 1, 1, 0, "blocked: a challenge page; the catalogue is of 2026-01-01"),
        ("zinc", "needs browser", "a shell", 0, 0, 0, "needs browser: a shell; never observed"),
        ("outdoor", "capped", "budget", 0, 2, 0, "capped: budget"),
    ]
    assert sites[2]["last_crawled_at"] == "2026-01-03T03:09:05+00:00"
    assert sites[2]["age_seconds"] > 0


def test_accept_takes_a_crawl_that_was_held_back(case: Path, filled: Path, write: Write) -> None:
    folder = write(filled, {"categories": ["Tools"]}, day=1)
    load_closed(filled)
    publish(filled)
    assert show_status(case)[1][0]["attention"] == (
        "held back, for it shrank from 1 to 0 products; the catalogue is of 2026-01-01;"
        f" `gapfinder accept {folder.name}` takes it all the same"
    )
    site = show_status(case)[1][0]
    assert (site["well"], site["held_back"], site["last_crawl_id"]) == (False, True, folder.name)
    assert site["observed_at"] == "2026-01-01T03:04:05+00:00"
    done = run("accept", folder.name, "--by", "Ann", "--engagement", case)
    assert (done.exit_code, done.stdout, done.stderr) == (0, f"acme: {folder.name} is accepted\n", "")
    assert show_status(case)[1][0]["attention"] == ""
    again = run("accept", folder.name, "--data", filled)
    assert (again.exit_code, again.stderr) == (
        2,
        f"gapfinder: {folder.name}: is not held back: its verdict is 'accepted'\n",
    )


def test_accept_makes_no_warehouse(tmp_path: Path) -> None:
    done = run("accept", "acme-1", "--data", tmp_path / "data")
    told = "gapfinder: acme-1: cannot be accepted: nothing was loaded yet\n"
    assert (done.exit_code, done.stderr, (tmp_path / "data").exists()) == (2, told, False)


def test_status_without_an_engagement(filled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    done = run("status", "--format", "json", "--data", filled)
    shown = json.loads(done.stdout)
    assert (done.exit_code, shown["engagement"]) == (0, None)
    assert [(site["site"], site["role"], site["products"]) for site in shown["sites"]] == [("acme", None, 1)]
    assert run("status", "--data", filled).stdout.splitlines()[2].split()[:2] == ["acme", "2026-01-01"]
    missing = run("status", "--data", tmp_path / "none")
    assert (missing.exit_code, "no warehouse yet" in missing.stderr) == (2, True)


def test_status_is_well_when_all_were_observed(case: Path, filled: Path, write: Write) -> None:
    write(filled, {}, site="zinc")
    write(filled, {}, site="outdoor", coverage_reason=EVIL)
    load_closed(filled)
    publish(filled)
    done = run("status", "--engagement", case)
    assert (done.exit_code, done.stderr) == (0, "")
    assert [line.split()[:4] for line in done.stdout.splitlines()[2:]] == [
        ["acme", "prospect", "2026-01-01", "03:09"],
        ["zinc", "competitor", "2026-01-01", "03:09"],
        ["outdoor", "reference", "2026-01-01", "03:09"],
    ]
    assert "\x1b" not in done.stdout
    (write(filled, {}, day=5, site="zinc") / "manifest.json").unlink()
    exit_code, sites = show_status(case)
    assert exit_code == 3
    assert sites[1]["attention"].startswith("a crawl was interrupted: `gapfinder crawl` resumes it (zinc-2026")


def test_status_of_a_damaged_warehouse_fails(case: Path, filled: Path) -> None:
    (filled / "warehouse.duckdb").write_bytes(b"gone")
    done = run("status", "--engagement", case)
    assert (done.exit_code, done.stdout) == (1, "")
    assert "cannot be read as a warehouse" in done.stderr
