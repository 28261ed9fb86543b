"""`gapfinder report`: what it prints, and how it ends."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from gapfinder.cli.main import gapfinder

ENGAGEMENT = """
name = "case"
[prospect]
name = "acme"
url = "https://acme.example/"
industry = "fasteners"
[[competitors]]
name = "boltco"
url = "https://boltco.example/"
[[references]]
name = "peaks"
url = "https://peaks.example/"
industry = "outdoor"
"""
CATALOGUES = {
    "acme": "title,category\nScrew M4,Screws\nScrew M5,Screws\nNut M4,Nuts\n",
    "boltco": "title,category\nScrew M4,Screws\nWasher M4,Washers\n",
    "peaks": "title,category\nTent for two,Tents\nTent for four,Tents\n",
}


def run(*arguments: object) -> Result:
    return CliRunner().invoke(gapfinder, [str(argument) for argument in arguments])


@pytest.fixture
def case(tmp_path: Path) -> Path:
    path = tmp_path / "engagement.toml"
    path.write_text(ENGAGEMENT, encoding="utf-8")
    return path


def load(case: Path, *sites: str) -> None:
    for site in sites:
        file = case.parent / f"{site}.csv"
        file.write_text(CATALOGUES[site], encoding="utf-8")
        assert run("import", file, "--site", site, "--engagement", case).exit_code == 0


def test_report_prints_the_headline_and_the_files(case: Path) -> None:
    load(case, *CATALOGUES)
    done = run("report", "--engagement", case)
    folder = case.parent / "data" / "report"
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout.splitlines() == [
        "Tents: carried by 1 of 1 observed reference shop in 1 industry, missing at acme and at 1 of 1 competitor"
        " (low confidence: few sites say so).",
        *(str(folder / f"case.{name}") for name in ("html", "md", "json")),
    ]
    assert sorted(path.name for path in folder.iterdir()) == ["case.html", "case.json", "case.md"]


def test_report_says_that_a_site_was_not_observed(case: Path) -> None:
    load(case, "acme", "peaks")
    out = case.parent / "out"
    done = run("report", "--engagement", case, "--format", "JSON, md", "--out", out)
    assert (done.exit_code, done.stderr) == (3, "1 of 3 sites not observed\n")
    assert done.stdout.splitlines() == [
        "No white space can be claimed: the only competitor was not observed; not observed: boltco (never crawled).",
        str(out / "case.json"),
        str(out / "case.md"),
    ]


@pytest.mark.parametrize(
    ("arguments", "exit_code", "message"),
    [
        ((), 2, "data: nothing crawled yet; run `gapfinder crawl`"),
        (("--format", "html,docx"), 2, 'no format "docx"; there are html, md, json'),
        (("--format", ", "), 2, "no format named; there are html, md, json"),
    ],
)
def test_report_fails_in_one_line(arguments: tuple[str, ...], exit_code: int, message: str, case: Path) -> None:
    done = run("report", "--engagement", case, *arguments)
    assert (done.exit_code, done.stdout) == (exit_code, "")
    assert done.stderr.count("\n") == 1
    assert done.stderr.startswith("gapfinder: ")
    assert done.stderr.endswith(f"{message}\n")


def test_report_on_sites_that_nobody_crawled(case: Path) -> None:
    file = case.parent / "other.csv"
    file.write_text(CATALOGUES["acme"], encoding="utf-8")
    assert run("import", file, "--site", "other", "--engagement", case).exit_code == 0
    done = run("report", "--engagement", case)
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr.endswith("data: no site of case was crawled yet; run `gapfinder crawl`\n")


def test_report_that_cannot_be_written(case: Path) -> None:
    load(case, *CATALOGUES)
    (case.parent / "data" / "report").write_bytes(b"")
    done = run("report", "--engagement", case)
    assert (done.exit_code, done.stdout) == (1, "")
    assert "case.html: cannot be written: " in done.stderr
