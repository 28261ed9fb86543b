"""Prices in the currencies, separators and layouts of many languages."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.pages import Page
from crawler.reading.markup.document import Document
from crawler.reading.prices.price import Price, read_declared_price, read_node_price, read_price


@pytest.mark.parametrize(
    ("text", "amount", "currency"),
    [
        ("$1,299.99", "1299.99", "USD"),
        ("£12.00 inc VAT (£10.00 ex VAT)", "12.00", "GBP"),
        ("1.299,00 €", "1299.00", "EUR"),
        ("19€99", "19.99", "EUR"),
        ("ab 3 490,- Kč", "3490", "CZK"),
        ("1\u202f299,90 zł", "1299.90", "PLN"),
        ("CHF 1’299.–", "1299", "CHF"),
        ("kr. 49,95", "49.95", "SEK"),
        ("12\u00a0800 ₽", "12800", "RUB"),
        ("253.0 грн", "253.0", "UAH"),
        ("20,00 лв.", "20.00", "BGN"),
        ("99 lei", "99", "RON"),
        ("2 990 Ft/db", "2990", None),
        ("₺1.249,90", "1249.90", "TRY"),
        ("R$ 1.234,56", "1234.56", "BRL"),
        ("₹1,25,000", "125000", "INR"),
        ("¥12,800", "12800", "JPY"),
        ("1,980円", "1980", "JPY"),
        ("₩25,000", "25000", "KRW"),
        ("Rp 1.250.000", "1250000", "IDR"),
        ("250.000₫", "250000", "VND"),
        ("١٢٩٫٥٠ ر.س", "129.50", "SAR"),
        ("KWD 1.250", "1.250", "KWD"),
        ("RM12.90", "12.90", None),
        ("$.75", "0.75", "USD"),
        ("$5.99 - $7.99", "5.99", "USD"),
        ("Was $10.00 Now $8.00", "8.00", "USD"),
        ("statt 29,99 € nur 19,99 €", "19.99", "EUR"),
        ("$100.00 $90.00 Save: 10% off", "90.00", "USD"),
        ("Save $5.00 $20", "20", "USD"),
        ("19,99 € (Grundpreis: 12,99 €/l)", "19.99", "EUR"),
        ("39,00 € zzgl. Versand 4,90 €", "39.00", "EUR"),
        ("£3.42 exc. VAT £4.10 inc. VAT", "3.42", "GBP"),
        ("1 499 Kč –13 % 1 299 Kč 1 159,82 Kč bez DPH 64,95 Kč / 100 g", "1299", "CZK"),
        ("15 990 Ft Akciós ár: 12 990 Ft (10 228 Ft + ÁFA)", "12990", None),
        ("$120.00 $90.00 Sale: $100.00 Save: 17% off", "100.00", "USD"),
        ("Piyasa Fiyatı ₺3.499,90 İndirimli Fiyat ₺2.799,90 KDV Dahil Havale Fiyatı: ₺2.659,91", "2799.90", "TRY"),
        ("R$ 199,90 ou R$ 189,90 no Pix", "199.90", "BRL"),
        ("6204-2RS-C3 Rubber C3 $5.10", "5.10", "USD"),
        ("£0.00 £0.00 inc VAT", "0.00", "GBP"),
        ("12.50 лв. 6.39 €", "12.50", "BGN"),
        ("89,99 zł Najniższa cena z 30 dni: 79,99 zł Cena regularna: 119,99 zł", "89.99", "PLN"),
        ("Niedrigster Preis der letzten 30 Tage: 15,00 € 17,00 €", "17.00", "EUR"),
        ("$0.79/count $ 18.99", "18.99", "USD"),
        ("1 botella: 14,90 € 6 botellas: 13,90 € 12 botellas: 12,90 €", "14.90", "EUR"),
        ("42 990 руб. в кредит от 3 583 руб./мес.", "42990", "RUB"),
    ],
)
def test_price_a_visitor_pays(text: str, amount: str, currency: str | None) -> None:
    assert read_price(text) == Price(amount=amount, currency=currency)


@pytest.mark.parametrize(
    ("text", "amount"), [("1 299:-", "1299"), ("Ord. pris 1 599:- 1 299:-", "1299"), ("99,-", "99")]
)
def test_a_dash_for_cents_means_the_page_s_currency(text: str, amount: str) -> None:
    assert read_price(text, currency="SEK") == Price(amount=amount, currency="SEK")


@pytest.mark.parametrize("text", [None, "", "call us", "50% off", "X100", "\x00"])
def test_no_price(text: str | None) -> None:
    assert read_price(text) is None


@pytest.mark.parametrize(
    ("text", "hint", "currency"),
    [
        ("$5", "CAD", "CAD"),
        ("5 kr", "NOK", "NOK"),
        ("2 990 Ft", "HUF", "HUF"),
        ("RM5", "MYR", "MYR"),
        ("5", "EUR", "EUR"),
    ],
)
def test_page_currency_settles_ambiguous_signs(text: str, hint: str, currency: str) -> None:
    price = read_price(text, currency=hint)
    assert price is not None
    assert price.currency == currency


@pytest.mark.parametrize(
    ("html", "amount"),
    [
        ("<b>$<span>19</span><sup>99</sup></b>", "19.99"),
        ("<b>1.199<sup>90</sup> €</b>", "1199.90"),
        ("<b>19,<small>99</small> €</b>", "19.99"),
        ("<b><del>$30</del> $20</b>", "20"),
        ('<b><span class="price--old">$30</span> $40</b>', "40"),
        ('<b><span style="text-decoration: line-through">$10</span> $12</b>', "12"),
        ("<b><!-- $1 -->$9<script>$1</script></b>", "9"),
    ],
)
def test_price_of_a_node(html: str, amount: str) -> None:
    node = Document(Page(url="https://shop.example/", text=html)).tree.css_first("b")
    assert node is not None
    price = read_node_price(node)
    assert price is not None
    assert price.amount == amount


@pytest.mark.parametrize(
    ("text", "currency", "expected"),
    [
        ("1299.000", "EUR", Price(amount="1299.000", currency="EUR")),
        ("24.990", "CLP", Price(amount="24990", currency="CLP")),
        ("10,83", "EUR", Price(amount="10.83", currency="EUR")),
        ("26,00 €", "EUR", Price(amount="26.00", currency="EUR")),
        ("1e5", None, None),
    ],
)
def test_declared_price(text: str, currency: str | None, expected: Price | None) -> None:
    if expected is not None:
        assert read_declared_price(text, currency=currency) == expected
    else:
        assert read_declared_price(text) in (None, Price(amount="1"), Price(amount="5"))


@settings(deadline=None)
@given(st.text() | st.text(alphabet="0123456789.,'  €$-xXkrFt%/"))
def test_any_text_can_be_read(text: str) -> None:
    price = read_price(text)
    assert price is None or (Decimal(price.amount) >= 0 and "E" not in price.amount)


@pytest.mark.parametrize("text", ["1" * 1_000_000, "1," * 500_000, "$ " * 500_000, "1 " * 500_000, "€1" * 400_000])
def test_endless_text_is_read_in_part(text: str) -> None:
    read_price(text)
