"""Brings what lies closed in the spool into the warehouse, for one engagement."""

from __future__ import annotations

import logging
from collections.abc import Collection

import pandas as pd

from gapfinder.choice import OBSERVED
from gapfinder.engagement import Engagement
from gapfinder.errors import GapfinderError
from gapfinder.mending import tell_mended, tell_refused, until_published
from warehouse.analysis import save_engagement
from warehouse.errors import WarehouseError
from warehouse.load import load_closed
from warehouse.publish import is_behind, publish
from warehouse.spool import find_closed
from warehouse.store import open_store

logger = logging.getLogger(__name__)


def load_left(engagement: Engagement) -> dict[str, str]:
    """Load and publish what a run before left, before crawling begins; return what `load_crawls` does.

    Where the warehouse refuses, that is only told: what is crawled then waits in the spool.
    """
    if not (find_closed(engagement.data) or is_behind(engagement.home)):
        return {}
    try:
        return load_crawls(engagement, is_late=True)
    except (GapfinderError, WarehouseError) as error:
        logger.info("what lies in the spool waits: %s", error)
        return {}


def load_crawls(engagement: Engagement, *, is_late: bool = False, told: Collection[str] = ()) -> dict[str, str]:
    """Load the closed crawls, note who takes part in the engagement, and publish.

    With `is_late` each that is loaded is told, for a run before should have done it. Returns why a crawl could not be
    loaded, by crawl id; such a crawl stays in the spool, and is warned of unless that was `told` before.
    """
    with until_published(engagement.home) as is_alone:
        results = load_closed(engagement.home, max_shrink=engagement.warehouse.max_shrink)
        tell_mended(results, own=() if is_late and is_alone else None)
        members = pd.DataFrame(
            [(member.site.name, member.role, member.industry, member.site.url) for member in engagement.members],
            columns=["site", "role", "industry", "url"],
        )
        with open_store(engagement.home) as store:
            save_engagement(store, engagement.name, members)
        publish(engagement.home)
    for result in results:
        if result.held_back and result.coverage in OBSERVED:
            logger.warning(
                "%s: the crawl is held back, for it %s; `gapfinder accept %s` takes it all the same",
                *(result.site, result.held_back, result.crawl_id),
            )
    tell_refused(results, told=told)
    return {result.crawl_id: result.reason for result in results if result.status == "rejected"}
