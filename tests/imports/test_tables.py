"""Tables of our own kinds: trees of categories, and products with their categories."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from gapfinder.errors import UsageError
from gapfinder.imports.reading import Terms, read_catalogue
from gapfinder.imports.rejects import Rejects
from gapfinder.imports.unreadable import CatalogueUnreadable

NO_PRICES = ("ask", "-1", "1e9", "NaN", "3 4 5", "5 pcs", "=1+1", "1.2.700000000000003", "18.700000000000003 pcs")
SAWS = ("Tools > Saws", 7, "https://a.example/saws")


@pytest.mark.parametrize(
    ("text", "categories"),
    [
        ("path\nTools\n", [("Tools", None, None)]),
        ("\ufeffPath,URL,n products\r\nTools > Saws,https://a.example/saws,7\r\n", [("Tools", None, None), SAWS]),
        ("path;n_products;url\nTools > Saws;7;https://a.example/saws\nTools;;\n", [("Tools", None, None), SAWS]),
        ("n_products\tpath\turl\n7\t Tools  >  Saws \thttps://a.example/saws\n", [("Tools", None, None), SAWS]),
        ("n-products|PATH|url\n7|Tools > Saws|https://a.example/saws\n", [("Tools", None, None), SAWS]),
        ('path,url\n"Nuts, bolts > ""M4""",\n', [("Nuts, bolts", None, None), ('Nuts, bolts > "M4"', None, None)]),
        ('path\n"Tools\nand more"\n\n  \n', [("Tools and more", None, None)]),
        ("path\nA>B > 3\n", [("A>B", None, None), ("A>B > 3", None, None)]),
        ("path\nSaws\x1b[31m\x00\n", [("Saws[31m", None, None)]),
        ("path\rTools\rGlue\r", [("Glue", None, None), ("Tools", None, None)]),
        ("path\nA &amp; <b>B</b>\u200b &gt; M4\n", [("A & B", None, None), ("A & B > M4", None, None)]),
        ("sep=;\npath;url\nTools;\n", [("Tools", None, None)]),
        ("\n\n,,\npath,url\nTools,,,,\n", [("Tools", None, None)]),
        ("path\nA > B\nA B\nA\nA > B > C\n", [(path, None, None) for path in ("A", "A > B", "A > B > C", "A B")]),
        ('"pa""th",path\n1,Tools\n', [("Tools", None, None)]),
        ('Catalogue of Acme;;\n"as of\n1 January";;\n\nurl;path;\n;Tools;\n', [("Tools", None, None)]),
    ],
)  # fmt: skip
def test_trees_are_read(text: str, categories: list[tuple[Any, ...]], read: Any) -> None:
    given = read(text)
    assert (given.kind, given.rejects) == ("categories", [])
    found = [(" > ".join(one.path), one.product_count, one.url) for one in given.categories]
    assert found == categories
    ids = {category.path: category.category_id for category in given.categories}
    assert [ids.get(category.path[:-1]) for category in given.categories] == [
        category.parent_id for category in given.categories
    ]


@pytest.mark.parametrize(
    ("text", "rejects"),
    [
        ("path\nTools > \nGlue\n", [(2, "path 'Tools >' has an empty name")]),
        ("path\n > Tools\n", [(2, "path '> Tools' has an empty name")]),
        ("path\nTools > <b></b>\n", [(2, "path 'Tools > <b></b>' has an empty name")]),
        ("path,url\n,https://a.example/\n", [(2, "no path")]),
        ('path\n"Tools\nall"\n"Tools all"\n', [(4, "path 'Tools all' is there already")]),
        ("path,n_products\nTools,many\nGlue,-1\nNuts,1.5\n", [
            (2, "n_products 'many' is not a whole number"),
            (3, "n_products '-1' is not a whole number"),
            (4, "n_products '1.5' is not a whole number"),
        ]),
        ("path,url\nTools,javascript:alert(1)\nGlue,/glue\nNuts,http://[\n", [
            (2, "url 'javascript:alert(1)' is not an http or https address"),
            (3, "url '/glue' is not an http or https address"),
            (4, "url 'http://[' is not an http or https address"),
        ]),
        ("path\nTools, hand tools\n", [(2, "2 cells, the header has 1")]),
        (f"path\n{' > '.join('a' * 51)}\n", [(2, "path has 51 levels, more than 50")]),
        ("title,category\n,Tools\n", [(2, "no title")]),
        ("title,category\n<br>,Tools\n", [(2, "title '<br>' has no letter")]),
        ("title,category,currency\nSaw,Tools,Euro\n", [(2, "currency 'Euro' is not a three-letter code")]),
        (f"title,category,url\nSaw,Tools,https://a.example/{'a' * 2000}\n", [
            (2, f"url '{('https://a.example/' + 'a' * 2000)[:120]}…' has more than 2000 characters"),
        ]),
        ("title;category;price\n" + "".join(f"Saw;;{price}\n" for price in NO_PRICES),
         [(line, f"price {price!r} is not an amount such as 12.50") for line, price in enumerate(NO_PRICES, start=2)]),
    ],
)  # fmt: skip
def test_lines_that_make_no_sense_are_told(text: str, rejects: list[tuple[int, str]], read: Any) -> None:
    assert read(text).rejects == rejects


