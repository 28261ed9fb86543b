"""A load over what is known leaves what a load into an empty store would."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from warehouse.load import load_closed
from warehouse.publish import publish

Write = Callable[..., Path]
Records = Mapping[str, Sequence[Any]]
CATEGORIES = "select category_id, parent_id, path, name, depth, url, product_count from categories order by all"
PRODUCTS = "select product_id, title, price, currency, availability, url from products order by all"
ASSIGNMENTS = "select product_id, category_id from product_categories order by all"
TOLD = "select product_id, brand, sku, gtin from products order by all"

texts = st.sampled_from([None, "", "a", "b", "a > b"])
prices = st.sampled_from([None, "1", "1.0", "2.5", "?"])
names = st.sampled_from(["Saw", "Axe", "Nail", "Glue"])
categories = st.tuples(
    st.sampled_from(["Tools", "Tools > Saws", "Glue"]),
    st.fixed_dictionaries({"url": texts, "product_count": st.sampled_from([None, 0, 3])}),
)
products = st.tuples(
    names,
    st.fixed_dictionaries(
        dict.fromkeys(("brand", "sku", "gtin", "currency", "availability", "url", "page_url"), texts)
        | {"price": prices}
    ),
)
assignments = st.tuples(names, st.sampled_from(["Tools", "Tools > Saws", "Glue", "Nowhere"])).map(" @ ".join)
records = st.fixed_dictionaries(
    {
        "categories": st.lists(categories, max_size=4),
        "products": st.lists(products, max_size=6),
        "product_categories": st.lists(assignments, max_size=8),
    }
)


def load(data: Path, write: Write, *crawls: Records) -> Path:
    for day, crawl in enumerate(crawls):
        write(data, crawl, day=day)
        (result,) = load_closed(data, max_shrink=1.0)
        assert (result.status, result.held_back) == ("loaded", "")
    publish(data)
    return data


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(before=records, after=records)
def test_a_load_over_another_is_a_load_from_scratch(
    before: Records, after: Records, tmp_path_factory: Any, write: Write, ask: Callable[..., Any]
) -> None:
    fresh = load(tmp_path_factory.mktemp("fresh"), write, after)
    again = load(tmp_path_factory.mktemp("again"), write, before, after)
    for query in (CATEGORIES, PRODUCTS, ASSIGNMENTS):
        assert ask(again, query) == ask(fresh, query)
    earlier = {row[0]: row for row in ask(load(tmp_path_factory.mktemp("earlier"), write, before), TOLD)}
    kept = [
        tuple(old if new is None else new for new, old in zip(row, earlier.get(row[0], row), strict=True))
        for row in ask(fresh, TOLD)
    ]
    assert ask(again, TOLD) == sorted(kept, key=lambda row: row[0])


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(before=records, after=records)
def test_the_same_again_changes_no_row(
    before: Records, after: Records, tmp_path_factory: Any, write: Write, dump: Callable[..., Any]
) -> None:
    data = load(tmp_path_factory.mktemp("same"), write, before, after)
    once = dump(data)
    write(data, after, day=2)
    load_closed(data, max_shrink=1.0)
    twice = dump(data)
    assert {table: rows for table, rows in twice.items() if table not in ("crawls", "timeline")} == {
        table: rows for table, rows in once.items() if table not in ("crawls", "timeline")
    }
    assert len(twice["crawls"]) == len(once["crawls"]) + 1


@pytest.mark.parametrize("known", [1, 3000, 20_000])
def test_few_changes_among_many_rows_are_found(known: int, data: Path, write: Write, ask: Callable[..., Any]) -> None:
    """More rows than a scan takes at once, with changes in the first, in the last and between."""
    titles = [f"Bolt {number}" for number in range(known)]
    changed = {titles[0], titles[known // 2], titles[-1]}
    before = [(title, {"price": "1"}) for title in titles]
    after = [(title, {"price": "2" if title in changed else "1"}) for title in titles] + [("Nut", {"price": "1"})]
    for day, products in enumerate((before, after)):
        write(data, {"products": products}, day=day)
        load_closed(data)
    publish(data)
    assert {row[0] for row in ask(data, "select subject_id from catalog_changes where field = 'price'")} == changed
    assert ask(data, "select subject_id from catalog_changes where kind <> 'change'") == [("Nut",)]
    assert ask(data, "select count(*), count(distinct product_id) from products") == [(known + 1, known + 1)]
