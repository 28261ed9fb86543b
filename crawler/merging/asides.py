"""Entries that a menu shows by the name of a promotion and that are categories to the shop all the same.

Most are selections that the shop's software makes up (all that is new, all that is reduced). Where the shop keeps a
category of that name, its software marks the page's body as it marks those of other categories.
"""

from __future__ import annotations

from collections.abc import Iterable

from crawler.items import READ
from crawler.merging.aliases import Aliases
from crawler.merging.templates import learn_template
from crawler.pages import Why
from crawler.planning.kept_answers import KeptAnswers
from crawler.sightings import Kind, Sighting


def find_asides(answers: KeptAnswers, aliases: Aliases) -> set[str]:
    """Return the keys of the home page's asides whose pages are built as its menu's categories are, and no others."""
    named = {
        aliases.key_of(crumb.url)
        for answer in answers.structure()
        if answer.link.why == Why.HOME and answer.sighting
        for crumb in answer.sighting.asides
        if crumb.url
    }
    read = [
        (answer, answer.sighting) for answer in answers.structure() if answer.sighting and answer.visit.outcome in READ
    ]
    known = [seen for answer, seen in read if answer.link.why == Why.MENU and seen.kind == Kind.CATEGORY]
    others = [seen for _, seen in read if seen.kind != Kind.CATEGORY]
    marks = learn_template(_mark_bodies(known), _mark_bodies(others)).marks
    found = (answer for answer, seen in read if seen.kind == Kind.CATEGORY and marks and marks <= seen.skeleton)
    return named & {aliases.key_of(answer.final_url) for answer in found}


def _mark_bodies(sightings: Iterable[Sighting]) -> list[frozenset[str]]:
    """Return the marks of the pages' bodies; pages whose template was not kept have none."""
    return [
        frozenset(mark for mark in seen.skeleton if mark.startswith("body.")) for seen in sightings if seen.skeleton
    ]
