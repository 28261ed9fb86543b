"""Shops that were crawled before are asked only for what can have changed, and what comes of it is a full crawl's."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from crawler.outcomes import SiteProgress
from crawler.recalling.memories import Memories
from gapfinder.cli.main import gapfinder
from tests.crawl.living_shop import HTML, Answering, Crawls, LivingShop, by_date, by_tag, without
from tests.crawl.shops import CATEGORIES, Served, listing_page, make_shop_pages, page, product_page

SIZE = 5
PAGES: dict[str, str] = {path: str(body) for path, body in make_shop_pages(SIZE).items()}
DRILLS = [f"drills-{number}" for number in range(SIZE)]
SAWS = [f"saws-{number}" for number in range(SIZE)]


@pytest.fixture
def crawls(tmp_path: Path) -> Crawls:
    return Crawls(tmp_path)


@pytest.fixture
def open_shop() -> Iterator[Callable[..., LivingShop]]:
    shops: list[LivingShop] = []

    def start(answering: Answering = by_tag, pages: dict[str, str] = PAGES) -> LivingShop:
        shop = LivingShop(pages, answering)
        shop.server.start()
        shops.append(shop)
        return shop

    yield start
    for shop in shops:
        shop.server.stop()


Open = Callable[..., LivingShop]


@pytest.mark.parametrize("answering", [by_tag, by_date], ids=["ETag", "Last-Modified"])
def test_what_did_not_change_costs_no_bytes(open_shop: Open, crawls: Crawls, answering: Answering) -> None:
    shop = open_shop(answering)
    first = crawls.run(shop)
    before = crawls.manifest(first)
    second = crawls.run(shop)
    after = crawls.manifest(second)
    assert crawls.result(second) == crawls.result(first)
    assert shop.count(304) == len(PAGES)
    assert after["requests"] == before["requests"] == len(shop.asked)
    assert int(str(after["bytes"])) < 0.01 * int(str(before["bytes"]))
    visit = next(visit for visit in crawls.read(second, "visits") if visit["status"] == 304)
    assert (visit["outcome"], visit["bytes"]) == ("read", 0)
    assert str(visit["note"]).startswith("unchanged since 20")


CHANGES: dict[str, dict[str, str | None]] = {
    "a price": {"/p/saws-3": product_page("Saws 3", price="12.50")},
    "a product is gone": {"/saws/": listing_page("Saws", SAWS[1:]), "/p/saws-0": None},
    "a product is gone, and still listed": {"/p/saws-0": None},
    "a new product": {
        "/saws/": listing_page("Saws", [*SAWS, "saws-99"]),
        "/p/saws-99": product_page("Saws 99"),
    },
    "a listing goes on": {
        "/saws/": listing_page("Saws", SAWS, more="/saws/?page=2"),
        "/saws/?page=2": listing_page("Saws", ["saws-20"]),
        "/p/saws-20": product_page("Saws 20"),
    },
    "a new category": {
        "/": page("Tools", "/", *CATEGORIES, "/files/"),
        "/files/": listing_page("Files", ["files-1", "saws-2"]),
        "/p/files-1": product_page("Files 1"),
    },
    "a category has another name": {
        "/drills/": listing_page("Drivers", [f"drills-{number}" for number in range(SIZE)])
    },
    "a category is gone": {"/": page("Tools", "/", "/saws/"), "/drills/": None},
    "a page says nothing any more": {"/p/saws-3": page("Sold out", "/", *CATEGORIES)},
}


AT_ONCE = CHANGES["a price"] | CHANGES["a new category"] | CHANGES["a listing goes on"] | {"/p/drills-1": None}


@pytest.mark.parametrize(
    ("answering", "change"),
    [*((by_tag, change) for change in CHANGES.values()), (by_date, AT_ONCE), (without, AT_ONCE)],
    ids=[*CHANGES, "all at once", "all at once, and not told"],
)
def test_changes_are_seen_as_by_a_full_crawl(
    open_shop: Open, crawls: Crawls, answering: Answering, change: dict[str, str | None]
) -> None:
    shop = open_shop(answering)
    crawls.run(shop)
    shop.change(change)
    again = crawls.run(shop)
    came = {path for path, status in shop.asked if status == 200}
    assert came == {path for path, body in change.items() if body} or answering is without
    assert crawls.result(again) == crawls.result(crawls.run_full(shop))


def ask_in_vain(shop: LivingShop, path: str, body: str) -> Served:
    """Give a new tag each time."""
    shop.versions[path] += 1
    return Served(body=body.encode(), headers=HTML | {"ETag": f'"{shop.versions[path]}"'})


def stumble(status: int) -> Answering:
    """Answer a condition with an error."""

    def answer(shop: LivingShop, path: str, body: str) -> Served:
        if "if-none-match" in shop.asks:
            return Served(status=status, body=b"what?")
        return Served(body=body.encode(), headers=HTML | {"ETag": '"1"'})

    return answer


def with_body(shop: LivingShop, path: str, body: str) -> Served:
    """Send a body where there must be none."""
    if shop.asks.get("if-none-match") == '"1"':
        return Served(status=304, body=b"<html>" * 5000, headers={"ETag": '"1"'})
    return Served(body=body.encode(), headers=HTML | {"ETag": '"1"'})


def badly_tagged(shop: LivingShop, path: str, body: str) -> Served:
    """Send validators that are none."""
    headers = HTML | {"ETag": "1", "Last-Modified": "yesterday"}
    return Served(body=body.encode(), headers=headers)


def made_now(shop: LivingShop, path: str, body: str) -> Served:
    """Claim that every page was made for this request."""
    headers = HTML | {"Last-Modified": "Fri, 01 Jan 2100 12:00:00 GMT"}
    return Served(body=body.encode(), headers=headers)


ODD: dict[str, tuple[Answering, int | None]] = {
    "another tag each time": (ask_in_vain, 0),
    "400": (stumble(400), 0),
    "412": (stumble(412), 0),
    "304 with a body": (with_body, None),
    "no tag that is one": (badly_tagged, 0),
    "made now": (made_now, 0),
    "nothing": (without, 0),
}


@pytest.mark.parametrize(("answering", "unchanged"), ODD.values(), ids=ODD)
def test_odd_servers_are_read_all_the_same(
    open_shop: Open, crawls: Crawls, answering: Answering, unchanged: int | None
) -> None:
    shop = open_shop(answering)
    first = crawls.run(shop)
    second = crawls.run(shop)
    assert crawls.result(second) == crawls.result(first)
    assert second.coverage == "complete"
    assert unchanged is None or shop.count(304) == unchanged
    assert second.requests == len(shop.asked)


def test_the_same_bytes_are_not_read_again(open_shop: Open, crawls: Crawls) -> None:
    shop = open_shop(without)
    crawls.run(shop)
    notes = [visit["note"] for visit in crawls.read(crawls.run(shop), "visits") if visit["kind"] == "product"]
    assert len(notes) == 2 * SIZE
    assert all(str(note).startswith("unchanged since") for note in notes)


def test_an_unchanged_page_that_nobody_asked_about_is_no_page(open_shop: Open, crawls: Crawls) -> None:
    shop = open_shop(lambda shop, path, body: Served(status=304) if path == "/saws/" else without(shop, path, body))
    outcome = crawls.run(shop)
    visit = next(visit for visit in crawls.read(outcome, "visits") if str(visit["url"]).endswith("/saws/"))
    assert (visit["outcome"], visit["note"]) == ("failed", "HTTP 304")
    assert outcome.products == SIZE


def test_a_condition_is_not_sent_where_a_redirect_leads_by_now(open_shop: Open, crawls: Crawls) -> None:
    def answer(shop: LivingShop, path: str, body: str) -> Served:
        if path == "/saws/":
            return Served(status=302, headers={"Location": body})
        # one tag for all: whatever is asked about is "unchanged"
        if "if-none-match" in shop.asks:
            return Served(status=304, headers={"ETag": '"1"'})
        return Served(body=body.encode(), headers=HTML | {"ETag": '"1"'})

    old, new = listing_page("Old saws", SAWS[:2]), listing_page("New saws", SAWS[2:])
    shop = open_shop(answer, PAGES | {"/saws/": "/old-saws/", "/old-saws/": old, "/new-saws/": new})
    first = crawls.run(shop)
    shop.pages["/saws/"] = "/new-saws/"
    second = crawls.run(shop)
    names = [{row["name"] for row in crawls.read(outcome, "categories")} for outcome in (first, second)]
    assert names == [{"Old saws", "Drills"}, {"New saws", "Drills"}]
    assert ("/new-saws/", 200) in shop.asked


def test_rules_for_robots_that_are_new_are_heeded(open_shop: Open, crawls: Crawls) -> None:
    rules: dict[str, str] = {}

    def answer(shop: LivingShop, path: str, body: str) -> Served:
        if "if-none-match" in shop.asks:
            return Served(status=304, headers=rules)
        return Served(body=body.encode(), headers=HTML | {"ETag": '"1"'} | rules)

    shop = open_shop(answer)
    assert crawls.run(shop).categories == 2
    rules["X-Robots-Tag"] = "noindex"
    again = crawls.run(shop)
    assert crawls.result(again) == crawls.result(crawls.run_full(shop))
    assert crawls.run(shop).requests == len(PAGES) + 2  # with the rules known, one request a page does


def test_everything_is_asked_for_on_demand_and_after_a_while(open_shop: Open, crawls: Crawls) -> None:
    shop = open_shop()
    crawls.run(shop)
    folder = crawls.folder / "memory"
    for memories in (Memories(folder=folder, is_full=True), Memories(folder=folder, oldest=timedelta(0))):
        crawls.run(shop, memories=memories)
        assert (shop.count(304), shop.count(200)) == (0, len(PAGES))
    crawls.run(shop)
    assert shop.count(304) == len(PAGES)


def test_a_crawl_that_saw_less_does_not_forget_the_rest(open_shop: Open, crawls: Crawls) -> None:
    shop = open_shop()
    crawls.run(shop)
    shop.answering = lambda shop, path, body: Served(status=403)
    assert crawls.run(shop).coverage == "blocked"
    shop.answering = by_tag
    crawls.run(shop)
    assert shop.count(304) == len(PAGES)


@pytest.mark.parametrize("answering", [by_tag, without], ids=["known by tags", "not known"])
@pytest.mark.parametrize("less", ["structure_only", "product_pages"])
def test_what_an_earlier_crawl_left_out_by_choice_is_asked_for(
    open_shop: Open, crawls: Crawls, tmp_path: Path, answering: Answering, less: str
) -> None:
    shop = open_shop(answering, make_paged_shop())
    goods = {path for path in shop.pages if path.startswith("/p/")}
    shop.date_pages({path: "2026-01-02" if "1" in path else "2026-01-03" for path in goods})
    crawls.run(shop, **{less: less == "structure_only"})
    before = {path for path, _ in shop.asked} & goods
    again = crawls.run(shop)
    assert len(before) <= 1  # one of the sitemap's tells what they are
    assert before | {path for path, _ in shop.asked} >= goods
    fresh = Crawls(tmp_path / "fresh")
    assert crawls.result(again) == fresh.result(fresh.run(shop))


def make_paged_shop() -> dict[str, str]:
    """Return a shop whose drills are on two pages."""
    pages = dict(PAGES) | {"/drills/": listing_page("Drills", DRILLS[:3], more="/drills/?page=2")}
    return pages | {"/drills/?page=2": listing_page("Drills", DRILLS[3:])}


def tear(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:5000])


def spoil(path: Path) -> None:
    content = bytearray(path.read_bytes())
    for place in range(9000, len(content), 50):
        content[place] ^= 0x55
    path.write_bytes(content)


DAMAGES: dict[str, Callable[[Path], object]] = {
    "cut short": tear,
    "damaged": spoil,
    "empty": lambda path: path.write_bytes(b""),
    "something else": lambda path: path.write_text("no database"),
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_a_damaged_memory_makes_for_a_full_crawl(
    open_shop: Open, crawls: Crawls, damage: Callable[[Path], object], caplog: pytest.LogCaptureFixture
) -> None:
    shop = open_shop()
    first = crawls.run(shop)
    damage(crawls.folder / "memory" / "shop.sqlite")
    with caplog.at_level(logging.WARNING):
        again = crawls.run(shop)
    assert crawls.result(again) == crawls.result(first)
    assert [record.name for record in caplog.records if record.levelno >= logging.WARNING] in (
        ["crawler.recalling.memories"],
        ["crawler.recalling.recollection"],
    )
    crawls.run(shop)
    assert shop.count(304) == len(PAGES)


def test_a_memory_that_cannot_be_written_costs_the_next_crawl_only(
    open_shop: Open, crawls: Crawls, caplog: pytest.LogCaptureFixture
) -> None:
    (crawls.folder / "memory").write_text("in the way")
    shop = open_shop()
    assert crawls.run(shop).products == 2 * SIZE
    assert ["is not remembered for the next one" in record.getMessage() for record in caplog.records] == [True]


def test_a_folder_that_could_not_be_closed_is_closed_from_its_journal(open_shop: Open, crawls: Crawls) -> None:
    """The crawl was remembered by then, and remembers itself when it goes on."""
    shop = open_shop()
    in_the_way: list[Path] = []

    def block(_: SiteProgress) -> None:
        if not in_the_way:
            in_the_way.extend(folder / "visits.jsonl" for folder in (crawls.folder / "spool").iterdir())
            in_the_way[0].mkdir()

    assert crawls.run(shop, progress=block).coverage == "failed"
    in_the_way[0].rmdir()
    resumed = crawls.run(shop)
    assert [path for path, _ in shop.asked if path != "/robots.txt"] == []
    assert crawls.result(resumed) == crawls.result(crawls.run_full(shop))
    crawls.run(shop)
    assert shop.count(304) == len(PAGES)


@pytest.mark.parametrize("what", ["readers", "url"])
def test_what_other_readers_saw_or_at_another_address_is_not_taken(
    open_shop: Open, crawls: Crawls, what: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    shop = open_shop()
    crawls.run(shop)
    if what == "readers":
        monkeypatch.setattr("crawler.recalling.memories.name_readers", lambda: "others")
    else:
        shop = open_shop()
    crawls.run(shop)
    assert (shop.count(304), shop.count(200)) == (0, len(PAGES))
    assert not caplog.records


def make_endpoints(currency: str) -> dict[str, str]:
    """Return a shop of Shopify's kind: its endpoints tell all, but for the currency."""
    mark = f'<script>Shopify.shop = "s"; Shopify.currency = {{"active":"{currency}"}};</script>'
    saw = '{"title":"Hand saw","handle":"hand-saw","variants":[{"price":"9.90","available":true}]}'
    return {
        "/": page("Tools", "/", "/collections/saws", body=mark),
        "/collections.json?limit=250&page=1": '{"collections":[{"handle":"saws","title":"Saws","products_count":1}]}',
        "/collections/saws/products.json?limit=250&page=1": f'{{"products":[{saw}]}}',
        "/products.json?limit=250&page=1": f'{{"products":[{saw}]}}',
    }


