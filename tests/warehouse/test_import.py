from __future__ import annotations

import csv
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from openpyxl import Workbook

from gapfinder.cli.import_ import KINDS
from gapfinder.cli.main import gapfinder
from gapfinder.imports.kinds import NAMES
from warehouse.load import load_closed

Ask = Callable[[Path, str], list[tuple[Any, ...]]]


def write(path: Path, text: str | bytes) -> Path:
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def run(*arguments: object) -> Result:
    return CliRunner().invoke(gapfinder, ["import", *(str(argument) for argument in arguments)])


PRODUCTS = """title,category,price,currency,sku,url,brand
Hand saw,Tools > Saws,9.90,eur,S-1,https://acme.example/p/1,Acme
Hand saw,Offers,9.90,EUR,S-1,https://acme.example/p/1,Acme
Glue,,,,,,
"""


LEVELS = "segment_name,family_name,class_name\nTools,,\nHats,,\n"


def test_products_are_loaded_and_published(tmp_path: Path, ask: Ask) -> None:
    path, data = write(tmp_path / "export.csv", PRODUCTS), tmp_path / "data"
    done = run(path, "--site", "acme", "--industry", "fasteners", "--url", "https://acme.example/", "--data", data)
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout.startswith("acme: 3 categories, 2 products (acme-2")
    assert ask(data, "select title, price::varchar, currency, sku, brand, url from products order by 1") == [
        ("Glue", None, None, None, None, None),
        ("Hand saw", "9.9000", "EUR", "S-1", "Acme", "https://acme.example/p/1"),
    ]
    assert ask(data, "select path, seen_by from categories order by 1") == [
        (["Offers"], "import"),
        (["Tools"], "import"),
        (["Tools", "Saws"], "import"),
    ]
    joined = "select title, path from product_categories join products using (product_id) join categories"
    assert ask(data, f"{joined} using (category_id) order by all") == [
        ("Hand saw", ["Offers"]),
        ("Hand saw", ["Tools", "Saws"]),
    ]
    assert ask(data, "select site, url, industry, platform, coverage, observed from sites") == [
        ("acme", "https://acme.example/", "fasteners", "import", "complete", True)
    ]


def test_importing_again_replaces_the_catalogue_and_notes_the_changes(tmp_path: Path, ask: Ask) -> None:
    data = tmp_path / "data"
    for text in ("path\nTools\nGlue\n", "path\nTools\nTools > Saws\n"):
        run(write(tmp_path / "tree.csv", text), "--site", "acme", "--data", data)
    assert ask(data, "select path from categories order by 1") == [(["Tools"],), (["Tools", "Saws"],)]
    assert ask(data, "select kind, name from catalog_changes order by 1") == [
        ("appearance", "Tools > Saws"),
        ("disappearance", "Glue"),
    ]


def test_bad_lines_are_kept_aside_and_the_rest_is_loaded(tmp_path: Path, ask: Ask) -> None:
    path, data = write(tmp_path / "tree.csv", 'Path;URL\nTools;\n"Saws > ";\x1b\n;\n"";"x; ""y"""\n'), tmp_path / "data"
    done = run(path, "--site", "acme", "--data", data)
    (kept,) = (data / "rejects").iterdir()
    assert re.fullmatch(r"acme-\d{8}T\d{6}Z\.csv", kept.name)
    assert done.exit_code == 3
    assert done.stderr == (
        f"{path}: line 3: path 'Saws >' has an empty name\n{path}: line 5: no path\n"
        f"2 lines not taken, kept in {kept}; the rest is added to what is known, and nothing counts as gone\n"
    )
    with kept.open(encoding="utf-8", newline="") as stream:
        assert list(csv.reader(stream)) == [
            ["line", "problem", "Path", "URL"],
            ["3", "path 'Saws >' has an empty name", "Saws > ", "\x1b"],
            ["5", "no path", "", 'x; "y"'],
        ]
    assert ask(data, "select name from categories") == [("Tools",)]
    assert run(write(path, "path\nTools\n"), "--site", "acme", "--data", data).exit_code == 0
    assert list((data / "rejects").iterdir()) == [kept]


