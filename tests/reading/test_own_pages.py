"""What a page is about and where it stands, read from `tests/pages/NAME/page.html`."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import pytest

from crawler.pages import Page
from crawler.reading.markup.document import Document
from crawler.reading.products.product import read_product
from crawler.reading.trails.breadcrumb import read_breadcrumbs

PAGES = Path(__file__).parent.parent / "pages"
NAMES = ("category-graph", "product-microdata-sale", "product-variants", "product-with-tiles", "trail-arrows")


@pytest.mark.parametrize("name", NAMES)
def test_subject_of_page(name: str) -> None:
    text = (PAGES / name / "page.html").read_text(encoding="utf-8")
    document = Document(Page(url="https://shop.example/page", text=text))
    found, product = read_breadcrumbs(document), read_product(document)
    assert {
        "reader": found.reader,
        "trails": [[[crumb.name, crumb.url] for crumb in trail] for trail in found.trails],
        "product": asdict(product) if product else None,
    } == json.loads((PAGES / name / "expected.json").read_text(encoding="utf-8"))