def test_endpoints_are_remembered_as_long_as_they_are_read_alike(open_shop: Open, crawls: Crawls) -> None:
    shop = open_shop(pages=make_endpoints("EUR"))
    first = crawls.run(shop)
    assert crawls.result(crawls.run(shop)) == crawls.result(first)
    assert (shop.count(304), shop.count(200)) == (4, 0)
    shop.change({"/": make_endpoints("CHF")["/"]})
    again = crawls.run(shop)
    assert (shop.count(304), shop.count(200)) == (0, 4)
    assert [product["currency"] for product in crawls.read(again, "products")] == ["CHF"]


def test_the_command_remembers_and_asks_for_everything_on_demand(open_shop: Open, tmp_path: Path) -> None:
    shop = open_shop()
    head = 'name = "case"\n[crawl]\ndelay = 0\nallow_private = true\ncontact = "mailto:t@shop.example"\n'
    (tmp_path / "engagement.toml").write_text(f'{head}[prospect]\nname = "shop"\nurl = "{shop.server.url}"\n')
    arguments = ["crawl", "--engagement", str(tmp_path / "engagement.toml")]
    for more, unchanged in (([], 0), ([], len(PAGES)), (["--full"], 0), ([], len(PAGES))):
        shop.asked.clear()
        done = CliRunner().invoke(gapfinder, [*arguments, *more])
        assert (done.exit_code, shop.count(304)) == (0, unchanged), done.output
    assert [path.name for path in (tmp_path / "data" / "memory").iterdir()] == ["shop.sqlite"]