def test_first_ten_bad_lines_are_told_and_all_are_kept(tmp_path: Path) -> None:
    path, data = write(tmp_path / "tree.csv", "path\nTools\n" + " > \n" * 500), tmp_path / "data"
    done = run(path, "--site", "acme", "--data", data)
    told = done.stderr.splitlines()
    assert (len(told), told[-1].split(",")[0]) == (11, "500 lines not taken")
    (kept,) = (data / "rejects").iterdir()
    assert len(kept.read_text(encoding="utf-8").splitlines()) == 501


def test_mended_rejects_can_be_imported_besides(tmp_path: Path, ask: Ask) -> None:
    data = tmp_path / "data"
    run(write(tmp_path / "all.csv", "title,category\nSaw,Saws\n,Glues\n"), "--site", "acme", "--data", data)
    (kept,) = (data / "rejects").iterdir()
    mended = write(tmp_path / "mended.csv", kept.read_text(encoding="utf-8").replace("no title,", "no title,Glue"))
    done = run(mended, "--site", "acme", "--data", data, "--partial")
    assert (done.exit_code, done.stderr) == (0, "")
    assert ask(data, "select title from products order by 1") == [("Glue",), ("Saw",)]
    assert ask(data, "select coverage, coverage_reason from sites") == [("capped", "imported as a part")]


@pytest.mark.parametrize(
    ("bad", "coverage", "titles"),
    [(0, "complete", {"Saw"}), (1, "complete", {"Saw"}), (2, "capped", {"Saw", "Hat"})],
)
def test_what_cannot_be_read_is_not_called_gone(
    bad: int, coverage: str, titles: set[str], tmp_path: Path, ask: Ask
) -> None:
    """One line in fifty may be lost, as a crawl may lose one page in fifty."""
    data = tmp_path / "data"
    rows = "title,category\nSaw,Tools\n"
    run(write(tmp_path / "first.csv", f"{rows}Hat,Tools\n"), "--site", "acme", "--data", data)
    second = rows + "Saw,Tools\n" * (50 - 1 - bad) + ",Tools\n" * bad
    done = run(write(tmp_path / "second.csv", second), "--site", "acme", "--data", data)
    assert done.exit_code == (3 if bad else 0)
    assert {title for (title,) in ask(data, "select title from products")} == titles
    reason = f"{bad} of 50 lines not taken" if bad else ""
    assert ask(data, "select coverage, coverage_reason, observed from sites") == [(coverage, reason, True)]


@pytest.mark.parametrize("tree", ["path\nTools\nHats\n", "1 - Tools\n2 - Hats\n", LEVELS])
def test_tree_says_nothing_of_products(tree: str, tmp_path: Path, ask: Ask) -> None:
    data = tmp_path / "data"
    run(write(tmp_path / "goods.csv", "title,category\nSaw,Tools\n"), "--site", "acme", "--data", data)
    done = run(write(tmp_path / "tree.csv", tree), "--site", "acme", "--data", data)
    assert (done.exit_code, done.stderr) == (0, "")
    assert ask(data, "select name from categories order by 1") == [("Hats",), ("Tools",)]
    assert ask(
        data, "select title, category_id is not null from products left join product_categories using (product_id)"
    ) == [("Saw", True)]
    assert ask(data, "select structure_only from crawls order by started_at") == [(False,), (True,)]


def test_pipe_is_refused(tmp_path: Path) -> None:
    """A file is read more than once, and who waits for a pipe to be written waits forever."""
    os.mkfifo(tmp_path / "pipe")
    done = run(tmp_path / "pipe", "--site", "acme", "--data", tmp_path / "data")
    told = f"gapfinder: {tmp_path / 'pipe'}: is no file; save what comes out of it as one first\n"
    assert (done.exit_code, done.stderr) == (1, told)


Case = tuple[Path, Ask]


@pytest.fixture
def case(tmp_path: Path, ask: Ask) -> Case:
    return tmp_path, ask


FEED = """<rss xmlns:g="http://base.google.com/ns/1.0"><channel><item><g:id>1</g:id><title>Saw</title>
<g:product_type>Tools &gt; Saws</g:product_type><g:price>5.00 EUR</g:price></item></channel></rss>"""
EXPORT = "Handle,Title,Vendor,Type,Variant Price,Status\nsaw,Saw,Acme,Saws,5.00,active\nold,Old,Acme,Saws,,archived\n"


