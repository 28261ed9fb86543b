"""Random histories of one shop, loaded in any order, against a model that replays them in theirs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from random import Random
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from warehouse.load import load_closed
from warehouse.publish import publish

Crawl = tuple[str, dict[str, str]]
"""A coverage, and the price of each product seen."""

BULK = {f"Bolt {number}": "1" for number in range(30)}
some = st.dictionaries(st.sampled_from(["Saw", "Axe", "Nail"]), st.sampled_from(["1", "2"]))
coverages = st.sampled_from(["complete", "complete", "capped", "blocked"])
crawls = st.lists(st.tuples(coverages, st.one_of(some, some.map(lambda seen: BULK | seen))), min_size=1, max_size=5)


def replay(history: Sequence[Crawl]) -> tuple[dict[str, str], list[tuple[Any, ...]]]:
    """Return the products and the changes that a history leaves."""
    state: dict[str, str] = {}
    changes: list[tuple[Any, ...]] = []
    known = complete = False
    for day, seen in list_counted(history):
        capped = history[day][0] == "capped"
        after = state | seen if capped else seen
        if known:
            changes += [(day, *change) for change in compare(state, after) if complete or change[0] != "appearance"]
        known, complete, state = True, complete or not capped, after
    return state, changes


def list_counted(history: Sequence[Crawl]) -> Iterator[tuple[int, dict[str, str]]]:
    before = 0
    for day, (coverage, seen) in enumerate(history):
        if coverage == "complete":
            shrunk, before = 10 * len(seen) < before, len(seen)
            if not shrunk:
                yield day, seen
        elif coverage == "capped":
            yield day, seen


def compare(before: dict[str, str], after: dict[str, str]) -> Iterator[tuple[Any, ...]]:
    yield from (("appearance", title, None, None) for title in after.keys() - before.keys())
    yield from (("disappearance", title, None, None) for title in before.keys() - after.keys())
    for title in before.keys() & after.keys():
        if before[title] != after[title]:
            yield "change", title, f"{before[title]}.0000", f"{after[title]}.0000"


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(history=crawls, random=st.randoms(use_true_random=False))
def test_any_order_of_folders_leaves_the_true_history(
    history: list[Crawl], random: Random, tmp_path_factory: Any, write: Callable[..., Path], ask: Callable[..., Any]
) -> None:
    data = tmp_path_factory.mktemp("history")
    for day in random.sample(range(len(history)), len(history)):
        coverage, seen = history[day]
        products = [(title, {"price": price}) for title, price in seen.items()]
        write(data, {"products": products}, day=day, coverage=coverage)
        assert [result.status for result in load_closed(data)] == ["loaded"]
    publish(data)
    state, changes = replay(history)
    assert dict(ask(data, "select title, price::integer::varchar from products")) == state
    noted = 'select dayofyear("at") - 1, kind, name, "from", "to" from catalog_changes'
    assert sorted(ask(data, noted), key=str) == sorted(changes, key=str)
