"""What an analysis found: all that a report shows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

KINDS = ("white space", "assortment gap", "exclusive")
ROLES = ("prospect", "competitor", "reference")
PRESENCES = ("present", "absent", "not observed")


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteSeen:
    """A site of the engagement and how much of it was seen. Times are UTC.

    `coverage` is of the last crawl, `observed_coverage` of the last one that saw a catalogue, `products_coverage` of
    the last one that read more than the tree; `categories` and `products` count the catalogue that stands.
    """

    site: str
    role: str
    industry: str
    url: str | None
    coverage: str
    coverage_reason: str
    crawled_at: datetime | None
    observed: bool
    observed_coverage: str
    observed_at: datetime | None
    products_coverage: str
    categories: int
    products: int

    @property
    def is_whole(self) -> bool:
        """Whether the catalogue was read to its end, so that something can be called absent."""
        coverages = {self.coverage, self.observed_coverage, self.products_coverage}
        return self.observed and coverages == {"complete"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """What one site says about one gap."""

    site: str
    role: str
    presence: str
    category_path: str
    url: str | None
    crawled_at: datetime | None
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """A ranked gap with its evidence; scores are in 0..1, `related` names the gaps folded into it.

    `fit` is None where no other site carries it, so that nothing tells what goes with it.
    """

    rank: int
    kind: str
    subject_kind: str
    subject_id: str
    label: str
    score: float
    adoption: float
    absence: float
    fit: float | None
    strength: float
    reference_sites: int
    references_observed: int
    industries: int
    competitors_absent: int
    competitors_observed: int
    confidence: str
    related: tuple[str, ...]
    evidence: tuple[Proof, ...]

    @property
    def competitors_present(self) -> int:
        """Competitors that carry it."""
        return self.competitors_observed - self.competitors_absent

    def of_presence(self, presence: str) -> tuple[Proof, ...]:
        """Return the evidence of a verdict."""
        return tuple(proof for proof in self.evidence if proof.presence == presence)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A subject on a site. `share` is of the site's assortment, in 0..1; None where not known, as for `products`."""

    site: str
    presence: str
    products: int | None
    share: float | None
    evidence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HeatRow:
    """A subject over all sites, in the order of `Findings.sites`. `kind` is the gap's, empty where it is none."""

    subject_kind: str
    subject_id: str
    label: str
    kind: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """All that a report shows. Gaps are best first, the best of each kind; `totals` counts them all by kind."""

    engagement: str
    sites: tuple[SiteSeen, ...]
    gaps: tuple[Gap, ...]
    totals: Mapping[str, int]
    heat: tuple[HeatRow, ...]

    def of_kind(self, kind: str) -> tuple[Gap, ...]:
        """Return the gaps of a kind, best first."""
        return tuple(gap for gap in self.gaps if gap.kind == kind)

    def of_role(self, role: str) -> tuple[SiteSeen, ...]:
        """Return the sites of a role."""
        return tuple(site for site in self.sites if site.role == role)

    @property
    def prospect(self) -> SiteSeen | None:
        """The site that the findings are for; None where the engagement has none."""
        return next(iter(self.of_role("prospect")), None)

    @property
    def not_observed(self) -> tuple[SiteSeen, ...]:
        """The sites of which nothing was seen."""
        return tuple(site for site in self.sites if not site.observed)

    @property
    def as_of(self) -> datetime | None:
        """When the latest of the sites was crawled (UTC)."""
        return max((site.crawled_at for site in self.sites if site.crawled_at), default=None)
