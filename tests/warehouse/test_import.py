from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st

from gapfinder.catalogue_csv import read_catalogue
from gapfinder.cli.main import gapfinder
from gapfinder.csv_lines import CatalogueUnreadable

Ask = Callable[[Path, str], list[tuple[Any, ...]]]


def write(path: Path, text: str | bytes) -> Path:
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


SAWS = ("Tools > Saws", 7, "https://a.example/saws")


def run(*arguments: object) -> Result:
    return CliRunner().invoke(gapfinder, ["import", *(str(argument) for argument in arguments)])


@pytest.mark.parametrize(
    ("text", "categories"),
    [
        ("path\nTools\n", [("Tools", None, None)]),
        ("\ufeffPath,URL,n products\r\nTools > Saws,https://a.example/saws,7\r\n", [("Tools", None, None), SAWS]),
        ("path;n_products;url\nTools > Saws;7;https://a.example/saws\nTools;;\n", [("Tools", None, None), SAWS]),
        ("n_products\tpath\turl\n7\t Tools  >  Saws \thttps://a.example/saws\n", [("Tools", None, None), SAWS]),
        ('path,url\n"Nuts, bolts > ""M4""",\n', [("Nuts, bolts", None, None), ('Nuts, bolts > "M4"', None, None)]),
        ('path\n"Tools\nand more"\n\n  \n', [("Tools and more", None, None)]),
        ("path\nA>B > 3\n", [("A>B", None, None), ("A>B > 3", None, None)]),
        ("path\nSaws\x1b[31m\x00\n", [("Saws[31m", None, None)]),
        ("path\rTools\rGlue\r", [("Tools", None, None), ("Glue", None, None)]),
    ],
)  # fmt: skip
def test_trees_are_read(text: str, categories: list[tuple[Any, ...]], tmp_path: Path) -> None:
    draft = read_catalogue(write(tmp_path / "tree.csv", text), site="acme")
    assert draft.rejects == []
    assert [
        (" > ".join(category.path), category.product_count, category.url) for category in draft.categories.values()
    ] == categories
    ids = {category.path: category.category_id for category in draft.categories.values()}
    assert [ids.get(category.path[:-1]) for category in draft.categories.values()] == [
        category.parent_id for category in draft.categories.values()
    ]


@pytest.mark.parametrize(
    ("text", "rejects"),
    [
        ("path\nTools > \nGlue\n", [(2, "path 'Tools >' has an empty name")]),
        ("path\n > Tools\n", [(2, "path '> Tools' has an empty name")]),
        ("path,url\n,https://a.example/\n", [(2, "no path")]),
        ('path\n"Tools\nall"\n"Tools all"\n', [(4, "path 'Tools all' is there already")]),
        ("path,n_products\nTools,many\nGlue,-1\nNuts,1.5\n", [
            (2, "n_products 'many' is not a whole number"),
            (3, "n_products '-1' is not a whole number"),
            (4, "n_products '1.5' is not a whole number"),
        ]),
        ("path,url\nTools,javascript:alert(1)\nGlue,/glue\n", [
            (2, "url 'javascript:alert(1)' is not an http or https address"),
            (3, "url '/glue' is not an http or https address"),
        ]),
        ("path\nTools, hand tools\n", [(2, "2 cells, the header has 1")]),
        (f"path\n{' > '.join('a' * 51)}\n", [(2, "path has 51 levels, more than 50")]),
        ("title,category\n,Tools\n", [(2, "no title")]),
        ("title,category,currency\nSaw,Tools,Euro\n", [(2, "currency 'Euro' is not a three-letter code")]),
        ("title,category,price\nSaw,,ask\nSaw,,-1\nSaw,,1e9\nSaw,,NaN\n", [
            (2, "price 'ask' is not an amount such as 12.50"),
            (3, "price '-1' is not an amount such as 12.50"),
            (4, "price '1e9' is not an amount such as 12.50"),
            (5, "price 'NaN' is not an amount such as 12.50"),
        ]),
    ],
)  # fmt: skip
def test_lines_that_make_no_sense_are_told(text: str, rejects: list[tuple[int, str]], tmp_path: Path) -> None:
    draft = read_catalogue(write(tmp_path / "tree.csv", text), site="acme")
    assert [(reject.line, reject.reason) for reject in draft.rejects] == rejects


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (b"path\nTools\nB\xf6hrer\n", "line 3 is not UTF-8 (byte 0xf6)"),
        ("path\nTools\n".encode("utf-16"), "line 1 is not UTF-8 (byte 0xff)"),
        ("name,id\nTools,1\n", "line 1 names neither `path` nor `title` and `category`: 'name,id'"),
        ("", "line 1 names neither"),
        ('path\nTools\n"Saws' + "\nlong" * 50_000, "line 3: field larger than field limit (131072); is a quotation"),
        ("x" * 200_000, "line 1: field larger than field limit"),
    ],
)
def test_files_that_are_no_catalogue_are_told(text: str | bytes, reason: str, tmp_path: Path) -> None:
    path = write(tmp_path / "tree.csv", text)
    with pytest.raises(CatalogueUnreadable) as raised:
        read_catalogue(path, site="acme")
    assert str(raised.value).startswith(f"{path}: {reason}")


