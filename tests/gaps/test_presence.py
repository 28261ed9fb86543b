"""Presence: what makes something present, what proves absence, and what leaves it open."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd
import pytest

from gapfinder.analysis.desk import open_desk
from gapfinder.analysis.presence import Cutoffs, find_presence

Change = Callable[[Any], object]


def judge(market: Any, subject: str, site: str, cutoffs: Cutoffs | None = None) -> tuple[str, int | None, str]:
    with open_desk(market.observe()) as desk:
        found = find_presence(desk, cutoffs or Cutoffs())
    row = found[(found["subject_id"] == subject) & (found["site"] == site)].iloc[0]
    return row["presence"], None if pd.isna(row["products"]) else int(row["products"]), row["evidence"]


def hint(products: int, *, sure: int | None = None, named: int | None = None) -> Change:
    row = {
        "site": "boltco", "concept_id": "gloves", "products": products, "sure": products if sure is None else sure,
        "named": named, "example_title": "Work\nglove, blue",
    }  # fmt: skip
    return lambda market: market.title_hints.append(row)


def hide_inside(*, listed: int | None, known: int, own: int | None = None, finer: bool = False) -> Change:
    """Let gloves be hidden among the known products of Safety, or of what stands below it, of which so many have titles
    that name goods of its own fields."""

    def change(market: Any) -> None:
        category_id = market.add_category("boltco", "Safety", products=0 if finer else known)
        market.categories[-1]["product_count"] = listed
        if finer:
            market.add_category("boltco", "Boots", parent=category_id, products=known)
        for at, row in enumerate(market.products[-known:] if own is not None else ()):
            row["names_own"] = at < own
        market.broader.append({
            "site": "boltco", "category_id": category_id, "concept_id": "gloves", "score": 0.8, "evidence": "",
            "is_near": own is not None,
        })  # fmt: skip

    return change


def add_doubtful_member(market: Any) -> None:
    market.add_member("boltco", market.add_category("boltco", "Hand wear"), "gloves", 0.3)


def have_mittens(market: Any) -> None:
    """Let boltco sell mittens, which elsewhere stand below gloves."""
    market.add_category("acme", "Mittens", concept="mittens", parent="acme/Gloves")
    market.add_category("boltco", "Mittens", concept="mittens")


def speak_of_mittens(market: Any) -> None:
    market.add_category("acme", "Mittens", concept="mittens", parent="acme/Gloves")
    hint(3)(market)
    market.title_hints[-1]["concept_id"] = "mittens"


def doubt_mittens(doubt: Change) -> Change:
    """Let mittens stand below gloves on acme, and make them doubtful on boltco."""

    def change(market: Any) -> None:
        market.add_category("acme", "Mittens", concept="mittens", parent="acme/Gloves")
        doubt(market)
        for row in (*market.category_concepts, *market.broader, *market.title_hints):
            if row["site"] == "boltco" and row["concept_id"] == "gloves":
                row["concept_id"] = "mittens"

    return change


def score_doubt(score: float) -> Change:
    """Let a category of boltco that is called Hand wear be gloves with a score."""
    return lambda market: market.add_member("boltco", market.add_category("boltco", "Hand wear"), "gloves", score)


def score_hiding(score: float) -> Change:
    """Let a category of boltco with unread products hold gloves with a score."""

    def change(market: Any) -> None:
        hide_inside(listed=40, known=0)(market)
        market.broader[-1]["score"] = score

    return change


def have_mittens_elsewhere(market: Any) -> None:
    """Let mittens stand below gloves on one of three sites."""
    for site in ("peaks", "beans"):
        market.add_category(site, "Mittens", concept="mittens")


def call_alike(*names: str, said: Mapping[str, str] | None = None) -> Change:
    """Let categories of boltco be called gloves, and be other goods, as somebody `said` where they did."""

    def change(market: Any) -> None:
        for name in names:
            row = {"site": "boltco", "category_id": market.add_category("boltco", name), "concept_id": "gloves"}
            market.namesakes.append(row | dict(said or {}))

    return change


def know_no_titles(*, here: int, there: int) -> Change:
    """Let boltco have so many categories and no products, and each site that has gloves so many categories."""

    def change(market: Any) -> None:
        market.products.clear()
        for site, wanted in (("boltco", here), ("acme", there), ("peaks", there)):
            for number in range(wanted - sum(row["site"] == site for row in market.categories)):
                market.add_category(site, f"Shelf {number}", products=0)

    return change


def tell_below(reason: str) -> tuple[str, None, str]:
    return "not observed", None, f'undecided: what stands below it elsewhere may be there ("Mittens": {reason})'


CASES: dict[str, tuple[Change, tuple[str, int | None, str]]] = {
    "read to the end, nothing speaks of it": (
        lambda market: None,
        ("absent", 0, "none of 2 categories and 8 product titles speaks of it"),
    ),
    "categories alone are known": (
        lambda market: market.products.clear(),
        ("absent", 0, "none of 2 categories speaks of it; no product titles are known"),
    ),
    "categories alone are known, and few beside those of sites that have it": (
        know_no_titles(here=9, there=20),
        ("not observed", None, "undecided: its 9 categories are too few to name it, and no product titles are known"),
    ),
    "categories alone are known, half as many as on sites that have it": (
        know_no_titles(here=10, there=20),
        ("absent", 0, "none of 10 categories speaks of it; no product titles are known"),
    ),
    "categories alone are known, and not few": (
        know_no_titles(here=30, there=90),
        ("absent", 0, "none of 30 categories speaks of it; no product titles are known"),
    ),
    "categories alone are known, fewer than would be fine, and one may be it": (
        lambda market: (know_no_titles(here=9, there=20)(market), add_doubtful_member(market)),
        ("not observed", None, 'undecided: category "Hand wear" may be it: both speak of gloves'),
    ),
    "a category is called so, and of other goods": (
        call_alike("Gloves"),
        (
            "absent",
            0,
            'none of 3 categories and 12 product titles speaks of it; called so, but of other goods: "Gloves"',
        ),
    ),
    "categories are called so, and of other goods, and categories alone are known": (
        lambda market: (call_alike("Glove", "Gloves")(market), market.products.clear()),
        (
            "absent",
            0,
            "none of 4 categories speaks of it; no product titles are known;"
            ' called so, but of other goods: "Glove" and 1 more',
        ),
    ),
    "categories are called so, and a person said that they are different": (
        lambda market: (
            call_alike("Gloves", said={"decided_by": "ann", "reason": "boxing\ngloves"})(market),
            call_alike("Mitts")(market),
        ),
        (
            "absent",
            0,
            "none of 3 other categories and 16 product titles speaks of it;"
            ' ann says that "Gloves" is different: boxing gloves and 1 more',
        ),
    ),
    "a person told a category apart without a reason": (
        lambda market: (call_alike("Gloves", said={"decided_by": "ann"})(market), market.products.clear()),
        (
            "absent",
            0,
            'none of 2 other categories speaks of it; no product titles are known; ann says that "Gloves" is different',
        ),
    ),
    "a category is called so, and of other goods, and another may be it": (
        lambda market: (call_alike("Gloves")(market), add_doubtful_member(market)),
        ("not observed", None, 'undecided: category "Hand wear" may be it: both speak of gloves'),
    ),
    "blocked": (
        lambda market: market.set_coverage("boltco", "blocked", "challenge page"),
        ("not observed", None, "blocked: challenge page"),
    ),
    "blocked now, read to the end before": (
        lambda market: market.sites[1].update(coverage="blocked", observed=True),
        ("not observed", None, "blocked; not among the 2 categories and 8 product titles read"),
    ),
    "only the tree was read": (
        lambda market: market.sites[1].update(products_coverage="structure only"),
        (
            "not observed",
            None,
            "the tree was read, and not all products; not among the 2 categories and 8 product titles read",
        ),
    ),
    "all products were read before the tree": (
        lambda market: market.sites[1].update(products_coverage="complete"),
        ("absent", 0, "none of 2 categories and 8 product titles speaks of it"),
    ),
    "capped": (
        lambda market: market.set_coverage("boltco", "capped", "2000 pages"),
        ("not observed", None, "capped: 2000 pages; not among the 2 categories and 8 product titles read"),
    ),
    "never crawled": (
        lambda market: market.sites.pop(1),
        ("not observed", None, "never crawled"),
    ),
    "said to be complete, and empty": (
        lambda market: market.forget("boltco"),
        ("not observed", None, "crawled, but no category was found"),
    ),
    "one category and one product title are known": (
        lambda market: [
            rows.__setitem__(
                slice(None),
                [row for row in rows if row["site"] != "boltco"]
                + [next(row for row in rows if row["site"] == "boltco")],
            )
            for rows in (market.categories, market.products)
        ],
        ("absent", 0, "none of 1 category and 1 product title speaks of it"),
    ),
    "one product title speaks of it": (
        hint(1),
        ("not observed", None, 'undecided: 1 product title speaks of it, such as "Work glove, blue"'),
    ),
    "enough product titles speak of it": (
        hint(3),
        ("present", 3, '3 product titles, such as "Work glove, blue"'),
    ),
    "many product titles speak of it, few surely": (
        hint(40, sure=2),
        ("not observed", None, 'undecided: 40 product titles speak of it, such as "Work glove, blue"'),
    ),
    "its names are in another language": (
        lambda market: market.site_languages[1].update(language="de"),
        ("not observed", None, "undecided: its names are in another language"),
    ),
    "another site that has it speaks the same language": (
        lambda market: [market.site_languages[at].update(language="de") for at in (0, 1)],
        ("absent", 0, "none of 2 categories and 8 product titles speaks of it"),
    ),
    "another site that has a kind of it speaks the same language": (
        lambda market: (
            [market.site_languages[at].update(language="de") for at in (0, 1)],
            [row.update(method="narrower") for row in market.category_concepts if row["site"] == "acme"],
        ),
        ("not observed", None, "undecided: its names are in another language"),
    ),
    "the site's names are in several languages": (
        lambda market: market.site_languages[1].update(language=None),
        ("not observed", None, "undecided: names there are in several languages"),
    ),
    "names of those who have it are in several languages": (
        lambda market: [market.site_languages[at].update(language=None) for at in (0, 3)],
        ("not observed", None, "undecided: its names are in another language"),
    ),
    "a category may be it": (
        add_doubtful_member,
        ("not observed", None, 'undecided: category "Hand wear" may be it: both speak of gloves'),
    ),
    "a broader category without known titles": (
        hide_inside(listed=40, known=0),
        ("not observed", None, 'undecided: may be inside "Safety", whose products are not known'),
    ),
    "a broader category of unknown size without known titles": (
        hide_inside(listed=None, known=0),
        ("not observed", None, 'undecided: may be inside "Safety", whose products are not known'),
    ),
    "a broader category with some known titles": (
        hide_inside(listed=40, known=20),
        ("not observed", None, 'undecided: may be inside "Safety", whose products do not all say what they are'),
    ),
    "a broader category whose titles are known": (
        hide_inside(listed=10, known=9),
        ("absent", 0, "none of 3 categories and 17 product titles speaks of it"),
    ),
    "a broader category whose titles name goods of other fields": (
        hide_inside(listed=None, known=9, own=2),
        ("not observed", None, 'undecided: may be inside "Safety", whose products do not all say what they are'),
    ),
    "a broader category whose titles name goods of its own fields": (
        hide_inside(listed=None, known=9, own=8),
        ("absent", 0, "none of 3 categories and 17 product titles speaks of it"),
    ),
    "a broader category whose products finer ones name": (
        hide_inside(listed=None, known=9, own=0, finer=True),
        ("absent", 0, "none of 4 categories and 17 product titles speaks of it"),
    ),
    "a broader category with nothing in it": (
        hide_inside(listed=0, known=0),
        ("absent", 0, "none of 3 categories and 8 product titles speaks of it"),
    ),
    "what stands below it elsewhere is there": (
        have_mittens,
        ("not observed", None, 'undecided: has "Mittens", which stands below it elsewhere'),
    ),
    "titles speak of what stands below it elsewhere": (
        speak_of_mittens,
        ("not observed", None, 'undecided: has "Mittens", which stands below it elsewhere'),
    ),
    "what is there stands below it on one of three other sites": (
        lambda market: (
            have_mittens(market),
            market.add_category("peaks", "Mittens", concept="mittens"),
            market.add_category("beans", "Mittens", concept="mittens"),
        ),
        ("absent", 0, "none of 3 categories and 12 product titles speaks of it"),
    ),
    "a category may be what stands below it elsewhere": (
        doubt_mittens(score_doubt(0.49)),
        tell_below('category "Hand wear" may be it: both speak of gloves'),
    ),
    "a category is called like what stands below it elsewhere, and unlike it otherwise": (
        doubt_mittens(score_doubt(0.1)),
        ("absent", 0, "none of 3 categories and 12 product titles speaks of it"),
    ),
    "what stands below it elsewhere may be inside a category": (
        doubt_mittens(score_hiding(0.7)),
        tell_below('may be inside "Safety", whose products are not known'),
    ),
    "what stands below it elsewhere might be inside a category, if it were there": (
        doubt_mittens(score_hiding(0.6)),
        ("absent", 0, "none of 3 categories and 8 product titles speaks of it"),
    ),
    "what stands below it elsewhere is not inside a category whose titles are known": (
        doubt_mittens(hide_inside(listed=10, known=9)),
        ("absent", 0, "none of 3 categories and 17 product titles speaks of it"),
    ),
    "a title surely speaks of what stands below it elsewhere": (
        doubt_mittens(hint(1)),
        tell_below('1 product title speaks of it, such as "Work glove, blue"'),
    ),
    "a title may speak of what stands below it elsewhere": (
        doubt_mittens(hint(1, sure=0)),
        ("absent", 0, "none of 2 categories and 8 product titles speaks of it"),
    ),
    "two titles hold the name of what stands below it elsewhere": (
        doubt_mittens(hint(2, sure=0, named=2)),
        tell_below('2 product titles speak of it, such as "Work glove, blue"'),
    ),
    "one title of eight holds the name of what stands below it elsewhere, of one word": (
        doubt_mittens(hint(2, sure=0, named=1)),
        tell_below('2 product titles speak of it, such as "Work glove, blue"'),
    ),
    "no title holds the name of what stands below it elsewhere": (
        doubt_mittens(hint(2, sure=0, named=0)),
        ("absent", 0, "none of 2 categories and 8 product titles speaks of it"),
    ),
    "what may be there stands below it on one of three sites": (
        lambda market: (doubt_mittens(score_doubt(0.49))(market), have_mittens_elsewhere(market)),
        ("absent", 0, "none of 3 categories and 12 product titles speaks of it"),
    ),
    "a category may be it, and another what stands below it elsewhere": (
        lambda market: (doubt_mittens(score_doubt(0.49))(market), add_doubtful_member(market)),
        ("not observed", None, 'undecided: category "Hand wear" may be it: both speak of gloves'),
    ),
    "a category of its own": (
        lambda market: market.add_category("boltco", "Gloves", concept="gloves"),
        ("present", 4, 'category "Gloves" (name: both speak of gloves)'),
    ),
    "several categories, with products further down": (
        lambda market: (
            market.add_category("boltco", "Gloves", concept="gloves"),
            market.add_category("boltco", "Mittens", parent="boltco/Gloves"),
            market.add_category("boltco", "Work gloves", concept="gloves"),
        ),
        ("present", 12, 'category "Work gloves" and 1 more (name: both speak of gloves)'),
    ),
    "a category on a capped site": (
        lambda market: (
            market.set_coverage("boltco", "capped"),
            market.add_category("boltco", "Gloves", concept="gloves"),
        ),
        ("present", 4, 'category "Gloves" (name: both speak of gloves)'),
    ),
}


@pytest.mark.parametrize(("change", "expected"), CASES.values(), ids=CASES)
def test_presence_of_a_concept(market: Any, change: Change, expected: tuple[str, int | None, str]) -> None:
    change(market)
    assert judge(market, "gloves", "boltco") == expected


def sight(
    site: str, *, category_id: str | None = None, product_id: str | None = None, is_sure: bool = True
) -> dict[str, object]:
    return {
        "site": site, "offer_model": "kits", "category_id": category_id, "product_id": product_id, "is_sure": is_sure,
        "evidence": '"kits" in the name',
    }  # fmt: skip


OFFERS: dict[str, tuple[Change, tuple[str, int | None, str]]] = {
    "no sighting": (lambda market: None, ("absent", 0, "none of 2 categories and 8 product titles speaks of it")),
    "no product titles": (
        lambda market: market.products.clear(),
        ("not observed", None, "undecided: no product titles are known"),
    ),
    "no words for it are known in the site's language": (
        lambda market: market.site_languages[1].update(language="pl", is_read=False),
        ("not observed", None, "undecided: no words for it are known in the language there"),
    ),
    "a category is sold so": (
        lambda market: market.offer_sightings.append(sight("boltco", category_id="boltco/Rivets")),
        ("present", 4, 'category "Rivets" ("kits" in the name)'),
    ),
    "one product is sold so": (
        lambda market: market.offer_sightings.append(sight("boltco", product_id="boltco/Rivets/1")),
        ("not observed", None, 'undecided: 1 product title speaks of it, such as "Rivets no. 1"'),
    ),
    "enough products are sold so": (
        lambda market: market.offer_sightings.extend(
            sight("boltco", product_id=f"boltco/Rivets/{number}") for number in range(3)
        ),
        ("present", 3, '3 product titles, such as "Rivets no. 0"'),
    ),
    "a category may be sold so": (
        lambda market: market.offer_sightings.append(sight("boltco", category_id="boltco/Rivets", is_sure=False)),
        ("not observed", None, 'undecided: category "Rivets" may be sold so'),
    ),
    "its industry is that": (
        lambda market: market.members[1].update(industry="craft kits", sells_by=["kits"]),
        ("not observed", None, 'undecided: its industry is "craft kits"'),
    ),
    "products may be sold so": (
        lambda market: market.offer_sightings.extend(
            sight("boltco", product_id=f"boltco/Rivets/{number}", is_sure=number == 1) for number in range(3)
        ),
        ("not observed", None, 'undecided: 3 product titles speak of it, such as "Rivets no. 1"'),
    ),
}


@pytest.mark.parametrize(("change", "expected"), OFFERS.values(), ids=OFFERS)
def test_presence_of_an_offer_model(market: Any, change: Change, expected: tuple[str, int | None, str]) -> None:
    market.offer_sightings.append(sight("peaks", category_id="peaks/Starter kits"))
    change(market)
    assert judge(market, "kits", "boltco") == expected


def test_what_only_may_be_an_offer_is_no_subject(market: Any) -> None:
    market.offer_sightings.append(sight("boltco", category_id="boltco/Rivets", is_sure=False))
    with open_desk(market.observe()) as desk:
        assert "kits" not in find_presence(desk, Cutoffs())["subject_id"].tolist()


def test_few_titles_of_many_stay_undecided(market: Any) -> None:
    hint(3)(market)
    assert judge(market, "gloves", "boltco", Cutoffs(title_share=0.5))[0] == "not observed"


def test_a_loop_of_parents_ends(market: Any) -> None:
    market.categories[0]["parent_id"] = market.categories[1]["category_id"]
    market.categories[1]["parent_id"] = market.categories[0]["category_id"]
    assert judge(market, "screws", "acme") == ("present", 8, 'category "Screws" (name: both speak of screws)')


@pytest.mark.parametrize(
    ("is_one", "expected"),
    [
        (True, ("not observed", None, 'undecided: sells that way, as in "Rivets no. 1"')),
        (False, ("absent", 0, "none of 2 categories and 8 product titles speaks of it")),
    ],
)
def test_an_offer_is_there_under_any_name_where_it_is_the_same_whatever_it_is_called(
    market: Any, is_one: bool, expected: tuple[str, int | None, str]
) -> None:
    market.kits_are_one = is_one
    market.offer_sightings.append(sight("peaks", category_id="peaks/Starter kits"))
    market.offer_sightings.append(sight("beans", category_id="beans/Starter kits"))
    market.offer_sightings.append(sight("boltco", product_id="boltco/Rivets/1"))
    assert judge(market, "starter kits", "boltco") == expected
    assert judge(market, "starter kits", "nutworld")[0] == "absent"
    assert judge(market, "tents", "boltco")[0] == "absent"


@pytest.mark.parametrize(("products", "presence"), [(3, "not observed"), (2, "absent")], ids=["most", "half"])
def test_what_most_products_of_a_category_are_sold_by_is_what_it_is(market: Any, products: int, presence: str) -> None:
    """Each of two categories that are called something else holds four."""
    market.kits_are_one = True
    for shop in ("peaks", "beans"):
        market.offer_sightings += [sight(shop, product_id=f"{shop}/Starter kits/{at}") for at in range(products)]
    market.offer_sightings.append(sight("boltco", product_id="boltco/Rivets/1"))
    assert judge(market, "starter kits", "boltco")[0] == presence


@pytest.mark.parametrize(("method", "is_judged"), [("narrower", False), ("name", True)])
def test_what_stands_in_a_taxonomy_alone_is_no_assortment(market: Any, method: str, is_judged: bool) -> None:
    """A site that no engagement asks after has the category, and sites of this one a kind of it."""
    market.add_category("taxonomy", "Hand wear", concept="hand wear")
    market.add_member("acme", market.add_category("acme", "Mittens"), "hand wear", 0.7)
    market.category_concepts[-1]["method"] = method
    with open_desk(market.observe()) as desk:
        judged = find_presence(desk, Cutoffs())["subject_id"].tolist()
    assert ("hand wear" in judged) is is_judged


@pytest.mark.parametrize(
    ("listed", "products", "told"),
    [(None, 0, None), (40, 0, 40), (None, 1, 0)],
    ids=["the tree alone is known", "and how many the shop says", "products are known, and none of it"],
)
def test_products_are_told_where_somebody_counted(
    market: Any, listed: int | None, products: int, told: int | None
) -> None:
    market.products[:] = [row for row in market.products if row["site"] != "boltco"]
    market.add_category("boltco", "Hand wear", concept="gloves", products=0)
    market.categories[-1]["product_count"] = listed
    if products:
        market.add_category("boltco", "Mugs", products=products)
    assert judge(market, "gloves", "boltco")[:2] == ("present", told)


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("speak " * 26 + "ends", "speak " * 26 + "ends"),
        ("speak " * 40, "speak " * 26 + "…"),
        ("x" * 170, "x" * 159 + "…"),
    ],
    ids=["as much as a line holds", "more", "one word"],
)
def test_evidence_ends_with_a_word(market: Any, said: str, told: str) -> None:
    add_doubtful_member(market)
    market.category_concepts[-1]["evidence"] = said
    evidence = judge(market, "gloves", "boltco")[2]
    assert evidence == f'undecided: category "Hand wear" may be it: {told}'.replace(" …", "…")
