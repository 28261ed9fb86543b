"""How deep a crawl goes, told by what the server was asked for."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from crawler.run import SiteOutcome
from tests.crawl.shops import CATEGORIES, Answer, Served, Shop, listing_page, page, product_page
from warehouse.manifest import read_manifest

Serve = Callable[..., Shop]
Crawl = Callable[..., SiteOutcome]
ROBOTS = "Sitemap: {}map.xml\n"


@pytest.fixture
def shop(serve: Serve) -> Shop:
    """A shop of two categories of two pages each, and a sitemap of sitemaps that names its products once more."""
    pages: dict[str, Answer] = {"/": page("Tools", "/", *CATEGORIES)}
    for category in ("saws", "drills"):
        names = [f"{category}-{number}" for number in range(12)]
        pages[f"/{category}/"] = listing_page(category.title(), names[:8], more=f"/{category}/?page=2")
        pages[f"/{category}/?page=2"] = listing_page(category.title(), names[8:])
        pages |= {f"/p/{name}": product_page(name.replace("-", " ").title()) for name in names}
    shop = serve(pages)
    xml = {"Content-Type": "application/xml"}
    maps = "".join(f"<sitemap><loc>{shop.url}{name}.xml</loc></sitemap>" for name in ("sitemap-products", "rest"))
    goods = "".join(f"<url><loc>{shop.url}{path[1:]}</loc></url>" for path in pages if path.startswith("/p/"))
    shop.pages["/robots.txt"] = f"Sitemap: {shop.url}map.xml\n"
    shop.pages["/map.xml"] = Served(body=f"<sitemapindex>{maps}</sitemapindex>".encode(), headers=xml)
    shop.pages["/sitemap-products.xml"] = shop.pages["/rest.xml"] = Served(
        body=f"<urlset>{goods}</urlset>".encode(), headers=xml
    )
    return shop


FRAME = {"/robots.txt", "/", "/map.xml", "/rest.xml", "/saws/", "/drills/"}
LATER = {"/saws/?page=2", "/drills/?page=2", "/sitemap-products.xml"}


def test_no_product_page_is_asked_for_but_every_listing_is_read(shop: Shop, crawl: Crawl) -> None:
    outcome = crawl(shop, product_pages=False)
    assert (outcome.coverage, outcome.categories, outcome.products) == ("complete", 2, 24)
    assert outcome.coverage_reason == "no product pages, as asked: 24 product pages not asked for"
    assert set(shop.paths) == FRAME | LATER


def test_structure_only_asks_for_what_teaches_the_tree(shop: Shop, crawl: Crawl, tmp_path: Path) -> None:
    outcome = crawl(shop, structure_only=True)
    assert (outcome.coverage, outcome.categories, outcome.products) == ("complete", 2, 17)
    told = "structure only, as asked: 2 listings not read past their first page, 16 product pages not asked for"
    assert outcome.coverage_reason == told
    # of a sitemap whose name does not say that it lists products, one is tried
    assert len(shop.paths) <= len(FRAME) + 1
    assert set(shop.paths) >= FRAME
    assert read_manifest(tmp_path / "spool" / outcome.crawl_id).crawl["structure_only"] is True


def test_what_a_page_lists_as_sub_categories_is_taken_for_goods_once_it_is_that(serve: Serve, crawl: Crawl) -> None:
    """A page of links without prices looks like a category of categories."""
    names = [f"plane-{number}" for number in range(30)]
    trail = '<nav class="breadcrumb" aria-label="breadcrumb"><a href="/">Home</a> / <span>Planes</span></nav>'
    links = "".join(f'<li><a href="/x/{name}"><img src="/{name}.jpg" alt="">{name.title()}</a></li>' for name in names)
    pages: dict[str, Answer] = {"/": page("Tools", "/", *CATEGORIES, "/planes/")}
    pages |= {
        f"{path}": listing_page(path.strip("/").title(), [f"{path[1:3]}-{n}" for n in range(3)]) for path in CATEGORIES
    }
    pages["/planes/"] = page("Planes", "/", *CATEGORIES, "/planes/", body=f"{trail}<ul class='list'>{links}</ul>")
    pages |= {f"/x/{name}": product_page(name.title()) for name in names}
    shop = serve(pages)
    outcome = crawl(shop, structure_only=True)
    assert outcome.coverage == "complete"
    assert len([path for path in shop.paths if path.startswith("/x/")]) <= 6
    assert outcome.categories <= 3
