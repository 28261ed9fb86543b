"""What is said of a run that nobody watched: a line that a mail can be made of, and whether all is well."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from crawler.outcomes import SiteOutcome
from gapfinder.ages import tell_age
from gapfinder.choice import OBSERVED
from gapfinder.printable import make_printable
from gapfinder.standing import Standing

MOST_NAMED = 5
REASON_LIMIT = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """How a run ended. `left_out` counts the sites that were observed recently enough; `standings` are of all sites
    that were asked for, as they are after the run."""

    engagement: str
    outcomes: tuple[SiteOutcome, ...]
    left_out: int
    standings: tuple[Standing, ...]
    took: timedelta
    log: Path

    @property
    def is_well(self) -> bool:
        """Whether every site that was crawled was observed, and nothing waits for a person."""
        return not self._unseen and not self._waiting

    @property
    def summary(self) -> str:
        """The run in one line: what was crawled, what was not observed, what waits for a person, where the log is."""
        unseen = [f"{outcome.site} {outcome.coverage}: {outcome.coverage_reason}" for outcome in self._unseen]
        waiting = [f"{standing.site}: {standing.attention}" for standing in self._waiting]
        parts = [
            f"{self._tell_crawled()} in {tell_age(self.took)}",
            f"{self.left_out} left out, observed recently enough" if self.left_out else "",
            _name(f"{len(unseen)} NOT OBSERVED", unseen),
            _name(f"{len(waiting)} NEED{'S' if len(waiting) == 1 else ''} ATTENTION", waiting),
            f"log {self.log}",
        ]
        return f"gapfinder {make_printable(self.engagement)}: {'; '.join(filter(None, parts))}"

    @property
    def _unseen(self) -> list[SiteOutcome]:
        return [outcome for outcome in self.outcomes if outcome.coverage not in OBSERVED]

    @property
    def _waiting(self) -> list[Standing]:
        told = {outcome.site for outcome in self._unseen}
        return [standing for standing in self.standings if standing.is_urgent and standing.site not in told]

    def _tell_crawled(self) -> str:
        counts = Counter(outcome.coverage for outcome in self.outcomes)
        number = sum(counts.values())
        kinds = ", ".join(f"{count} {coverage}" for coverage, count in sorted(counts.items()))
        return f"{number} {'site' if number == 1 else 'sites'} crawled" + (f" ({kinds})" if kinds else "")


def _name(what: str, texts: Sequence[str]) -> str:
    """Say how many there are and name the first of them; empty where there are none."""
    if not texts:
        return ""
    named = [make_printable(text, limit=REASON_LIMIT).rstrip(": ") for text in texts[:MOST_NAMED]]
    further = len(texts) - len(named)
    return f"{what} ({', '.join(named)}{f', and {further} more' if further else ''})"
