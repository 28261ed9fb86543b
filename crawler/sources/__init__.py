"""Platforms and kinds of evidence, one a module. A software is recognised by its marks, whether or not it is asked.

A new one takes its marks in `crawler/words/platforms.toml` and a row in docs/crawling.md; a module only where it has an
endpoint that tells its catalogue to everybody.
"""

from collections.abc import Mapping

from crawler.findings import Finding, Platform, Source
from crawler.pages import Link, Page
from crawler.sources import magento, sap_commerce, shopify, woocommerce
from crawler.sources.marks import tell_software

_ALL = (shopify.SOURCE, woocommerce.SOURCE, magento.SOURCE, sap_commerce.SOURCE)
SOURCES: Mapping[str, Source] = {source.name: source for source in _ALL}
"""Platforms whose public endpoints are asked before any page, by name.

The others show their catalogue to everybody in their pages only; docs/crawling.md says why of each.
"""


def recognise_platform(page: Page) -> Platform | None:
    """Return the software that a home page shows, and where its endpoints are if it has any for everybody."""
    name = tell_software(page)
    if name is None:
        return None
    source = SOURCES.get(name)
    return (source.locate(page) if source else None) or Platform(name=name)


def list_first_links(platform: Platform) -> tuple[Link, ...]:
    """Return what to ask a platform's endpoints first; nothing where there are none."""
    source = SOURCES.get(platform.name)
    return source.start(platform) if source and platform.root else ()


def read_endpoint(platform: Platform, page: Page) -> Finding:
    """Read an endpoint's answer."""
    return SOURCES[platform.name].read(platform, page)