@pytest.mark.parametrize(
    ("price", "currency", "amount"),
    [
        ("9.90", "", ("9.90", None)),
        ("9.90", "eur", ("9.90", "EUR")),
        ("12.50 EUR", "", ("12.50", "EUR")),
        ("EUR 12.50", "USD", ("12.50", "EUR")),
        ("1.299,00 €", "", ("1299.00", "EUR")),
        ("1 299,00 kr", "SEK", ("1299.00", "SEK")),
        ("Rs. 1,25,000", "", ("125000", "INR")),
        ("499,- Kč", "", ("499", "CZK")),
        ("1,299", "USD", ("1299", "USD")),
        ("0", "USD", ("0", "USD")),
        ("18.700000000000003", "EUR", ("18.7", "EUR")),
        ("$0.30000000000000004", "", ("0.3", "USD")),
        ("1249,9999999999998 EUR", "", ("1250", "EUR")),
        ("0.333333333333333", "", ("0.3333", None)),
    ],
)
def test_prices_as_they_are_written(price: str, currency: str, amount: tuple[str, str | None], read: Any) -> None:
    given = read(f"title\tcategory\tprice\tcurrency\nSaw\tTools\t{price}\t{currency}\n")
    assert given.list_products("price", "currency") == [amount]


def test_currency_of_prices_that_name_none(read: Any) -> None:
    given = read("title,category,price\nSaw,,5\nDrill,,6 USD\n", terms=Terms(currency="CHF"))
    assert sorted(given.list_products("title", "price", "currency")) == [("Drill", "6", "USD"), ("Saw", "5", "CHF")]


def test_products_in_several_categories_are_one(read: Any) -> None:
    given = read(
        "sku,Title,CATEGORY,gtin,availability,brand\nS-1,Hand saw,Tools > Saws,4005176518430,in stock,Acme\n"
        "S-1,Hand saw,Offers,,,\nS-2,Hand saw,Offers,4005176518431,,\n"
    )
    columns = ("title", "sku", "gtin", "availability", "brand")
    assert sorted(given.list_products(*columns), key=str) == [
        ("Hand saw", "S-1", "4005176518430", "InStock", "Acme"),
        ("Hand saw", "S-2", None, None, None),
    ]
    assert given.places == [("Hand saw", "Offers"), ("Hand saw", "Offers"), ("Hand saw", "Tools > Saws")]


def test_page_shared_by_two_paths_makes_two_categories(read: Any) -> None:
    given = read("path,url\nTools,https://a.example/all\nSaws,http://www.a.example/all/\n")
    assert given.paths == ["Saws", "Tools"]
    assert len({category.category_id for category in given.categories}) == 2


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("name,id\nTools,1\n", "line 1 names neither `path` nor `title` and `category` nor the columns of a Google or"),
        ("", "is empty"),
        ("\n \n", "is empty"),
        ('path\nTools\n"Saws\nlong\n', "line 3: a quotation mark is left open"),
        ("path\n" + "x" * 5_000_000, "line 2: is too long; is a quotation mark left open?"),
        ("path\n" + '"a\n",' * 4_000_000, "line 1677724: is too long; is a quotation mark left open?"),
        (",".join(["path", *"a" * 2000]), "line 1 names neither"),
        ("a\n" * 50 + "path\n", "line 1 names neither"),
    ],
)  # fmt: skip
def test_files_that_are_no_catalogue_are_told(text: str, reason: str, read: Any) -> None:
    with pytest.raises(CatalogueUnreadable) as raised:
        read(text)
    assert str(raised.value).partition(": ")[2].startswith(reason)


def test_sheet_of_a_file_that_is_no_workbook(read: Any) -> None:
    with pytest.raises(UsageError, match=r"^--sheet 'Tree': .* is no workbook$"):
        read("path\n", sheet="Tree")


def test_variants_beyond_count_are_one_product(read: Any) -> None:
    given = read("sku,title,category\n" + "".join(f"S-1,Saw,Saws {number}\n" for number in range(20_000)))
    assert (len(given.products), len(given.places)) == (1, 1_000)


@pytest.mark.parametrize(
    ("kind", "text", "reason"),
    [
        ("categories", "title,category\n", "line 1 has no column path, as a file of the kind categories has"),
        ("google", "title,link\n", "line 1 has no column id, as a file of the kind google has: 'title, link'"),
        ("shopify", "id,title\n", "line 1 has no column handle, as a file of the kind shopify has: 'id, title'"),
    ],
)
def test_files_of_another_kind_than_named(kind: str, text: str, reason: str, read: Any) -> None:
    with pytest.raises(CatalogueUnreadable) as raised:
        read(text, kind=kind)
    assert reason in str(raised.value)


def test_kind_that_is_named_decides(read: Any) -> None:
    text = "id,title,category,product_type\n1,Saw,Tools,Garden\n"
    assert (read(text).paths, read(text, kind="products").paths) == (["Garden"], ["Tools"])


def test_how_far_the_reading_is_can_be_shown(read: Any, tmp_path: Path) -> None:
    path, shown = read.write("path\n" + "".join(f"Tools {number}\n" for number in range(30_000))), []
    with Rejects(tmp_path, "acme", datetime.now(UTC)) as rejects:
        read_catalogue(path, site=read.site, terms=Terms(), rejects=rejects, show=lambda *bytes_: shown.append(bytes_))
    assert {size for _, size in shown} == {path.stat().st_size}
    assert len(shown) == 30
    assert [done for done, _ in shown] == sorted(done for done, _ in shown)
    assert shown[-1][0] > 0.9 * path.stat().st_size
