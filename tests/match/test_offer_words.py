"""The table of offer models: no phrase in it is dead."""

from __future__ import annotations

import re
from collections.abc import Iterable

import pytest

from gapfinder.matching.selling.offer_models import list_offer_models
from gapfinder.matching.selling.offer_signs import hear_name, hear_title
from gapfinder.words import list_phrases, read_table


def spell_out(model: str) -> Iterable[tuple[str, str]]:
    """Yield a name for each phrase of an offer model, with a language that has it."""
    for lists in read_table("offers")[model].values():
        if isinstance(lists, dict):
            for language, phrases in lists.items():
                for phrase in list_phrases(phrases):
                    name = re.sub(r"^\*", "Kork", phrase).replace(" * ", " 1 ").replace("*", "")
                    yield name, "en" if language == "all" else language


def hear(text: str, language: str) -> set[str]:
    """Return the offer models of which a text is a sign, as a name or as a title."""
    return {sign.offer_model for hear_text in (hear_name, hear_title) for sign in hear_text(text, (language,))}


@pytest.mark.parametrize("model", [model.offer_model for model in list_offer_models()])
def test_every_phrase_of_the_table_is_a_sign(model: str) -> None:
    phrases = list(spell_out(model))
    assert phrases
    assert [phrase for phrase in phrases if model not in hear(*phrase)] == []


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("Puppy Training Classes", {"training"}),
        ("Puppy Training", set()),
    ],
)
def test_what_is_something_else_gives_way_to_a_phrase_that_holds_it(name: str, told: set[str]) -> None:
    assert hear(name, "en") == told
