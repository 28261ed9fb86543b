"""Which units go together: what is alike on the whole, among goods of one field."""

from __future__ import annotations

import numpy as np
import pytest

from gapfinder.matching.clustering.companies import Companies

Pairs = tuple[tuple[int, int, float], ...]


@pytest.mark.parametrize(
    ("fields", "pairs", "firsts"),
    [
        (("a", "", "a"), ((0, 1, 0.9), (1, 2, 0.8)), [0, 0, 0]),
        (("a", "", "b"), ((0, 1, 0.9), (1, 2, 0.8)), [0, 0, 2]),
        (("a", "", "b"), ((0, 1, 0.8), (1, 2, 0.9)), [0, 1, 1]),
        (("a", "b", "b"), ((0, 1, 0.99), (1, 2, 0.9)), [0, 0, 0]),
        (("", "", ""), ((0, 1, 0.9), (1, 2, 0.5)), [0, 0, 2]),
        (("", "", ""), ((0, 1, 0.9), (1, 2, 0.5), (0, 2, 0.4)), [0, 0, 0]),
        (("", "", "", ""), ((0, 1, 0.9), (2, 3, 0.9), (1, 2, 0.8)), [0, 0, 2, 2]),
        (("", "", "", ""), ((0, 1, 0.9), (2, 3, 0.9), (1, 2, 0.8), (0, 3, 0.5)), [0, 0, 0, 0]),
    ],
)
def test_units_go_with_those_that_their_company_is_like(
    fields: tuple[str, ...], pairs: Pairs, firsts: list[int]
) -> None:
    companies = Companies(np.arange(len(fields)), lambda at: set(fields[at]))
    for one, other, score in pairs:
        companies.compare(one, other, score)
    for one, other, score in sorted(pairs, key=lambda pair: -pair[2]):
        companies.join(one, other, least=0.3, is_sure=score >= 0.95)
    assert companies.list_firsts().tolist() == firsts


def test_two_of_one_site_need_not_be_alike() -> None:
    companies = Companies(np.array([0, 1, 0]), lambda _: set())
    for one, other in ((0, 1), (1, 2)):
        companies.compare(one, other, 0.4)
    for one, other in ((0, 1), (1, 2)):
        companies.join(one, other, least=0.3, is_sure=False)
    assert companies.list_firsts().tolist() == [0, 0, 0]
