"""What people decided stands above what names and likeness say, on these sites and on later ones."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from gapfinder.matching.clustering.concepts import Concepts, find_concepts
from gapfinder.matching.decisions.rulings import Rulings, find_rulings
from gapfinder.matching.presence.holders import find_broader
from gapfinder.matching.presence.kinship import find_doubtful, find_narrower

Plant = Callable[[Any], Any]
TREES = {
    "acme": ("Plumbing > Pipe fittings > Sockets", "Fasteners > Screws", "Gloves"),
    "boltco": ("Plumbing > Sockets", "Fasteners > Woodscrews", "Hand protection"),
    "nutworld": ("Hand tools > Sockets", "Gloves > Work gloves"),
}
Word = tuple[str, str, str]
"""One category and another as `site: path`, and the verdict, which a reason may follow after a colon."""


def cluster(plant: Plant, words: list[Word], trees: Any = None) -> Concepts:
    nodes = plant(trees or TREES)
    told = [(_place(one), _place(other), *_read_said(said)) for one, other, said in words]
    return find_concepts(nodes, rulings=find_rulings(nodes, told))


def _read_said(said: str) -> tuple[str, str, str]:
    verdict, _, reason = said.partition(": ")
    return verdict, "ann", reason


def _place(name: str) -> tuple[str, str]:
    site, _, path = name.partition(": ")
    return site, path


def mates_of(concepts: Concepts, name: str) -> set[str]:
    """Return the other categories of a category's concepts."""
    found = set()
    for concept in concepts.found:
        places = [concepts.nodes[member.node].place for member in concept.members]
        names = {f"{place.site}: {place.category_id}" for place in places}
        found |= names - {name} if name in names else set()
    return found


def test_what_a_person_calls_the_same_is_one_concept(plant: Plant) -> None:
    words = [("acme: Gloves", "boltco: Hand protection", "same: both are worn")]
    assert mates_of(cluster(plant, []), "boltco: Hand protection") == set()
    concepts = cluster(plant, words)
    assert mates_of(concepts, "boltco: Hand protection") >= {"acme: Gloves"}
    members = {member.evidence: member for concept in concepts.found for member in concept.members}
    member = members["ann says that acme: Gloves is the same: both are worn"]
    assert (member.method, member.score, member.decided_by) == ("decision", 1.0, "ann")


def test_what_a_person_tells_apart_stays_apart(plant: Plant) -> None:
    assert "boltco: Plumbing > Sockets" in mates_of(cluster(plant, []), "acme: Plumbing > Pipe fittings > Sockets")
    words = [("acme: Plumbing > Pipe fittings > Sockets", "boltco: Plumbing > Sockets", "different")]
    assert "acme: Plumbing > Pipe fittings > Sockets" not in mates_of(
        cluster(plant, words), "boltco: Plumbing > Sockets"
    )


def test_who_parted_what_is_told(plant: Plant) -> None:
    words = [
        ("acme: Plumbing > Pipe fittings > Sockets", "boltco: Plumbing > Sockets", "different: \x1b[1mtwo\nthreads"),
        ("boltco: Hand protection", "acme: Fasteners > Screws", "narrower"),
    ]
    concepts = cluster(plant, words, {**TREES, "rivets": ("Plumbing > Pipe fittings > Sockets",)})
    told = {
        concepts.nodes[member.node].place.site: (member.method, member.evidence, member.decided_by)
        for concept in concepts.found
        for member in concept.members
        if concepts.nodes[member.node].place.path[-1] == "Sockets"
    }
    apart = "ann says that acme: Plumbing > Pipe fittings > Sockets is different: two threads"
    assert told["boltco"] == ("decision", apart, "ann")
    apart = "ann says that boltco: Plumbing > Sockets is different: two threads"
    assert told["acme"] == ("name", f'called "Sockets"; {apart}', "ann")
    assert told["rivets"] == ("name", 'called "Sockets"', "")
    evidence = {member.evidence for concept in concepts.found for member in concept.members}
    assert {
        "ann says that acme: Fasteners > Screws is narrower",
        "ann says that boltco: Hand protection is broader",
    } <= evidence


LATER = {
    **TREES,
    "rivets": ("Plumbing > Pipe fittings > Sockets", "Hand protection"),
    "pipes": ("Hand tools > Ratchets > Sockets",),
}


def test_decisions_apply_to_later_sites(plant: Plant) -> None:
    words = [
        ("acme: Plumbing > Pipe fittings > Sockets", "nutworld: Hand tools > Sockets", "different"),
        ("acme: Gloves", "boltco: Hand protection", "same"),
    ]
    concepts = cluster(plant, words, LATER)
    pipes, tools = (
        mates_of(concepts, name)
        for name in ("acme: Plumbing > Pipe fittings > Sockets", "nutworld: Hand tools > Sockets")
    )
    assert (pipes, tools) == (
        {"boltco: Plumbing > Sockets", "rivets: Plumbing > Pipe fittings > Sockets"},
        {"pipes: Hand tools > Ratchets > Sockets"},
    )
    assert "acme: Gloves" in mates_of(concepts, "rivets: Hand protection")