@pytest.mark.parametrize(
    ("content", "options", "row", "told"),
    [
        (FEED, (), ("Saw", "5.0000", "EUR", None), ""),
        (FEED.encode("utf-16"), ("--as", "google"), ("Saw", "5.0000", "EUR", None), ""),
        (
            EXPORT,
            ("--currency", "eur", "--url", "https://acme.example/"),
            ("Saw", "5.0000", "EUR", "https://acme.example/products/saw"),
            "acme: 1 product left out, which the shop does not show\n",
        ),
        ("title;category\nŁuk;\n".encode("cp1250"), ("--encoding", "cp1250"), ("Łuk", None, None, None), ""),
    ],
    ids=["google", "utf-16", "shopify", "cp1250"],
)  # fmt: skip
def test_what_a_prospect_can_give(
    content: str | bytes, options: tuple[str, ...], row: tuple[Any, ...], told: str, case: Case
) -> None:
    folder, ask = case
    done = run(write(folder / "given", content), "--site", "acme", "--data", folder / "data", *options)
    assert (done.exit_code, done.stderr) == (0, told)
    assert ask(folder / "data", "select title, price::varchar, currency, url from products order by 1") == [row]


def test_workbook_is_imported_by_its_sheet(tmp_path: Path, ask: Ask) -> None:
    workbook = Workbook()
    workbook.create_sheet("Tree").append(["path"])
    workbook["Tree"].append(["Tools > Saws"])
    workbook.save(tmp_path / "given.xlsx")
    done = run(tmp_path / "given.xlsx", "--site", "acme", "--data", tmp_path / "data", "--sheet", "Tree")
    assert (done.exit_code, done.stderr) == (0, "")
    assert ask(tmp_path / "data", "select path from categories order by 1") == [(["Tools"],), (["Tools", "Saws"],)]


def test_catalogue_that_cannot_be_loaded_waits(tmp_path: Path) -> None:
    data = tmp_path / "data"
    (data / "store.duckdb").mkdir(parents=True)
    done = run(write(tmp_path / "tree.csv", "path\nTools\n"), "--site", "acme", "--data", data)
    assert (done.exit_code, done.stderr.count("\n")) == (1, 1)
    (data / "store.duckdb").rmdir()
    assert [result.status for result in load_closed(data)] == ["loaded"]


def test_killed_imports_leave_no_trace_that_the_next_does_not_remove(tmp_path: Path, ask: Ask) -> None:
    lines = "".join(f"T{number},Tools > {number % 100},{number % 7}\n" for number in range(20_000))
    path, data = write(tmp_path / "export.csv", f"title,category,price\n{lines},Tools,\n"), tmp_path / "data"
    command = [sys.executable, "-m", "gapfinder", "import", path, "--site", "acme", "--data", data]
    for number in range(8):
        importing = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            importing.wait(timeout=0.6 + 0.25 * number)
        except subprocess.TimeoutExpired:
            importing.kill()
            importing.wait()
        assert [
            folder for folder in data.glob("spool/*/site.json") if not folder.with_name("manifest.json").exists()
        ] == []
    assert subprocess.run(command, capture_output=True, check=False).returncode == 3
    assert not (data / "imports").exists()
    assert ask(data, "select count(*), count(distinct title) from products") == [(20_000, 20_000)]
    assert {result.status for result in load_closed(data)} <= {"loaded", "skipped"}


def test_member_of_the_engagement_brings_its_address_and_industry(tmp_path: Path, ask: Ask) -> None:
    engagement = 'name = "case"\n[prospect]\nname = "acme"\nurl = "https://acme.example/"\nindustry = "fasteners"\n'
    case = write(tmp_path / "engagement.toml", engagement)
    done = run(write(tmp_path / "tree.csv", "path\nTools\n"), "--site", "acme", "--engagement", case)
    assert (done.exit_code, done.stderr) == (0, "")
    assert ask(tmp_path / "data", "select url, industry from sites") == [("https://acme.example/", "fasteners")]


