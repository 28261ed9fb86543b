"""Product exports of Shopify."""

from __future__ import annotations

from typing import Any

import pytest

from crawler.identity import product_id
from crawler.urls import fold_url

OLD = """Handle,Title,Body (HTML),Vendor,Product Category,Type,Tags,Published,Option1 Name,Option1 Value,Variant SKU,\
Variant Price,Variant Barcode,Image Src,Gift Card,Status
saw,Hand <b>saw</b>,"<p>Sharp
and ""long""</p>",Acme,Hardware > Tools > Saws,Hand saws,"new, wood",TRUE,Size,S,S-1,9.90,'4005176518430,https://a.example/1.jpg,FALSE,active
saw,,,,,,,,,M,S-2,8.90,,,,
saw,,,,,,,,,,,,,https://a.example/2.jpg,,
drill,Drill,,Acme,Hardware > Tools > Drills,,,true,Title,Default Title,D-1,1299.00,,,FALSE,active
"""
NEW = """Title,URL handle,Description,Vendor,Product category,Type,Tags,Published on online store,Status,SKU,Barcode,\
Option1 name,Option1 value,Price,Compare-at price
Hand saw,saw,,Acme,Hardware > Tools > Saws,Hand saws,,TRUE,Active,S-1,4005176518430,Size,S,9.90,12.00
,saw,,,,,,,,S-2,,,M,8.90,
Drill,drill,,Acme,Hardware > Tools > Drills,,,TRUE,Active,D-1,,Title,Default Title,1299.00,
"""
COLUMNS = ("title", "brand", "sku", "gtin", "price", "currency", "url")


@pytest.mark.parametrize(
    "text", [OLD, NEW, OLD.replace("Handle,Title", "TITLE,handle").replace("saw,Hand <b>saw</b>", "Hand saw,saw")
             .replace("drill,Drill", "Drill,drill").replace("\nsaw,,", "\n,saw,"), OLD.replace("\n", "\r\n")],
    ids=["old", "new", "other order", "windows"],
)  # fmt: skip
def test_exports_are_read(text: str, read: Any) -> None:
    given = read(text)
    assert (given.kind, given.rejects, given.hidden) == ("shopify", [], 0)
    assert sorted(given.list_products(*COLUMNS)) == [
        ("Drill", "Acme", "D-1", None, "1299.00", None, "https://acme.example/products/drill"),
        ("Hand saw", "Acme", "S-1", "4005176518430", "8.90", None, "https://acme.example/products/saw"),
    ]
    assert given.places == [("Drill", "Hardware > Tools > Drills"), ("Hand saw", "Hand saws")]


@pytest.mark.parametrize(
    ("columns", "cells", "hidden"),
    [
        ("Status", "active", 0),
        ("Status", "Draft", 1),
        ("Status", "archived", 1),
        ("Status", "unlisted", 1),
        ("Published", "TRUE", 0),
        ("Published", "FALSE", 1),
        ("Published,Status", "FALSE,active", 1),
        ("Published,Status", ",", 0),
    ],
)
def test_what_the_shop_does_not_show_is_left_out(columns: str, cells: str, hidden: int, read: Any) -> None:
    blank = cells.replace(cells.replace(",", ""), "") if "," not in cells else ","
    given = read(f"Handle,Title,Vendor,Type,Variant Price,{columns}\nsaw,Saw,,Saws,5,{cells}\nsaw,,,,4,{blank}\n")
    assert (given.hidden, len(given.products), given.paths) == (hidden, 1 - hidden, [] if hidden else ["Saws"])


def test_lines_that_make_no_sense_are_told(read: Any) -> None:
    given = read(
        "Handle,Title,Variant Price,Vendor\n,Saw,5,\nsaw,,5,\nsaw,Saw,ask,\nglue,Glue,5,\nglue,,ask,\nglue,,4,\n"
    )
    assert given.rejects == [
        (2, "no handle"),
        (3, "handle 'saw' has no title, here or above"),
        (4, "variant_price 'ask' is not an amount such as 12.50"),
        (6, "variant_price 'ask' is not an amount such as 12.50"),
    ]
    assert given.list_products("title", "price") == [("Glue", "4")]


def test_collections_are_categories_too(read: Any) -> None:
    given = read("Handle,Title,Vendor,Collection,Type,Product Category\nsaw,Saw,Acme,Sale,Saws,Hardware > Saws\n")
    assert given.paths == ["Sale", "Saws"]


def test_products_have_the_ids_that_a_crawl_gives_them(read: Any) -> None:
    ids = [product.product_id for product in read(OLD).products]
    assert product_id("acme", fold_url("https://www.acme.example/products/saw")) in ids
