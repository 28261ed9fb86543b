"""Platforms and kinds of evidence, one a module, in order of trust."""

from crawler.findings import Source
from crawler.sources import shopify, woocommerce

SOURCES: tuple[Source, ...] = (shopify.SOURCE, woocommerce.SOURCE)
"""Platforms whose public endpoints are asked before any page."""
