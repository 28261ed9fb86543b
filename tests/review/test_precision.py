"""The share of matches that is right, and how sure it is."""

from __future__ import annotations

from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from gapfinder.reviewing.precision import tell_precision, wilson_interval
from warehouse.decisions import Decision


def decide(number: int, verdict: str, *, by_chance: bool = True, joined: bool = True, later: int = 0) -> Decision:
    return Decision(
        decided_at=datetime(2026, 1, 1) + timedelta(minutes=number + 1000 * later), decided_by="ann", verdict=verdict,
        site="acme", category_id=str(number), path=("a",), other_site="boltco", other_category_id=str(number),
        other_path=("b",), by_chance=by_chance, joined=joined,
    )  # fmt: skip


def test_only_joined_pairs_drawn_by_chance_count() -> None:
    decisions = [
        *(decide(number, "same") for number in range(8)),
        decide(8, "different"),
        decide(9, "broader"),
        decide(10, "different", by_chance=False),
        decide(11, "same", joined=False),
    ]
    found = tell_precision(decisions)
    assert found is not None
    assert (found.right, found.asked, found.share) == (8, 10, 0.8)
    assert (round(found.low, 3), round(found.high, 3)) == (0.49, 0.943)


def test_the_last_word_on_a_pair_counts_once() -> None:
    found = tell_precision([decide(1, "different"), decide(1, "same", later=1)])
    assert found is not None
    assert (found.right, found.asked) == (1, 1)
    assert tell_precision([]) is None


@given(st.integers(1, 10_000).flatmap(lambda asked: st.tuples(st.integers(0, asked), st.just(asked))))
def test_interval_holds_the_share(counts: tuple[int, int]) -> None:
    right, asked = counts
    low, high = wilson_interval(right, asked)
    assert 0 <= low <= right / asked <= high <= 1
