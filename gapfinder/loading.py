"""Brings what lies closed in the spool into the warehouse, for one engagement."""

from __future__ import annotations

import logging

import pandas as pd

from gapfinder.choice import OBSERVED
from gapfinder.engagement import Engagement
from warehouse.analysis import save_engagement
from warehouse.load import load_closed
from warehouse.publish import publish
from warehouse.store import open_store

logger = logging.getLogger(__name__)


def load_crawls(engagement: Engagement) -> dict[str, str]:
    """Load the closed crawls, note who takes part in the engagement, and publish.

    Returns why a crawl could not be loaded, by crawl id; such a crawl stays in the spool.
    """
    results = load_closed(engagement.data, max_shrink=engagement.warehouse.max_shrink)
    members = pd.DataFrame(
        [(member.site.name, member.role, member.industry, member.site.url) for member in engagement.members],
        columns=["site", "role", "industry", "url"],
    )
    with open_store(engagement.data) as store:
        save_engagement(store, engagement.name, members)
    publish(engagement.data)
    for result in results:
        if result.held_back and result.coverage in OBSERVED:
            logger.warning(
                "%s: the crawl is held back, for it %s; `gapfinder accept %s` takes it all the same",
                *(result.site, result.held_back, result.crawl_id),
            )
    refusals = {result.crawl_id: result.reason for result in results if result.status == "rejected"}
    for crawl_id, reason in refusals.items():
        logger.warning("%s was not loaded: %s", crawl_id, reason)
    return refusals
