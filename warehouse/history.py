"""The history of one site: crawl by crawl, in the order of their moments, whatever order they came in.

Each function is a part of a transaction that its caller began.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from duckdb import DuckDBPyConnection

from warehouse.gate import ACCEPTED, COUNTS, HELD_BACK, Crawl, Standing, judge_crawl
from warehouse.incoming import Counts, forget_recalled, keep_records, read_folder, recall_records
from warehouse.kinds import KINDS, fetch_step, run_step
from warehouse.manifest import Manifest
from warehouse.statements import fetch_rows, run_statement

GONE = "its records are gone"
FindManifest = Callable[[str], Manifest | None]
"""Finds the folder of a crawl by the crawl's id; None where it is gone or damaged."""
Verdict = tuple[str, str]
"""What became of a crawl (`counts`, `accepted` or `held back`), and why it is held back."""


def take_in(
    connection: DuckDBPyConnection, crawl: Crawl, standing: Standing, *, max_shrink: float, find_manifest: FindManifest
) -> None:
    """Take in the incoming records of a crawl that counts; `standing` is what was known of the site before it.

    What came after it is then judged and taken in once more, each from its folder, or from what the store tells of it.
    """
    later = [(*known, find_manifest(known[0].crawl_id)) for known in find_later(connection, crawl)]
    for each, _, (word, _), manifest in later:
        if manifest is None:
            keep_records(connection, each.values | {"counted": word != HELD_BACK})
    if later:
        _rewind(connection, crawl, standing)
    _apply(connection, crawl, standing)
    for each, counts, before, manifest in later:
        verdict = _take_in_again(connection, each, counts, manifest, max_shrink)
        if verdict != before:
            told = {"crawl_id": each.crawl_id, "verdict": verdict[0], "verdict_reason": verdict[1]}
            run_statement(connection, "load/set_verdict", told)
    forget_recalled(connection)


def find_standing(connection: DuckDBPyConnection, crawl: Crawl) -> Standing:
    """Return what was known of a site before a crawl."""
    (row,) = fetch_rows(connection, "load/find_standing", {"site": crawl.site, "moment": crawl.moment})
    return Standing(**row)


def find_later(connection: DuckDBPyConnection, crawl: Crawl) -> list[tuple[Crawl, Counts, Verdict]]:
    """Return the crawls of a site that began after one, with what they saw and what became of them."""
    rows = fetch_rows(connection, "load/find_later", {"site": crawl.site, "moment": crawl.moment})
    return [describe_crawl(row) for row in rows]


def describe_crawl(row: dict[str, Any]) -> tuple[Crawl, Counts, Verdict]:
    """Return a crawl as the store has it."""
    counts = Counts(categories=row.pop("categories"), products=row.pop("products"))
    verdict = (row.pop("verdict"), row.pop("verdict_reason"))
    return Crawl(**row, is_accepted=verdict[0] == ACCEPTED), counts, verdict


def give_verdict(crawl: Crawl, seen: Counts, standing: Standing, *, max_shrink: float) -> Verdict:
    """Return what becomes of a crawl; what a person accepted counts."""
    if crawl.is_accepted:
        return (ACCEPTED, "")
    reason = judge_crawl(crawl, seen, standing, max_shrink=max_shrink)
    return (HELD_BACK, reason) if reason else (COUNTS, "")


def _take_in_again(
    connection: DuckDBPyConnection, crawl: Crawl, counts: Counts, manifest: Manifest | None, max_shrink: float
) -> Verdict:
    standing = find_standing(connection, crawl)
    verdict = give_verdict(crawl, counts, standing, max_shrink=max_shrink)
    if verdict[0] == HELD_BACK:
        return verdict
    if not fetch_records(connection, crawl, counts, manifest):
        return (HELD_BACK, GONE)
    _apply(connection, crawl, standing)
    return verdict


def fetch_records(connection: DuckDBPyConnection, crawl: Crawl, counts: Counts, manifest: Manifest | None) -> bool:
    """Make the incoming records those of a crawl that came before; false where they are gone.

    Without a folder they are what `keep_records` put aside.
    """
    if manifest is not None:
        read_folder(connection, manifest)
        return True
    recall_records(connection, crawl.moment)
    (found,) = fetch_rows(connection, "load/count_incoming", {})
    return bool(found["records"]) or not counts.categories + counts.products


def _rewind(connection: DuckDBPyConnection, crawl: Crawl, standing: Standing) -> None:
    for kind in KINDS:
        run_step(connection, "rewind", kind, crawl.values | {"previous": standing.find_previous(kind)})
    run_statement(connection, "load/forget_changes", crawl.values)


def _apply(connection: DuckDBPyConnection, crawl: Crawl, standing: Standing) -> None:
    """Make the incoming records the site's catalogue, or a part of it, from the crawl's moment on."""
    for kind in KINDS:
        values = crawl.values | {"previous": standing.find_previous(kind)}
        if standing.previous is None:
            found = fetch_step(connection, "count_twins", kind, values)
            if found["twins"]:
                run_step(connection, "single", kind, values)
            run_step(connection, "open_first", kind, values)
        elif kind == "categories":
            adds = {"adds": crawl.adds_categories, "complete_before": standing.tree_known}
            _apply_changes(connection, kind, values | adds, marks_unseen=crawl.adds_categories)
        else:
            adds = {"adds": crawl.adds_products, "complete_before": standing.goods_known}
            _apply_changes(connection, kind, values | adds, marks_unseen=crawl.misses_products)
    if standing.previous is not None and not crawl.adds_categories:
        (gone,) = fetch_rows(connection, "load/count_gone", {})
        if gone["categories"]:
            run_statement(connection, "load/close_orphans", crawl.values)


def _apply_changes(connection: DuckDBPyConnection, kind: str, values: dict[str, Any], *, marks_unseen: bool) -> None:
    run_step(connection, "differ", kind, values)
    found = fetch_step(connection, "find_twins", kind, values)
    if found["twins"]:
        run_step(connection, "single", kind, values)
        run_step(connection, "differ", kind, values)
    steps = ["compare", "close", *(["miss"] if marks_unseen else []), "open"]
    for step in steps:
        run_step(connection, step, kind, values)
    if kind != "product_categories":
        run_step(connection, "note_changes", kind, values)
