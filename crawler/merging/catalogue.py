"""A site's catalogue as its crawl saw it, ready for the spool."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass
from typing import Protocol, TypeVar

from crawler.identity import category_id
from crawler.items import Category, Product, ProductCategory
from crawler.merging.aliases import Aliases
from crawler.merging.asides import find_asides
from crawler.merging.assignments import Assignments
from crawler.merging.assortment import Assortment
from crawler.merging.claims import collect_claims
from crawler.merging.goods import collect_goods
from crawler.merging.indexes import drop_indexes, drop_shelved, drop_views
from crawler.merging.selections import ELSEWHERE, ELSEWHERE_IN_PART, find_selections
from crawler.merging.tree import Node, grow_tree
from crawler.merging.verdicts import judge_pages
from crawler.planning.kept_answers import KeptAnswers
from crawler.planning.survey import Survey
from crawler.planning.traps import FOREIGN, NOT_CATALOGUE
from crawler.urls import clean_url, fold_url

Row_co = TypeVar("Row_co", covariant=True)


class Rows(Protocol[Row_co]):
    """Records that are counted, and read as often as is wished: what is many is made when it is asked for."""

    def __len__(self) -> int: ...
    def __iter__(self) -> Iterator[Row_co]: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalogue:
    """The rows of a crawl's spool files; every id in `product_categories` is in the other two."""

    categories: Rows[Category]
    products: Rows[Product]
    product_categories: Rows[ProductCategory]


def build_catalogue(survey: Survey) -> Catalogue:
    """Merge everything that a crawl saw into one catalogue."""
    answers = _leave_out_foreign(survey.answers, survey.foreign)
    views = survey.fence.views
    aliases = Aliases(answers, survey.copies.originals, survey.frontier.spellings, respell=views.respell)
    home = aliases.key_of(survey.home_url)
    # what is never asked for because it is no part of the catalogue (a blog, a help page, a copy) is no category either
    claims = [
        claim
        for claim in drop_indexes(collect_claims(answers, aliases, home=home))
        if claim.trust == 0 or not claim.url or survey.fence.judge_link(claim.url) not in (NOT_CATALOGUE, FOREIGN)
    ]
    claims = drop_views(claims, survey.fence)
    claims = drop_shelved(claims, survey.frontier.shelved)
    verdicts = judge_pages(answers, claims, aliases, is_whole=not survey.frontier.count_unseen())
    claims = [claim for claim in claims if claim.reader != "subcategory" or claim.parent not in verdicts.hollow]
    nodes = grow_tree(claims, verdicts)
    goods = collect_goods(answers, aliases, home=home, categories=verdicts.confirmed)
    assortment = Assortment(survey.site.name, goods, folder=survey.scratch)
    share = ELSEWHERE_IN_PART if survey.scope.structure_only else ELSEWHERE
    selections = find_selections(
        nodes, assortment.list_places(), claims, asides=find_asides(answers, aliases), elsewhere_share=share
    )
    nodes = {key: node for key, node in nodes.items() if key not in selections}
    chosen = _fold_paths(nodes)
    site = survey.site.name
    categories = {node.key: _make_category(site, node, chosen) for key, node in nodes.items() if chosen[key] == key}
    ids = {key: int(categories[chosen[key]].category_id, 16) for key in nodes}
    pairs = ((product, ids[key]) for product, key in assortment.list_assignments() if key in ids)
    return Catalogue(
        categories=tuple(categories.values()), products=assortment, product_categories=Assignments(site, pairs)
    )


def _leave_out_foreign(answers: KeptAnswers, foreign: Set[str]) -> KeptAnswers:
    if not foreign:
        return answers
    return answers.hide(
        frozenset(place for place, answer in enumerate(answers.outlines()) if fold_url(answer.final_url) in foreign)
    )


def _fold_paths(nodes: Mapping[str, Node]) -> dict[str, str]:
    """Return for each node the key of the one that stands for its path: one with a page before one without."""
    first: dict[tuple[str, ...], str] = {}
    for node in sorted(nodes.values(), key=lambda node: (node.url is None, node.key)):
        first.setdefault(_fold(node.path), node.key)
    return {key: first[_fold(node.path)] for key, node in nodes.items()}


def _fold(path: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name.casefold() for name in path)


def _make_category(site: str, node: Node, chosen: Mapping[str, str]) -> Category:
    parent = chosen[node.parent] if node.parent is not None else None
    return Category(
        site=site,
        category_id=category_id(site, node.key),
        parent_id=category_id(site, parent) if parent is not None else None,
        path=node.path,
        name=node.path[-1],
        depth=len(node.path),
        url=clean_url(node.url) if node.url else None,
        product_count=node.count,
        seen_by=node.reader,
        page_url=node.page_url,
    )
