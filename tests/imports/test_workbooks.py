"""Workbooks, as spreadsheets write them and as nobody should."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.styles import Font

from gapfinder.errors import UsageError
from gapfinder.imports.unreadable import CatalogueUnreadable

Rows = list[list[Any]]
SHEET = "xl/worksheets/sheet1.xml"
PRODUCTS: Rows = [["Title", "Category", "Price", "SKU", "GTIN"], ["Saw", "Tools > Saws", 9.9, 1001, 4005176518430]]


def save(path: Path, **sheets: Rows) -> Path:
    workbook = Workbook()
    for number, (name, rows) in enumerate(sheets.items()):
        sheet = workbook.active if number == 0 else workbook.create_sheet()
        assert sheet is not None
        sheet.title = name
        for row in rows:
            sheet.append(row)
    workbook.save(path)
    return path


def replace_part(path: Path, name: str, change: Callable[[bytes], bytes], *, packed: bool = True) -> Path:
    """Write a workbook anew with one part changed, or added."""
    with zipfile.ZipFile(path) as archive:
        parts = {part: archive.read(part) for part in archive.namelist()}
    parts[name] = change(parts.get(name, b""))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED) as archive:
        for part, content in parts.items():
            archive.writestr(part, content)
    return path


def test_products_are_read(tmp_path: Path, read: Any) -> None:
    given = read(save(tmp_path / "a.xlsx", Products=PRODUCTS))
    assert (given.kind, given.rejects, given.places) == ("products", [], [("Saw", "Tools > Saws")])
    assert given.list_products("title", "price", "sku", "gtin") == [("Saw", "9.9", "1001", "4005176518430")]


@pytest.mark.parametrize(
    ("rows", "kind", "paths"),
    [
        ([["path"], ["Tools > Saws"], [None], ["Glue"]], "categories", ["Glue", "Tools", "Tools > Saws"]),
        ([["Catalogue of Acme"], [date(2026, 1, 1)], [], ["path", "url"], ["Tools"]], "categories", ["Tools"]),
        ([["id", "title", "product type"], [1, "Saw", "Tools > Saws"]], "google", ["Tools", "Tools > Saws"]),
        ([["Handle", "Title", "Vendor", "Type"], ["saw", "Saw", "Acme", "Saws"]], "shopify", ["Saws"]),
        ([["path"], [12], [True]], "categories", ["12", "TRUE"]),
        ([["path"], ['=HYPERLINK("http://a.example","x")']], "categories", []),
    ],
)
def test_kinds_of_tables(rows: Rows, kind: str, paths: list[str], tmp_path: Path, read: Any) -> None:
    given = read(save(tmp_path / "a.xlsx", Sheet=rows))
    assert (given.kind, given.paths) == (kind, paths)


def test_sheet_is_the_first_or_the_one_named(tmp_path: Path, read: Any) -> None:
    path = save(tmp_path / "a.xlsx", Tree=[["path"], ["Tools"]], Other=[["path"], ["Glue"]])
    assert (read(path).paths, read(path, sheet="Other").paths) == (["Tools"], ["Glue"])
    with pytest.raises(UsageError, match=r"^--sheet 'Third': .* has 'Tree', 'Other'$"):
        read(path, sheet="Third")


def test_rows_that_make_no_sense_are_told_by_the_rows_of_the_sheet(tmp_path: Path, read: Any) -> None:
    rows: Rows = [[], ["title", "category", "price"], [], ["Saw", None, "ask"], ["Glue", None, 3]]
    given = read(save(tmp_path / "a.xlsx", Sheet=rows))
    assert given.rejects == [(4, "price 'ask' is not an amount such as 12.50")]


def test_result_of_a_formula_counts_and_the_formula_does_not(tmp_path: Path, read: Any) -> None:
    path = save(tmp_path / "a.xlsx", Sheet=[["title", "category", "price"], ["Saw", "Tools", "=3*3"]])
    cached = b"<f>3*3</f><v>9</v>"
    replace_part(path, SHEET, lambda xml: xml.replace(b"<f>3*3</f><v />", cached).replace(b"<f>3*3</f><v></v>", cached))
    assert read(path).list_products("title", "price") == [("Saw", "9")]


def test_rich_text_and_styles_do_no_harm(tmp_path: Path, read: Any) -> None:
    workbook = Workbook()
    sheet = workbook.active
    assert sheet is not None
    for row in (["path"], ["<script>alert(1)</script>Tools"]):
        sheet.append(row)
    sheet["A1"].font = Font(bold=True)
    workbook.save(tmp_path / "a.xlsx")
    assert read(tmp_path / "a.xlsx").paths == ["alert(1) Tools"]


ROW = b'<row r="%d"><c r="A%d" t="inlineStr"><is><t>%s</t></is></c></row>'
HEAD = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
TAIL = b"</sheetData></worksheet>"
HEADER = ROW % (1, 1, b"path")


@pytest.mark.parametrize(
    ("part", "content", "reason"),
    [
        (SHEET, HEAD + HEADER + b" " * 40_000_000 + TAIL, "unpacks to 40000"),
        (SHEET, HEAD + HEADER + b"<row>" + b"<c/>" * 600_000 + b"</row>" + TAIL, "unpacks to"),
        (SHEET, b"<!DOCTYPE x [<!ENTITY a 'b'>]>" + HEAD + TAIL, "declares entities"),
        (SHEET, HEAD + HEADER, "is no workbook that can be read"),
        (SHEET, b"", "is no workbook that can be read"),
        ("xl/styles.xml", b"\0" * 20_000_000, "unpacks to 20000000 bytes, more than any table needs"),
        ("xl/workbook.xml", b"<workbook/>", "has no sheet"),
        ("picture.bin", b"<!DOCTYPE x [<!ENTITY a 'b'>]><x/>", "declares entities"),
        ("[Content_Types].xml", b"<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc'>]><x>&a;</x>", "declares entities"),
    ],
    ids=["packed space", "packed cells", "entities", "cut", "empty", "styles", "workbook", "other", "types"],
)  # fmt: skip
def test_hostile_and_broken_workbooks_are_refused_in_one_line(
    part: str, content: bytes, reason: str, tmp_path: Path, read: Any
) -> None:
    path = replace_part(save(tmp_path / "a.xlsx", Sheet=[["path"], ["Tools"]]), part, lambda _: content)
    with pytest.raises(CatalogueUnreadable) as raised:
        read(path)
    assert reason in str(raised.value)
    assert "\n" not in str(raised.value)


@pytest.mark.parametrize(
    ("part", "content", "reason"),
    [
        (SHEET, HEAD + HEADER + b"<row>" + b"<c/>" * 200_001 + b"</row>" + TAIL, "has 200001 elements in a row"),
        (SHEET, HEAD + HEADER + b"<row>" + b"<c><v>1</v></c>" * 1_200_000, "bytes in a row|elements in a row"),
        (SHEET, HEAD + HEADER + b"<row><c><v>" + b"1" * 17_000_000 + b"</v></c></row>" + TAIL, "bytes in a row"),
        ("picture.bin", b"<a>" + b"<b/>" * 200_001, "has 200001 elements in a row"),
        ("xl/sharedStrings.xml", b"<sst>" + b"<si/>" * 4_000_001, "has 4000001 texts"),
    ],
    ids=["cells", "more cells", "text", "another part", "texts"],
)
def test_what_is_held_at_a_time_is_bounded(part: str, content: bytes, reason: str, tmp_path: Path, read: Any) -> None:
    path = replace_part(save(tmp_path / "a.xlsx", Sheet=[["path"]]), part, lambda _: content, packed=False)
    with pytest.raises(CatalogueUnreadable, match=reason):
        read(path)


def test_rows_and_columns_far_out_are_passed_over(tmp_path: Path, read: Any) -> None:
    far = ROW % (10**15, 10**15, b"Glue")
    wide = b'<row r="2"><c r="A2" t="inlineStr"><is><t>Tools</t></is></c><c r="ZZZ2"><v>1</v></c></row>'
    path = save(tmp_path / "a.xlsx", Sheet=[["path"]])
    replace_part(path, SHEET, lambda _: HEAD + HEADER + wide + far + TAIL)
    assert read(path).rejects == [(2, "18278 cells, the header has 1")]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"PK\x03\x04", "is no workbook that can be read: File is not a zip file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "is a workbook of the old kind (XLS); save it as XLSX or CSV"),
        (b"\x1f\x8b\x08", "is packed with gzip; unpack it first"),
        (b"%PDF-1.7", "is a PDF; a table can be imported, such as CSV or XLSX"),
    ],
)
def test_other_files_are_told(content: bytes, reason: str, read: Any) -> None:
    with pytest.raises(CatalogueUnreadable) as raised:
        read(content)
    assert str(raised.value).partition(": ")[2] == reason


def test_archive_of_something_else(tmp_path: Path, read: Any) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("products.csv", "path\nTools\n")
    with pytest.raises(CatalogueUnreadable, match=r"is no workbook that can be read"):
        read(tmp_path / "a.zip")
