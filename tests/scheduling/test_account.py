from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from crawler.outcomes import SiteOutcome
from gapfinder.concerns import Concern, Weight
from gapfinder.scheduling.account import Account
from gapfinder.standing import Standing


def observe(site: str, coverage: str = "complete", reason: str = "") -> SiteOutcome:
    return SiteOutcome(site=site, crawl_id=f"{site}-1", coverage=coverage, coverage_reason=reason)


def stand(site: str, text: str, weight: Weight = Weight.URGENT) -> Standing:
    return Standing(site=site, role="prospect", concerns=(Concern(text=text, weight=weight),))


@pytest.mark.parametrize(
    ("outcomes", "left_out", "standings", "is_well", "said"),
    [
        ((), 0, (), True, "0 sites crawled in 3 h"),
        ((), 2, (), True, "0 sites crawled in 3 h; 2 left out, observed recently enough"),
        (
            (observe("a"), observe("b"), observe("c", "capped", "budget")),
            1,
            (stand("c", "capped: budget", Weight.PARTIAL),),
            True,
            "3 sites crawled (1 capped, 2 complete) in 3 h; 1 left out, observed recently enough",
        ),
        (
            (observe("a"), observe("b", "blocked", "a challenge\x1b[31m\npage")),
            0,
            (stand("b", "blocked: a challenge page; never observed"), stand("a", "complete: shrank to 3 records")),
            False,
            "2 sites crawled (1 blocked, 1 complete) in 3 h; 1 NOT OBSERVED (b blocked: a challenge page);"
            " 1 NEEDS ATTENTION (a: complete: shrank to 3 records)",
        ),
        (
            tuple(observe(f"s{number}", "failed") for number in range(9)),
            0,
            (),
            False,
            "9 sites crawled (9 failed) in 3 h;"
            " 9 NOT OBSERVED (s0 failed, s1 failed, s2 failed, s3 failed, s4 failed, and 4 more)",
        ),
        (
            (observe("a"),),
            0,
            (stand("a", "x" * 500), stand("b", "y")),
            False,
            f"1 site crawled (1 complete) in 3 h; 2 NEED ATTENTION (a: {'x' * 96}…, b: y)",
        ),
    ],
)
def test_what_is_said_of_a_run(
    outcomes: tuple[SiteOutcome, ...], left_out: int, standings: tuple[Standing, ...], is_well: bool, said: str
) -> None:
    account = Account(
        engagement="case",
        outcomes=outcomes,
        left_out=left_out,
        standings=standings,
        took=timedelta(hours=3),
        log=Path("/data/logs/run.log"),
    )
    assert (account.is_well, account.summary) == (is_well, f"gapfinder case: {said}; log /data/logs/run.log")
