"""The folders that sites closed in the spool, whether they were loaded since or not, and how those crawls ended."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from crawler.outcomes import SiteOutcome
from crawler.sites import Site
from crawler.spooling.json_lines import load_line
from crawler.spooling.spool import MANIFEST, name_site, read_site_facts

LOADED = "loaded"
"""The folder of the spool that whoever loads moves folders to (`docs/spool.md`)."""


def list_closed_names(root: Path, sites: Iterable[Site]) -> frozenset[str]:
    """Return the names of the sites' closed folders."""
    return frozenset(
        folder.name for site in sites for folder in _find_folders(root, site) if (folder / MANIFEST).exists()
    )


def list_closed(root: Path, sites: Iterable[Site], *, known: frozenset[str]) -> Iterator[SiteOutcome]:
    """Yield how the crawls of sites ended whose folders are closed and not among the known ones."""
    for site in sites:
        for folder in sorted(_find_folders(root, site)):
            outcome = None if folder.name in known else _read_outcome(folder, site)
            if outcome:
                yield outcome


def _find_folders(root: Path, site: Site) -> Iterator[Path]:
    name = f"{name_site(site.name)}-*"
    for folder in (*root.glob(name), *(root / LOADED).glob(name)):
        facts = read_site_facts(folder)
        if facts and (facts["name"], facts["url"]) == (site.name, site.url):
            yield folder


def _read_outcome(folder: Path, site: Site) -> SiteOutcome | None:
    try:
        facts = load_line((folder / MANIFEST).read_bytes())
    except OSError:
        return None
    if facts is None:
        return None
    return SiteOutcome(
        site=site.name,
        crawl_id=folder.name,
        coverage=facts["coverage"],
        coverage_reason=facts["coverage_reason"],
        categories=facts["categories"],
        products=facts["products"],
        requests=facts["requests"],
    )
