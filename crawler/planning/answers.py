"""What one request taught: the unit that a crawl remembers, so that a killed one can go on from its journal."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pydantic import TypeAdapter

from crawler.findings import Finding, Platform
from crawler.items import Visit
from crawler.pages import Link
from crawler.sightings import Sighting
from crawler.sources.sitemap import Sitemap


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A link that was asked for and what came of it; at most one of the readings is set.

    `platform` is set on the home page's answer where a platform was recognised. `final_url` is
    what answered after redirects. `drawn` says that by then a browser drew the site's pages, `may_come` that a page
    was lost on the way and may come another time.
    """

    link: Link
    visit: Visit
    final_url: str
    sighting: Sighting | None = None
    finding: Finding | None = None
    sitemap: Sitemap | None = None
    platform: Platform | None = None
    drawn: bool = False
    may_come: bool = False

    @property
    def is_torn(self) -> bool:
        """Whether the server is there, but broke the page off: of a home page that tells nothing, sitemaps may."""
        return self.may_come and self.visit.status == 200


_ADAPTER = TypeAdapter(Answer)


def dump_answer(answer: Answer) -> dict[str, Any]:
    """Return the answer as plain JSON values."""
    plain: dict[str, Any] = _ADAPTER.dump_python(answer, mode="json", exclude_defaults=True)
    return plain


def load_answer(plain: dict[str, Any]) -> Answer:
    """Return the answer that `dump_answer` wrote.

    Raises pydantic.ValidationError for anything else.
    """
    return _ADAPTER.validate_python(plain)