@pytest.mark.parametrize(
    ("text", "options", "exit_code", "message"),
    [
        ("path\n\n", (), 1, "tree.csv: no line could be taken: it has no lines"),
        ("path\n >\n", (), 1, "tree.csv: no line could be taken; line 2: path '>' has an empty name"),
        ('path\nTools\n"Saws\n', (), 1, "tree.csv: line 3: a quotation mark is left open"),
        (
            EXPORT.replace("active", "draft"),
            (),
            1,
            "no line could be taken: it holds 2 products, all drafts or archived",
        ),
        ("path\nTools\n", ("--encoding", "rot13"), 2, "--encoding 'rot13': is no encoding of files"),
        ("path\nTools\n", ("--currency", "Euro"), 2, "--currency 'Euro' is not a three-letter code"),
        (None, (), 1, "tree.csv: cannot be read: No such file or directory"),
        ("path\nTools\n", ("--site", "../up"), 2, "--site '../up': is used in file names"),
        ("path\nTools\n", ("--url", "acme.example"), 2, "--url 'acme.example': needs to start with http"),
    ],
)
def test_import_fails_in_one_line(
    text: str | bytes | None, options: tuple[str, ...], exit_code: int, message: str, tmp_path: Path
) -> None:
    path = tmp_path / "tree.csv"
    if text is not None:
        write(path, text)
    done = run(path, "--site", "acme", *options, "--data", tmp_path / "data")
    assert (done.exit_code, done.stdout) == (exit_code, "")
    assert done.stderr.startswith("gapfinder: ")
    assert done.stderr.count("\n") == 1
    assert message in done.stderr
    assert not (tmp_path / "data" / "warehouse.duckdb").exists()


def test_import_that_is_not_believed_says_so(tmp_path: Path, ask: Ask) -> None:
    whole = write(tmp_path / "whole.csv", "path\n" + "".join(f"Tools {number}\n" for number in range(40)))
    rest = write(tmp_path / "rest.csv", "path\nTools 1\n")
    data = tmp_path / "data"
    assert run(whole, "--site", "acme", "--data", data).stderr == ""
    done = run(rest, "--site", "acme", "--data", data)
    told = r"acme: is held back, for it shrank from 40 to 1 categories; `gapfinder accept acme-\S+` takes it .*"
    assert done.exit_code == 3
    assert re.fullmatch(told, done.stderr.rstrip("\n"))
    assert ask(data, "select count(*) from categories") == [(40,)]


@pytest.mark.parametrize(("kept", "told"), [(15, "is held back, for it shrank from 40 to 15 categories"), (16, "")])
def test_import_is_believed_as_the_engagement_says(kept: int, told: str, tmp_path: Path) -> None:
    """By default it may lack half, and here three fifths."""
    site = '[prospect]\nname = "acme"\nurl = "https://acme.example"\n'
    case = write(tmp_path / "engagement.toml", f'name = "case"\n{site}[warehouse]\nmax_shrink = 0.6\n')
    for count in (40, kept):
        path = write(tmp_path / "tree.csv", "path\n" + "".join(f"Tools {number}\n" for number in range(count)))
        done = run(path, "--site", "acme", "--engagement", case)
    assert done.exit_code == (3 if told else 0)
    assert told in done.stderr
    assert bool(done.stderr) == bool(told)


def test_import_for_a_site_that_takes_no_part_says_so(tmp_path: Path) -> None:
    case = write(
        tmp_path / "engagement.toml", 'name = "case"\n[prospect]\nname = "acme"\nurl = "https://acme.example"\n'
    )
    tree = write(tmp_path / "tree.csv", "path\nTools\n")
    assert "is no site" not in run(tree, "--site", "../amce", "--engagement", case).stderr
    done = run(tree, "--site", "amce", "--engagement", case)
    assert (done.exit_code, done.stderr) == (0, f"amce: is no site of {case}; loaded all the same\n")
    assert "is no site" not in run(tmp_path / "none.csv", "--site", "amce", "--engagement", case).stderr


def test_every_kind_can_be_named() -> None:
    assert sorted(KINDS) == sorted(NAMES)
