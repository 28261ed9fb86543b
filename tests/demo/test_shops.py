from __future__ import annotations

import gzip
import http.client
import json
import socket
from collections import deque
from urllib.parse import parse_qsl, urljoin, urlsplit

import pytest
from selectolax.lexbor import LexborHTMLParser

from crawler.urls import clean_url, host_of
from gapfinder.demo.case import write_case
from gapfinder.demo.exchange import Ask, Reply
from gapfinder.demo.server import serve_shops
from gapfinder.demo.shop import Shop
from gapfinder.demo.shop_file import SHOPS, read_shop, read_shops
from gapfinder.demo.storefront import Storefront, split_address
from gapfinder.demo.structures import STRUCTURES
from gapfinder.engagement import load_engagement
from gapfinder.errors import UsageError

BASE = "http://shop.example"
WITH_PAGES = [name for name in SHOPS if name not in ("cortland", "lumen")]


def open_front(name: str) -> Storefront:
    shop = read_shop(name)
    return Storefront(shop, STRUCTURES[shop.structure])


def ask(front: Storefront, url: str) -> Reply:
    bits = urlsplit(url)
    return front.answer(Ask(base=BASE, path=bits.path or "/", query=dict(parse_qsl(bits.query))))


def read_links(reply: Reply, url: str) -> set[str]:
    """Return the links of a page within the shop, the visitor's session taken off."""
    if not reply.content_type.startswith("text/html"):
        return set()
    tree = LexborHTMLParser(reply.body.decode(reply.content_type.partition("charset=")[2]))
    base = tree.css_first("base[href]")
    start = base.attributes["href"] if base else url
    found = {
        urljoin(start or url, str(node.attributes["href"]))
        for node in tree.css(
            "a[href], link[rel~='canonical'][href], link[rel~='next'][href], link[rel~='stylesheet'][href]"
        )
    }
    return {clean_url(link) for link in found if host_of(link) == host_of(BASE)}


@pytest.mark.parametrize("name", WITH_PAGES)
def test_every_link_leads_somewhere(name: str) -> None:
    front = open_front(name)
    # Some shelves of a shop without a menu are linked from nowhere: its sitemap and its trails alone tell of them
    start = [f"{BASE}/", *(f"{BASE}{front.locate(shelf)}" for shelf in front.shop.shelves if name == "boreal")]
    waiting, seen = deque(start), set(start)
    dead = []
    while waiting:
        url = waiting.popleft()
        reply = ask(front, url)
        if reply.status != 200:
            dead.append(url)
        for link in read_links(reply, url) - seen:
            seen.add(link)
            waiting.append(link)
    assert dead == []
    assert {f"{BASE}{front.locate(article)}" for article in front.shop.articles} <= seen


@pytest.mark.parametrize("name", SHOPS)
def test_shop_is_of_a_size_that_a_demo_can_read(name: str) -> None:
    shop = read_shop(name)
    if name in WITH_PAGES:
        assert 15 <= len([shelf for shelf in shop.shelves if not shelf.promo]) <= 45
        assert 60 <= len(shop.articles) <= 250
    assert len({article.title for article in shop.articles}) == len(shop.articles)
    assert len({open_front(name).locate(article) for article in shop.articles}) == len(shop.articles)
    assert all(0 < article.price < 10_000 for article in shop.articles)


def test_the_story_has_its_parts() -> None:
    shops = read_shops()
    roles = [shop.role for shop in shops]
    assert (roles.count("prospect"), roles.count("competitor"), roles.count("reference")) == (1, 4, 4)
    assert {shop.industry for shop in shops if shop.role != "reference"} == {"laboratory supplies"}
    references = [shop.industry for shop in shops if shop.role == "reference"]
    assert len(set(references)) == len(references)
    assert len({shop.structure for shop in shops}) == len(shops)


@pytest.mark.parametrize("path", ["/", "/catalog/centrifuges", "/../etc", "/sitemap.xml"])
def test_challenge_answers_nothing_else(path: str) -> None:
    reply = ask(open_front("cortland"), path)
    assert reply.status == 403
    assert b"Calibration" not in reply.body


def test_shell_is_the_same_everywhere_and_empty() -> None:
    front = open_front("lumen")
    assert ask(front, "/").body == ask(front, "/view/rental").body
    assert b"Rental" not in ask(front, "/").body
    told = json.loads(ask(front, "/api/catalogue.json").body)
    assert [entry["label"] for entry in told["menu"]] == ["Cameras", "Lenses", "Rental", "Trade-In", "Starter Kits"]


