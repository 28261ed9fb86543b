"""Wilson's bound stays in bounds and grows with proof."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gapfinder.analysis.adoption import bound_share


@pytest.mark.parametrize(
    ("successes", "trials", "expected"),
    [(0, 0, 0.0), (0, 7, 0.0), (1, 1, 0.2065), (3, 3, 0.4385), (5, 10, 0.2366), (81, 263, 0.2553)],
)
def test_bound_of_a_share(successes: int, trials: int, expected: float) -> None:
    assert round(bound_share(successes, trials), 4) == expected


COUNTS = st.integers(1, 10_000).flatmap(lambda trials: st.tuples(st.integers(0, trials), st.just(trials)))


@given(COUNTS)
def test_bound_is_below_the_share(counts: tuple[int, int]) -> None:
    successes, trials = counts
    assert 0 <= bound_share(successes, trials) <= successes / trials


@given(COUNTS)
def test_bound_grows_with_successes_and_shrinks_with_failures(counts: tuple[int, int]) -> None:
    successes, trials = counts
    assert bound_share(successes, trials) <= bound_share(successes + 1, trials + 1) + 1e-12
    assert bound_share(successes, trials) + 1e-12 >= bound_share(successes, trials + 1)
