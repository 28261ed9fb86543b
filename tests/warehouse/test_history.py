"""Random histories of one shop, loaded in any order, against a model that replays them in theirs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from random import Random
from typing import Any

import duckdb
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from warehouse.acceptance import Acceptance, accept_crawl
from warehouse.homes import Home
from warehouse.load import load_closed
from warehouse.publish import publish

Write = Callable[..., Path]
Goods = dict[str, tuple[str | None, str | None]]
"""The price and the brand of each product, by title."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Crawl:
    """What a crawl saw. Every product stands in the first of its categories."""

    coverage: str
    structure_only: bool
    categories: frozenset[str]
    goods: Goods
    accepted: bool


@dataclass(slots=True, kw_only=True)
class Shop:
    """What is known of a shop, with the day on which each product was last seen, and how it came about."""

    coverage: str = ""
    goods_coverage: str = ""
    tree_known: bool = False
    goods_known: bool = False
    categories: frozenset[str] = frozenset()
    goods: Goods = field(default_factory=dict)
    seen: dict[str, int] = field(default_factory=dict)
    unseen: set[str] = field(default_factory=set)
    places: frozenset[tuple[str, str]] = frozenset()
    changes: list[tuple[Any, ...]] = field(default_factory=list)
    verdicts: list[str] = field(default_factory=list)
    states: list[tuple[Any, ...]] = field(default_factory=list)


BULK: Goods = {f"Bolt {number}": ("1", None) for number in range(4)}
details = st.tuples(st.sampled_from(["1", "2", None]), st.sampled_from([None, None, "Acme", "Zinc"]))
some = st.dictionaries(st.sampled_from(["Saw", "Axe", "Nail"]), details)
crawls = st.builds(
    Crawl,
    coverage=st.sampled_from(["complete", "complete", "capped", "blocked"]),
    structure_only=st.sampled_from([False, False, True]),
    categories=st.frozensets(st.sampled_from(["Tools", "Glue", "Nuts"])),
    goods=st.one_of(some, some.map(lambda goods: BULK | goods)),
    accepted=st.sampled_from([False, False, True]),
)
histories = st.lists(crawls, min_size=1, max_size=6)


def place(crawl: Crawl) -> frozenset[tuple[str, str]]:
    first = min(crawl.categories, default=None)
    return frozenset((title, first) for title in crawl.goods) if first else frozenset()


def replay(history: Sequence[Crawl]) -> Shop:
    """Return what a history leaves, accepted crawls being accepted as soon as they are held back."""
    shop = Shop()
    for day, crawl in enumerate(history):
        held_back = judge(shop, crawl)
        saw = crawl.coverage == "complete" or crawl.categories or crawl.goods
        shop.verdicts.append("counts" if not held_back else "accepted" if crawl.accepted and saw else "held back")
        if shop.verdicts[-1] != "held back":
            take_in(shop, day, crawl)
        shop.states.append((shop.categories, dict(shop.goods), shop.places))
    return shop


def judge(shop: Shop, crawl: Crawl) -> bool:
    if crawl.coverage == "complete":
        shrunk = 2 * len(crawl.categories) < len(shop.categories)
        return shrunk or (not crawl.structure_only and 2 * len(crawl.goods) < len(shop.goods))
    known = shop.coverage if crawl.structure_only else shop.goods_coverage
    return crawl.coverage == "blocked" or known == "complete"


def take_in(shop: Shop, day: int, crawl: Crawl) -> None:
    whole = crawl.coverage == "complete"
    categories = crawl.categories if whole else shop.categories | crawl.categories
    found = {
        title: (price, brand or shop.goods.get(title, ("", None))[1]) for title, (price, brand) in crawl.goods.items()
    }
    starts_afresh = whole and not crawl.structure_only
    goods = found if starts_afresh else shop.goods | found
    if shop.coverage:
        shop.changes += [
            (day, *change)
            for change in compare(shop, categories, goods)
            if change[0] != "appearance" or (shop.tree_known if change[1] == "category" else shop.goods_known)
        ]
    places = place(crawl) if starts_afresh else shop.places | place(crawl)
    shop.places = frozenset((title, category) for title, category in places if category in categories)
    # a crawl of the structure does not look for products: it tells of those that it saw changed, or again
    told = {title for title in found if title in shop.unseen or found[title] != shop.goods.get(title)}
    seen = told if crawl.structure_only else set(found)
    shop.unseen = shop.unseen - seen if crawl.structure_only else set(goods) - seen
    shop.seen = {title: day if title in seen else shop.seen[title] for title in goods}
    shop.categories, shop.goods = categories, goods
    shop.coverage = "complete" if whole else "capped"
    shop.goods_coverage = shop.goods_coverage if crawl.structure_only else shop.coverage
    shop.tree_known |= whole
    shop.goods_known |= starts_afresh


