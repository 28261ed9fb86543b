"""Shops whose software is known but whose endpoints are closed: the pages have to tell all. Without a network."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import parse_qsl, urlsplit

import pytest

from crawler.items import Visit
from crawler.merging.catalogue import Catalogue, build_catalogue
from crawler.pages import Link, Page
from crawler.planning.survey import Survey
from crawler.sites import Site
from gapfinder.demo.exchange import Ask, Reply, tell_missing
from gapfinder.demo.shop_file import read_shop
from gapfinder.demo.storefront import Storefront
from gapfinder.demo.structures import STRUCTURES

BASE = "http://shop.example"


def close_endpoints(front: Storefront, ask: Ask) -> Reply | None:
    return tell_missing(ask) if ask.path.endswith(".json") or ask.path.startswith("/wp-json") else None


def survey_shop(front: Storefront) -> Catalogue:
    """Run a whole crawl, each request answered at once."""
    survey = Survey(Site(name=front.shop.name, url=f"{BASE}/"))
    while link := survey.next_link():
        page = fetch(front, link)
        outcome = "read" if page.status == 200 else "missing"
        visit = Visit(
            site=front.shop.name, url=link.url, why=link.why, status=page.status, outcome=outcome, kind=None,
            bytes=len(page.text), fetched_at="2026-01-02T03:04:05Z", note=None,
        )  # fmt: skip
        survey.take(survey.read_answer(link, page, visit))
    assert survey.platform is not None
    assert survey.coverage().verdict == "complete"
    return build_catalogue(survey)


def fetch(front: Storefront, link: Link) -> Page:
    bits = urlsplit(link.url)
    reply = front.answer(Ask(base=BASE, path=bits.path, query=dict(parse_qsl(bits.query))))
    headers = {"content-type": reply.content_type}
    return Page(url=link.url, requested_url=link.url, text=reply.body.decode(), status=reply.status, headers=headers)


@pytest.mark.parametrize("name", ["copperleaf", "gaugeworks"])
def test_pages_tell_what_closed_endpoints_do_not(name: str) -> None:
    shop = read_shop(name)
    structure = replace(STRUCTURES[shop.structure], answer=close_endpoints)
    catalogue = survey_shop(Storefront(shop, structure))
    promos = {shelf.name for shelf in shop.promos}
    said = {category.path for category in catalogue.categories if category.path[0] not in promos}
    true = {shelf.path for shelf in shop.shelves if not shelf.promo}
    assert (true - said, said - true) == (set(), set())
    titles = {article.title for article in shop.articles}
    assert {product.title for product in catalogue.products} == titles
    assert len(catalogue.products) == len(titles)
