"""Google Merchant feeds, as XML and as tables."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from gapfinder.errors import UsageError
from gapfinder.imports.reading import Terms
from gapfinder.imports.unreadable import CatalogueUnreadable

RSS = (
    '<rss version="2.0" xmlns:g="http://base.google.com/ns/1.0"><channel><title>Shop</title>'
    "<link>https://a.example</link>{}</channel></rss>"
)
ATOM = '<feed xmlns="http://www.w3.org/2005/Atom" xmlns:g="http://base.google.com/ns/1.0"><title>Shop</title>{}</feed>'
NUMBERS = "<g:brand>Acme</g:brand><g:gtin>4005176518430</g:gtin>"
COLUMNS = ("title", "brand", "sku", "gtin", "price", "currency", "availability", "url")
SAW = ("Saw & blade", "Acme", "S-1", "4005176518430", "12.50", "EUR", "InStock", "https://a.example/p/1")


@pytest.mark.parametrize(
    "feed",
    [
        RSS.format("""<item><g:id>S-1</g:id><title>Saw &amp; blade</title><link>https://a.example/p/1</link>
            <description><![CDATA[<p>all & everything</p>]]></description>{NUMBERS}
            <g:price>12.50 EUR</g:price><g:availability>in_stock</g:availability>
            <g:shipping><g:country>DE</g:country><g:price>4.95 EUR</g:price></g:shipping>
            <g:product_type>Tools &gt; Saws</g:product_type></item>"""),
        RSS.format("""<item><title>RSS's own title</title><g:id>S-1</g:id>
            <g:title><![CDATA[Saw &amp; <b>blade</b>]]></g:title>
            <g:link>https://a.example/p/1</g:link><guid>nothing</guid>{NUMBERS}
            <g:price>12.50 EUR</g:price>
            <g:availability>in stock</g:availability><g:product_type>Tools&gt;Saws</g:product_type>
            </item>"""),
        ATOM.format("""<entry><title type="html">Saw &amp;amp; blade</title><id>S-1</id>
            <link rel="self" href="https://a.example/x"/>
            <link rel="alternate" href="https://a.example/p/1"/><updated>2026-01-01T00:00:00Z</updated><g:brand>Acme</g:brand>
            <g:gtin>4005176518430</g:gtin><g:price>EUR 12.50</g:price><g:availability>In Stock</g:availability>
            <g:product_type>Tools &gt; Saws</g:product_type></entry>"""),
        """<rss xmlns:c="http://base.google.com/ns/1.0"><channel><item><c:id>S-1</c:id>
            <c:title>Saw &amp; blade</c:title>
            <media:title>not the product's</media:title><c:link>https://a.example/p/1</c:link><c:brand>Acme</c:brand>
            <c:gtin>4005176518430</c:gtin><c:price>12,50 €</c:price><c:availability>in_stock</c:availability>
            <c:product_type>Tools &gt; Saws</c:product_type></item></channel></rss>""",
        "id\ttitle\tlink\tbrand\tgtin\tprice\tavailability\tproduct_type\n"
        "S-1\tSaw & blade\thttps://a.example/p/1\tAcme\t4005176518430\t12.50 EUR\tin_stock\tTools > Saws\n",
        "\ufeffID [id]\tTitel [title]\tg:link\tBrand\tGTIN\tprice\tavailability\tproduct type\n"
        '"S-1"\t"Saw & blade"\thttps://a.example/p/1\tAcme\t4005176518430\t12.50EUR\tin stock\tTools > Saws\n',
        "g:product_type,g:id,g:title,g:link,g:brand,g:gtin,g:price,g:availability\n"
        'Tools > Saws,S-1,"Saw & blade",https://a.example/p/1,Acme,4005176518430,12.50 EUR,in_stock\n',
    ],
    ids=["rss", "rss-google-names", "atom", "other-prefix", "tsv", "tsv-template", "csv"],
)  # fmt: skip
def test_feeds_are_read(feed: str, read: Any) -> None:
    given = read(feed.replace("{NUMBERS}", NUMBERS))
    assert (given.kind, given.rejects, given.list_products(*COLUMNS)) == ("google", [], [SAW])
    assert given.places == [("Saw & blade", "Tools > Saws")]


@pytest.mark.parametrize(
    ("types", "google", "paths"),
    [
        (["Tools > Saws"], "Hardware > Tools", ["Tools", "Tools > Saws"]),
        (["Tools > Saws", "Sale"], "", ["Sale", "Tools", "Tools > Saws"]),
        (["Tools > Saws, Garden > Saws"], "", ["Garden", "Garden > Saws", "Tools", "Tools > Saws"]),
        (["Tools > Drills, drivers"], "", ["Tools", "Tools > Drills, drivers"]),
        (["Nails,Screws"], "", ["Nails", "Screws"]),
        ([], "Hardware > Tools", ["Hardware", "Hardware > Tools"]),
        ([""], "505", []),
        ([], "", []),
    ],
)
def test_categories_of_an_item(types: list[str], google: str, paths: list[str], read: Any) -> None:
    values = "".join(f"<g:product_type>{text.replace('>', '&gt;')}</g:product_type>" for text in types)
    values += f"<g:google_product_category>{google.replace('>', '&gt;')}</g:google_product_category>"
    assert read(RSS.format(f"<item><g:id>1</g:id><title>Saw</title>{values}</item>")).paths == paths
    header, cells = "\t".join(["product_type"] * len(types)), "\t".join(types)
    table = f"id\ttitle\tgoogle_product_category\t{header}\n1\tSaw\t{google}\t{cells}\n"
    assert read(table).paths == paths


TAXONOMY = "# Google_Product_Taxonomy_Version: 2021-09-21\n632 - Hardware\n505 - Hardware > Tools\r\n"


def test_numbers_of_googles_tree_are_named_by_its_list(read: Any, tmp_path: Path) -> None:
    (tmp_path / "taxonomy.txt").write_text(TAXONOMY, encoding="utf-8")
    terms = Terms(taxonomy=tmp_path / "taxonomy.txt")
    given = read("id,title,google_product_category\n1,Saw,505\n2,Hat,99\n3,Nut,Hardware\n", terms=terms)
    assert given.places == [("Nut", "Hardware"), ("Saw", "Hardware > Tools")]
    assert given.paths == ["Hardware", "Hardware > Tools"]


def test_list_that_is_not_googles(read: Any, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"^--google-taxonomy .*given: has no line such as '1604 - Apparel"):
        read("path\n", terms=Terms(taxonomy=tmp_path / "given"))


def _span(start: float, end: float) -> str:
    now = datetime.now(UTC)
    return f"{(now + timedelta(days=start)).isoformat()}/{(now + timedelta(days=end)).isoformat()}"


@pytest.mark.parametrize(
    ("price", "sale", "span", "paid"),
    [
        ("10 EUR", "8 EUR", "", "8"),
        ("10 EUR", "", "", "10"),
        ("", "", "", None),
        pytest.param("10 EUR", "8 EUR", _span(-1, 1), "8", id="now"),
        pytest.param("10 EUR", "8 EUR", _span(1, 2), "10", id="later"),
        ("10 EUR", "8 EUR", "2016-02-24T11:07+0100/2016-02-29T23:07+0100", "10"),
        ("10 EUR", "8 EUR", "soon / later", "8"),
    ],
)
def test_what_is_paid_now(price: str, sale: str, span: str, paid: str | None, read: Any) -> None:
    given = read(f"id,title,price,sale_price,sale price effective date,link\n1,Saw,{price},{sale},{span},\n")
    assert given.list_products("price") == [(paid,)]


def test_variants_of_a_group_are_one_product_wherever_they_stand(read: Any) -> None:
    given = read(
        "id\ttitle\titem_group_id\tprice\tavailability\tlink\tproduct_type\n"
        "1\tDrill red\tD\t50 USD\tout_of_stock\thttps://a.example/d?c=red\tDrills\n"
        "2\tSaw\t\t7 USD\tout_of_stock\thttps://a.example/saw\t\n"
        "3\tDrill blue\tD\t45.00 USD\tin_stock\thttps://a.example/d?c=blue\tSale\n"
        "4\tDrill green\tD\t9 EUR\tin_stock\thttps://a.example/d?c=green\t\n"
    )
    assert sorted(given.list_products("title", "sku", "price", "currency", "availability", "url")) == [
        ("Drill red", "1", "45.00", "USD", "InStock", "https://a.example/d?c=red"),
        ("Saw", "2", "7", "USD", "OutOfStock", "https://a.example/saw"),
    ]
    assert given.places == [("Drill red", "Drills"), ("Drill red", "Sale")]


def test_items_that_make_no_sense_are_told(read: Any) -> None:
    given = read(
        RSS.format(
            "\n<item>\n<title>No id</title></item>\n<item><g:id>2</g:id></item>\n"
            "<item><g:id>3</g:id><title>Saw</title><g:price>ask</g:price></item>\n"
            "<item><g:id>4</g:id><title>Saw</title><link>ftp://a.example</link></item>\n"
            "<item><g:id>5</g:id><title>Saw</title><g:product_type>A &gt; </g:product_type></item>"
        )
    )
    assert given.rejects == [
        (2, "no id"),
        (4, "no title"),
        (5, "price 'ask' is not an amount such as 12.50"),
        (6, "link 'ftp://a.example' is not an http or https address"),
        (7, "product_type 'A >' has an empty name"),
    ]


BOMB = (
    "<!DOCTYPE rss ["
    + '<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {name} "{f"&{below};" * 10}">' for below, name in zip("abcdefghi", "bcdefghij", strict=True))
    + "]><rss><channel><item><title>&j;</title></item></channel></rss>"
)


@pytest.mark.parametrize(
    ("feed", "reason"),
    [
        (BOMB, "line 1: declares entities, which no feed needs"),
        ('<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss>&x;</rss>', "line 1: declares entities"),
        ("<rss><channel><item><title>&nbsp;</title></item></channel></rss>", "line 1: is no XML: undefined entity"),
        ("<html><body></body></html>", "line 1: is XML, but neither RSS nor Atom: <html>"),
        ("<rss><channel>\n<item><g:id>1</g:id>\n<title>S", "line 3: is cut short"),
        ("<rss>" + "<a>" * 200, "line 1: elements are nested 100 deep"),
        ("<rss><channel><item a='" + "x" * 5_000_000, "line 1: a tag of more than 4194304 bytes"),
        ("<rss><channel></item></channel></rss>", "line 1: is no XML: mismatched tag"),
        ("<", "line 1: is cut short"),
    ],
)
def test_hostile_and_broken_feeds_are_refused_in_one_line(feed: str, reason: str, read: Any) -> None:
    with pytest.raises(CatalogueUnreadable) as raised:
        read(feed)
    assert str(raised.value).partition(": ")[2].startswith(reason)
    assert "\n" not in str(raised.value)


def test_control_characters_and_endless_texts_do_no_harm(read: Any) -> None:
    item = "<item><g:id>1</g:id><title>Saw\x0b\x1b[31m</title><description>{}</description></item>"
    given = read(RSS.format(item.format("long " * 1_000_000)))
    assert given.list_products("title") == [("Saw [31m",)]


def test_external_document_type_is_passed_over(read: Any) -> None:
    feed = '<!DOCTYPE rss SYSTEM "http://127.0.0.1:9/no.dtd">' + RSS.format(
        "<item><g:id>1</g:id><title>A</title></item>"
    )
    assert read(feed).list_products("title") == [("A",)]