def compare(shop: Shop, categories: frozenset[str], goods: Goods) -> Iterator[tuple[Any, ...]]:
    for subject, before, after in (("category", shop.categories, categories), ("product", shop.goods, goods)):
        yield from (("appearance", subject, name, None, None) for name in set(after) - set(before))
        yield from (("disappearance", subject, name, None, None) for name in set(before) - set(after))
    for title in goods.keys() & shop.goods.keys():
        (old_price, old_brand), (price, brand) = shop.goods[title], goods[title]
        if old_price and price and old_price != price:
            yield "change", "product", title, f"{old_price}.0000", f"{price}.0000"
        if old_brand and brand and old_brand != brand:
            yield "change", "product", title, old_brand, brand


def write_crawl(write: Write, home: Home, day: int, crawl: Crawl) -> str:
    products = [(title, {"price": price, "brand": brand}) for title, (price, brand) in crawl.goods.items()]
    records = {
        "categories": sorted(crawl.categories),
        "products": products,
        "product_categories": [f"{title} @ {category}" for title, category in place(crawl)],
    }
    return write(home, records, day=day, coverage=crawl.coverage, structure_only=crawl.structure_only).name


def read_state(connection: duckdb.DuckDBPyConnection, at: str) -> tuple[Any, ...]:
    categories = "select name from categories_at('acme', $at)"
    goods = "select title, price::integer::varchar, brand from products_at('acme', $at)"
    places = "select product_id, category_id from product_categories_at('acme', $at)"
    return (
        frozenset(row[0] for row in connection.execute(categories, {"at": at}).fetchall()),
        {title: (price, brand) for title, price, brand in connection.execute(goods, {"at": at}).fetchall()},
        frozenset(connection.execute(places, {"at": at}).fetchall()),
    )


def load_in_order(history: Sequence[Crawl], home: Home, write: Write) -> Home:
    for day, crawl in enumerate(history):
        crawl_id = write_crawl(write, home, day, crawl)
        (result,) = load_closed(home)
        if result.held_back and crawl.accepted and (crawl.coverage == "complete" or crawl.categories or crawl.goods):
            accept_crawl(home, crawl_id, Acceptance(by="Ann", at=datetime(2026, 2, 1)))
    publish(home)
    return home


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(history=histories)
def test_a_history_is_what_the_crawls_say(
    history: list[Crawl], tmp_path_factory: Any, write: Write, ask: Callable[..., Any]
) -> None:
    data = load_in_order(history, tmp_path_factory.mktemp("history"), write)
    shop = replay(history)
    assert [row[0] for row in ask(data, "select verdict from records.crawls order by moment")] == shop.verdicts
    noted = 'select dayofyear("at") - 1, kind, subject, name, "from", "to" from catalog_changes'
    assert sorted(ask(data, noted), key=str) == sorted(shop.changes, key=str)
    with duckdb.connect(data / "warehouse.duckdb", read_only=True) as connection:
        for day, state in enumerate(shop.states):
            assert read_state(connection, f"2026-01-{day + 1:02} 12:00") == state
        assert read_state(connection, "2025-12-31") == (frozenset(), {}, frozenset())
    if any(verdict != "held back" for verdict in shop.verdicts):
        assert dict(ask(data, "select title, dayofyear(last_seen_at) - 1 from products")) == shop.seen
        assert (
            ask(data, "select 1 from products where last_seen_crawl_id is null or first_seen_at > last_seen_at") == []
        )


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(history=histories, random=st.randoms(use_true_random=False))
def test_any_order_of_folders_leaves_the_same_store(
    history: list[Crawl], random: Random, tmp_path_factory: Any, write: Write, dump: Callable[..., Any]
) -> None:
    history = [
        Crawl(**{**{name: getattr(crawl, name) for name in Crawl.__slots__}, "accepted": False}) for crawl in history
    ]
    in_order = load_in_order(history, tmp_path_factory.mktemp("in_order"), write)
    data = tmp_path_factory.mktemp("shuffled")
    for day in random.sample(range(len(history)), len(history)):
        write_crawl(write, data, day, history[day])
        assert [result.status for result in load_closed(data)] == ["loaded"]
    assert dump(data) == dump(in_order)
