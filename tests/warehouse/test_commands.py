from __future__ import annotations

import json
import os
import pty
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
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


@pytest.mark.parametrize(
    ("style", "printed"),
    [
        ("table", "site   title    price \n──────────────────────\nacme   Sawtxt   9.9000\n"),
        ("csv", f"site,title,price\nacme,{EVIL},9.9000\n"),
        ("json", f'[\n{{"site": "acme", "title": {json.dumps(EVIL, ensure_ascii=False)}, "price": 9.9}}\n]\n'),
    ],
)
def test_sql_prints(style: str, printed: str, filled: Path) -> None:
    query = "select site, title, price from products"
    for arguments, stdin in (((query,), None), ((), query)):
        done = run("sql", *arguments, "--format", style, "--data", filled, stdin=stdin)
        assert (done.stdout, done.stderr, done.exit_code) == (printed, "", 0)


def test_sql_writes_files(filled: Path, tmp_path: Path) -> None:
    query = "select title from products"
    for style in ("table", "csv", "json", "parquet"):
        out = tmp_path / f"out [1].{style}"
        done = run("sql", query, "--out", out, "--data", filled)
        assert (done.stdout, done.stderr, done.exit_code) == ("", "", 0)
    assert (tmp_path / "out [1].csv").read_bytes() == f"title\n{EVIL}\n".encode()
    assert json.loads((tmp_path / "out [1].json").read_bytes()) == [{"title": EVIL}]
    assert (tmp_path / "out [1].table").read_text() == "title \n──────\nSawtxt\n"
    (tmp_path / "out [1].parquet").rename(tmp_path / "out.parquet")
    with duckdb.connect() as connection:
        assert connection.read_parquet(str(tmp_path / "out.parquet")).fetchall() == [(EVIL,)]


@pytest.mark.parametrize(
    ("arguments", "stdin", "exit_code", "message"),
    [
        (["selec 1"], None, 1, 'Parser Error: syntax error at or near "selec"'),
        (["copy sites to 'x.csv'"], None, 1, "only queries can be run here, not COPY"),
        (["select * from read_csv('/etc/hosts')"], None, 1, "file system operations are disabled"),
        (["select 1; select 2"], None, 1, "one query at a time, please: this holds 2"),
        ([], "", 1, "one query at a time, please: this holds 0"),
        ([], b"select '\xff'", 2, "the query on standard input is not UTF-8 (byte 8)"),
        (["select 1", "--format", "parquet"], None, 2, "name it with --out FILE"),
        (
            ["select 1", "--out", "/dev/null", "--format", "csv"],
            None,
            2,
            "/dev/null: is no file, and was left as it is",
        ),
        (["select 1", "--out", "rows.foo"], None, 2, "--out rows.foo: its ending names no format"),
        (["select 1", "--out", "/dev/null/x.csv", "--format", "csv"], None, 1, "/dev/null/x.csv: cannot be written"),
    ],
)
def test_sql_fails_in_one_line(
    arguments: list[str], stdin: str | bytes | None, exit_code: int, message: str, filled: Path
) -> None:
    done = run("sql", *arguments, "--data", filled, stdin=stdin)
    assert (done.exit_code, done.stdout) == (exit_code, "")
    assert done.stderr.startswith("gapfinder: ")
    assert done.stderr.count("\n") == 1
    assert message in done.stderr


def test_sql_without_a_warehouse_names_the_command(tmp_path: Path) -> None:
    done = run("sql", "select 1", "--data", tmp_path)
    assert (done.exit_code, done.stdout) == (2, "")
    assert "warehouse.duckdb: no warehouse yet; `gapfinder crawl` or `gapfinder import` makes one" in done.stderr


def test_sql_table_leaves_off_and_says_so(filled: Path) -> None:
    done = run("sql", "select range from range(1200)", "--data", filled)
    assert done.stdout.splitlines()[-1].split() == ["999"]
    assert done.stderr == "The first 1000 rows; --format csv prints all.\n"


def test_sql_prompt_answers_until_the_end_of_input(filled: Path) -> None:
    terminal, child = pty.openpty()
    command = [sys.executable, "-m", "gapfinder", "sql", "--data", str(filled)]
    with subprocess.Popen(command, stdin=child, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        os.write(terminal, b"select\n41 + 1 as answer;\nselec;\n")
        os.write(terminal, b"\x04")
        out, err = process.communicate(timeout=20)
    os.close(child)
    os.close(terminal)
    assert "42" in out
    assert 'gapfinder: Parser Error: syntax error at or near "selec"' in err
    assert process.returncode == 0


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
        "last_crawled_at": None,
        "age_seconds": None,
        "coverage": None,
        "reason": "",
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
    write(filled, {"products": ["Tent"]}, day=0, site="outdoor")
    write(filled, {"products": ["Tent", "Rope"]}, day=2, site="outdoor", coverage="capped", coverage_reason="budget")
    load_closed(filled)
    publish(filled)
    exit_code, sites = show_status(case)
    assert exit_code == 3
    columns = ("site", "coverage", "reason", "categories", "products", "changes", "attention")
    assert [tuple(site[column] for column in columns) for site in sites] == [
        ("acme", "blocked", "a challenge page", 1, 1, 0, "blocked: a challenge page; the catalogue is of 2026-01-01"),
        ("zinc", "needs browser", "a shell", 0, 0, 0, "needs browser: a shell; never observed"),
        ("outdoor", "capped", "budget", 0, 2, 1, "capped: budget"),
    ]
    assert sites[2]["last_crawled_at"] == "2026-01-03T03:09:05+00:00"
    assert sites[2]["age_seconds"] > 0


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