def test_old_software_sends_windows_characters() -> None:
    front = open_front("dunmore")
    article = next(article for article in front.shop.articles if "Acétone" in article.title)
    assert "Acétone".encode("windows-1252") in ask(front, BASE + front.locate(article)).body


def test_copy_in_another_language_says_so() -> None:
    assert b'<html lang="de">' in ask(open_front("tidewater"), "/de/shop/starter-kits").body


def test_sitemap_index_names_compressed_files() -> None:
    front = open_front("boreal")
    assert f"{BASE}/sitemaps/categories.xml.gz" in ask(front, "/sitemap_index.xml").body.decode()
    text = gzip.decompress(ask(front, "/sitemaps/categories.xml.gz").body).decode()
    assert text.count("<loc>") == len(front.shop.shelves)


@pytest.mark.parametrize(
    ("url", "status"),
    [
        ("/wp-json/wc/store/v1/products?per_page=100", 200),
        ("/wp-json/wc/store/v1/products?per_page=100&page=2", 200),
        ("/product-category/services/?page=99", 404),
        ("/nowhere/", 404),
    ],
)
def test_endpoint_pages(url: str, status: int) -> None:
    front = open_front("gaugeworks")
    reply = ask(front, url)
    assert reply.status == status
    if "wp-json" in url:
        assert reply.headers["X-WP-Total"] == str(len(front.shop.articles))
        assert ("Link" in reply.headers) is ("page=2" not in url)


def test_collections_do_not_tell_their_hierarchy() -> None:
    told = json.loads(ask(open_front("copperleaf"), "/collections.json?limit=250").body)["collections"]
    assert "frontpage" in {entry["handle"] for entry in told}
    assert not any("parent" in key for entry in told for key in entry)


@pytest.mark.parametrize("page", ["", "0", "-1", "x", "²", "9" * 400])
def test_any_page_number_is_answered(page: str) -> None:
    for name in WITH_PAGES:
        front = open_front(name)
        address = split_address(front.locate(front.shop.shelves[0]))
        query = {**address.query, front.structure.page_key: page}
        assert front.answer(Ask(base=BASE, path=address.path, query=query)).status in (200, 404)


def fetch(url: str, *, method: str = "GET", headers: dict[str, str] | None = None) -> http.client.HTTPResponse:
    connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=10)
    connection.request(method, urlsplit(url).path, headers=headers or {})
    response = connection.getresponse()
    response.read()
    connection.close()
    return response


def test_server_gives_each_shop_an_address_and_stops() -> None:
    with serve_shops(read_shops()) as addresses:
        assert list(addresses) == list(SHOPS)
        assert len({urlsplit(address).netloc for address in addresses.values()}) == len(SHOPS)
        home = fetch(addresses["kestrel"])
        assert (home.status, home.headers["Content-Type"]) == (200, "text/html; charset=utf-8")
        again = fetch(addresses["kestrel"], headers={"If-None-Match": home.headers["ETag"]})
        assert again.status == 304
        assert fetch(addresses["kestrel"], method="HEAD").headers["Content-Length"] == home.headers["Content-Length"]
    bits = urlsplit(addresses["kestrel"])
    with pytest.raises(OSError), socket.create_connection((str(bits.hostname), bits.port or 0), timeout=1):  # noqa: PT011
        pass


def test_case_is_a_valid_engagement(tmp_path) -> None:
    shops: tuple[Shop, ...] = read_shops()
    path = write_case(tmp_path / "new", shops, {shop.name: f"http://127.0.0.1:{shop.name}" for shop in shops})
    text = path.read_text(encoding="utf-8").replace("127.0.0.1:", "127.0.0.1/")
    path.write_text(text, encoding="utf-8")
    engagement = load_engagement(path)
    assert [(member.site.name, member.role) for member in engagement.members] == [
        (shop.name, shop.role) for shop in shops
    ]
    assert engagement.ranking.min_reference_sites == 2


def test_case_leaves_another_engagement_alone(tmp_path) -> None:
    (tmp_path / "engagement.toml").write_text('name = "mine"\n', encoding="utf-8")
    with pytest.raises(UsageError, match="another engagement"):
        write_case(tmp_path, (), {})
    assert (tmp_path / "engagement.toml").read_text(encoding="utf-8") == 'name = "mine"\n'