@settings(max_examples=50)
@given(
    head=st.sampled_from(["path", "path,url,n_products", "title,category,price,url,sku", ""]),
    body=st.one_of(st.binary(max_size=60), st.text(max_size=60).map(lambda text: text.encode("utf-8", "ignore"))),
)
def test_any_bytes_are_a_catalogue_or_told(head: str, body: bytes, tmp_path_factory: pytest.TempPathFactory) -> None:
    path = write(tmp_path_factory.mktemp("any") / "tree.csv", f"{head}\n".encode() + body)
    try:
        draft = read_catalogue(path, site="acme")
    except CatalogueUnreadable:
        return
    assert all(all(category.path) for category in draft.categories.values())
    assert all(product.title for product in draft.products.values())
    assert {row.category_id for row in draft.assignments} <= set(draft.categories)


def test_page_shared_by_two_paths_makes_two_categories(tmp_path: Path) -> None:
    text = "path,url\nTools,https://a.example/all\nSaws,http://www.a.example/all/\n"
    draft = read_catalogue(write(tmp_path / "tree.csv", text), site="acme")
    assert [category.path for category in draft.categories.values()] == [("Tools",), ("Saws",)]


PRODUCTS = """title,category,price,currency,sku,url,brand
Hand saw,Tools > Saws,9.90,eur,S-1,https://acme.example/p/1,Acme
Hand saw,Offers,9.90,EUR,S-1,https://acme.example/p/1,Acme
Glue,,,,,,
"""


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
    path, data = write(tmp_path / "tree.csv", 'path,url\nTools,\n"Saws > ",\x1b\n,\n"","x, ""y"""\n'), tmp_path / "data"
    done = run(path, "--site", "acme", "--data", data)
    kept = data / "imports" / "tree.csv.rejects.csv"
    assert done.exit_code == 0
    assert done.stderr == (
        f"{path}: line 3: path 'Saws >' has an empty name\n{path}: line 5: no path\n2 lines not taken, kept in {kept}\n"
    )
    with kept.open(encoding="utf-8", newline="") as stream:
        assert list(csv.reader(stream)) == [
            ["line", "reason", "cells"],
            ["3", "path 'Saws >' has an empty name", "Saws > ", "\x1b"],
            ["5", "no path", "", 'x, "y"'],
        ]
    assert ask(data, "select name from categories") == [("Tools",)]
    run(write(path, "path\nTools\n"), "--site", "acme", "--data", data)
    assert not kept.exists()


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
        (b"path\n\xff\n", (), 1, "tree.csv: line 2 is not UTF-8"),
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
    told = "acme: holds so much less than before that another import has to confirm it\n"
    assert (done.exit_code, done.stderr) == (0, told)
    assert ask(data, "select count(*) from categories") == [(40,)]


def test_import_for_a_site_that_takes_no_part_says_so(tmp_path: Path) -> None:
    case = write(
        tmp_path / "engagement.toml", 'name = "case"\n[prospect]\nname = "acme"\nurl = "https://acme.example"\n'
    )
    done = run(write(tmp_path / "tree.csv", "path\nTools\n"), "--site", "amce", "--engagement", case)
    assert (done.exit_code, done.stderr) == (0, f"amce: is no site of {case}; loaded all the same\n")
