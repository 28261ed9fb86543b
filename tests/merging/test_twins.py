from __future__ import annotations

from urllib.parse import urlsplit

import pytest

from crawler.merging.assortment import Assortment
from crawler.merging.goods import Good
from crawler.sightings import Offer


def make_good(path: str, title: str, category: str, reader: str = "listing") -> Good:
    url = f"https://shop.example{path}"
    return Good(key=path, offer=Offer(title=title, url=url), reader=reader, page_url=url, categories=(category,))


@pytest.mark.parametrize(
    ("goods", "kept"),
    [
        ([("/saws/jigsaw", "Jigsaw", "a"), ("/sale/jigsaw", "JIGSAW", "b")], {"/saws/jigsaw": ("a", "b")}),
        (
            [("/saws/jigsaw", "Jigsaw", "a"), ("/jigsaw", "Jigsaw", "b", "product page")],
            {"/jigsaw": ("a", "b")},
        ),
        (
            [("/red/jigsaw", "Jigsaw", "a", "product page"), ("/blue/jigsaw", "Jigsaw", "b", "product page")],
            {"/red/jigsaw": ("a",), "/blue/jigsaw": ("b",)},
        ),
        (
            [("/saws/jigsaw", "Jigsaw", "a"), ("/saws/jigsaw-2", "Jigsaw", "a"), ("/sale/jigsaw", "Fretsaw", "a")],
            {"/saws/jigsaw": ("a",), "/saws/jigsaw-2": ("a",), "/sale/jigsaw": ("a",)},
        ),
        ([("/p?id=1", "Jigsaw", "a"), ("/p?id=2", "Jigsaw", "b")], {"/p?id=1": ("a",), "/p?id=2": ("b",)}),
    ],
    ids=["listed twice", "listed and read", "read twice", "other title or other end", "told by parameters"],
)
def test_twins(goods: list[tuple[str, ...]], kept: dict[str, tuple[str, ...]]) -> None:
    found = Assortment("acme", [make_good(*good) for good in goods])
    rows = zip(found, found.list_places(), strict=True)
    assert {urlsplit(row.url or "")._replace(scheme="", netloc="").geturl(): places for row, places in rows} == kept
