"""A site's catalogue as its crawl saw it, ready for the spool."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from crawler.aliases import Aliases
from crawler.answers import Answer
from crawler.claims import collect_claims
from crawler.followups import listing_key
from crawler.goods import Good, collect_goods
from crawler.identity import category_id, product_id
from crawler.items import Category, Product, ProductCategory
from crawler.pages import Why
from crawler.selections import find_selections
from crawler.sightings import Kind
from crawler.survey import Survey
from crawler.templates import learn_template
from crawler.tree import Node, Verdicts, grow_tree
from crawler.urls import clean_url, fold_url


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalogue:
    """The rows of a crawl's spool files; every id in `product_categories` is in the other two."""

    categories: tuple[Category, ...]
    products: tuple[Product, ...]
    product_categories: tuple[ProductCategory, ...]


def build_catalogue(survey: Survey) -> Catalogue:
    """Merge everything that a crawl saw into one catalogue."""
    answers = [answer for answer in survey.answers if fold_url(answer.final_url) not in survey.foreign]
    aliases = Aliases(answers, survey.copies.originals, survey.frontier.spellings)
    home = aliases.key_of(survey.home_url)
    claims = collect_claims(answers, aliases, home=home)
    nodes = grow_tree(claims, judge_pages(answers, aliases))
    goods = collect_goods(answers, aliases, home=home)
    selections = find_selections(nodes, goods, claims)
    nodes = {key: node for key, node in nodes.items() if key not in selections}
    chosen = _fold_paths(nodes)
    site = survey.site.name
    categories = {node.key: _make_category(site, node, chosen) for key, node in nodes.items() if chosen[key] == key}
    pairs = {
        (product_id(site, good.key), categories[chosen[key]].category_id)
        for good in goods
        for key in good.categories
        if key in chosen
    }
    return Catalogue(
        categories=tuple(categories.values()),
        products=tuple(_make_product(site, good) for good in goods),
        product_categories=tuple(
            ProductCategory(site=site, product_id=product, category_id=category) for product, category in sorted(pairs)
        ),
    )


def judge_pages(answers: Sequence[Answer], aliases: Aliases) -> Verdicts:
    """Judge which pages are categories by what was read on them.

    An empty category shows nothing that tells it from any other page but its template.
    """
    read = [answer for answer in answers if answer.sighting and answer.visit.outcome == "read"]
    skeletons = [(answer.sighting.kind, answer.sighting.skeleton) for answer in read if answer.sighting]
    known = [skeleton for kind, skeleton in skeletons if kind == Kind.CATEGORY]
    template = learn_template(known, [skeleton for kind, skeleton in skeletons if kind != Kind.CATEGORY])
    refused: dict[str, bool] = {}
    categories: set[str] = set()
    for answer in answers:
        key = aliases.key_of(listing_key(answer))
        sighting = answer.sighting if answer.visit.outcome == "read" else None
        if sighting is None:
            if answer.visit.outcome == "missing" and answer.link.why != Why.NEXT_PAGE:
                refused[key] = True
        elif sighting.kind == Kind.CATEGORY or (sighting.kind == Kind.OTHER and template.fits(sighting.skeleton)):
            categories.add(key)
        elif answer.link.why != Why.NEXT_PAGE:
            refused[key] = sighting.kind == Kind.OTHER
    refused = {key: may_stand for key, may_stand in refused.items() if key not in categories}
    return Verdicts(confirmed=frozenset(categories), refused=refused)


def _fold_paths(nodes: Mapping[str, Node]) -> dict[str, str]:
    """Return for each node the key of the one that stands for its path: one with a page before one without."""
    first: dict[tuple[str, ...], str] = {}
    for node in sorted(nodes.values(), key=lambda node: node.url is None):
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


def _make_product(site: str, good: Good) -> Product:
    offer = good.offer
    return Product(
        site=site,
        product_id=product_id(site, good.key),
        title=offer.title,
        brand=offer.brand,
        sku=offer.sku,
        gtin=offer.gtin,
        price=offer.price,
        currency=offer.currency,
        availability=offer.availability,
        url=clean_url(offer.url) if offer.url else None,
        seen_by=good.reader,
        page_url=good.page_url,
    )