def test_a_later_site_that_has_both_names_of_a_pair_follows(plant: Plant) -> None:
    """Whatever stands beside what; but two siblings whose names nobody called the same stay apart."""
    trees = {
        "acme": ("Kitchen > Aprons", "Kitchen > Towels"),
        "boltco": ("Kitchen > Pinnies",),
        "nutworld": ("Cooking > Tabards", "Cooking > Aprons"),
        "rivets": ("Cooking > Aprons", "Cooking > Pinnies", "Cooking > Tabards", "Cooking > Towels"),
    }
    words = [
        ("acme: Kitchen > Aprons", "boltco: Kitchen > Pinnies", "same"),
        ("boltco: Kitchen > Pinnies", "nutworld: Cooking > Tabards", "same"),
    ]
    concepts = cluster(plant, words, trees)
    assert mates_of(concepts, "rivets: Cooking > Pinnies") == {
        "acme: Kitchen > Aprons",
        "boltco: Kitchen > Pinnies",
        *(f"{site}: Cooking > {name}" for site in ("nutworld", "rivets") for name in ("Aprons", "Tabards")),
    }
    assert mates_of(concepts, "rivets: Cooking > Towels") == {"acme: Kitchen > Towels"}


@pytest.mark.parametrize(
    ("verdict", "find"), [("broader", find_broader), ("narrower", find_narrower)], ids=["broader", "narrower"]
)
def test_broader_and_narrower_are_kin_of_the_concept(plant: Plant, verdict: str, find: Callable[..., Any]) -> None:
    concepts = cluster(plant, [("acme: Fasteners > Screws", "boltco: Hand protection", verdict)])
    label_of = {concept.concept_id: concept.label for concept in concepts.found}
    told = {
        (label_of[kin.concept_id], concepts.nodes[kin.node].place.category_id): kin.evidence for kin in find(concepts)
    }
    assert told["Screws", "Hand protection"] == f"ann says it is {verdict} than acme: Fasteners > Screws"
    turned = {"broader": find_narrower, "narrower": find_broader}[verdict]
    kin = [kin for kin in turned(concepts) if concepts.nodes[kin.node].place.category_id == "Fasteners > Screws"]
    assert "Hand protection" in {label_of[one.concept_id] for one in kin}


def test_what_is_different_raises_no_doubt(plant: Plant) -> None:
    trees = {"acme": ("Work gloves",), "boltco": ("Gloves",)}

    def doubts(words: list[Word]) -> set[str]:
        concepts = cluster(plant, words, trees)
        return {concepts.nodes[kin.node].place.site for kin in (*find_doubtful(concepts), *find_narrower(concepts))}

    assert doubts([]) == {"acme", "boltco"}
    assert doubts([("acme: Work gloves", "boltco: Gloves", "different")]) == set()


def test_the_last_word_counts_whichever_way_round(plant: Plant) -> None:
    one, other = "acme: Gloves", "boltco: Hand protection"
    for words, together in (
        ([(one, other, "different"), (other, one, "same")], True),
        ([(one, other, "same"), (other, one, "different")], False),
    ):
        assert (one in mates_of(cluster(plant, words), other)) is together


@pytest.mark.parametrize(
    ("order", "mates"),
    [
        ("sab scb dac", {"acme: Fasteners > Screws"}),
        ("scb sab dac", {"acme: Gloves"}),
        ("dac sab scb", {"acme: Fasteners > Screws"}),
        ("sab bac scb", {"acme: Fasteners > Screws"}),
        ("sab dac scb sab", {"acme: Gloves"}),
        ("sab dac scb sca", {"acme: Gloves", "acme: Fasteners > Screws"}),
        ("sab dac scb dcb", {"acme: Gloves"}),
    ],
)
def test_of_what_contradicts_what_is_apart_the_later_counts(plant: Plant, order: str, mates: set[str]) -> None:
    verdicts = {"s": "same", "d": "different", "b": "broader"}
    names = {"a": "acme: Gloves", "b": "boltco: Hand protection", "c": "acme: Fasteners > Screws"}
    words = [(names[one], names[other], verdicts[verdict]) for verdict, one, other in order.split()]
    found = mates_of(cluster(plant, words), names["b"])
    assert found & set(names.values()) == mates


@pytest.mark.parametrize(
    ("order", "broader"),
    [
        ("bab bbc bca", {"c>a", "b>c"}),
        ("bab bca bbc", {"b>c", "c>a"}),
        ("nba nca bbc", {"a>b", "a>c", "b>c"}),
        ("bab scb dac bca", {"c>a"}),
    ],
)
def test_of_what_would_be_broader_than_itself_the_later_counts(plant: Plant, order: str, broader: set[str]) -> None:
    """`bab` says of a that b is broader."""
    names = {"a": "acme: Gloves", "b": "boltco: Hand protection", "c": "nutworld: Hand tools > Sockets"}
    verdicts = {"b": "broader", "n": "narrower", "s": "same", "d": "different"}
    words = [(names[one], names[other], verdicts[verdict]) for verdict, one, other in order.split()]
    nodes = plant(TREES)
    told = find_rulings(nodes, [(_place(one), _place(other), *_read_said(said)) for one, other, said in words])
    letters = {_place(name): letter for letter, name in names.items()}
    at = [letters.get((node.place.site, node.place.category_id)) for node in nodes]
    assert {f"{at[one]}>{at[other]}" for one, other, _ in told.list_of("broader")} == broader


def test_decisions_on_what_is_gone_wait(plant: Plant) -> None:
    words = [("acme: Gloves", "gone: Hand protection", "same")]
    assert list(cluster(plant, words).rulings) == []
    assert cluster(plant, words).found == cluster(plant, []).found
    assert list(Rulings()) == []
