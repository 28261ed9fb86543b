"""What each page and endpoint says of the category tree: one claim a category and source."""

from __future__ import annotations

from collections.abc import Iterator

from crawler.findings import Finding
from crawler.items import READ
from crawler.merging.aliases import Aliases
from crawler.merging.claim import Claim
from crawler.merging.claim_book import ClaimBook
from crawler.merging.trails import key_of_names, read_trails
from crawler.pages import Why
from crawler.planning.answers import Answer
from crawler.planning.followups import listing_key
from crawler.planning.kept_answers import KeptAnswers
from crawler.sightings import Kind, Listing, MenuEntry, Sighting


def collect_claims(answers: KeptAnswers, aliases: Aliases, *, home: str) -> list[Claim]:
    """Return every claim of the answers once, in their order. `home` is the key of the home page."""
    menu, book = MenuPaths(aliases), ClaimBook()
    for answer in answers.outlines():
        sighting = answer.sighting
        page = None
        if sighting and sighting.kind in (Kind.CATEGORY, Kind.PRODUCT):
            page = aliases.key_of(answer.final_url)
        for claim in _claims_of(answer, aliases, menu, home):
            if claim.key != home:
                book.add(claim, page)
    return book.list_claims()


class MenuPaths:
    """The keys of menu entries by path. A page's menu may hang new entries under those that another page showed."""

    def __init__(self, aliases: Aliases) -> None:
        self._aliases = aliases
        self._keys: dict[tuple[str, ...], str] = {}

    def place(self, entry: MenuEntry) -> tuple[str, str | None]:
        """Return the key of an entry and that of the entry above it, None at the top."""
        key = self._aliases.key_of(entry.url) if entry.url else key_of_names(entry.path)
        key = self._keys.setdefault(entry.path, key) if entry.url is None else key
        self._keys.setdefault(entry.path, key)
        above = entry.path[:-1]
        return key, self._keys.get(above, key_of_names(above)) if above else None


def _claims_of(answer: Answer, aliases: Aliases, menu: MenuPaths, home: str) -> Iterator[Claim]:
    if answer.finding:
        yield from _read_finding(answer.finding, aliases)
    sighting = answer.sighting
    if sighting is None or answer.visit.outcome not in READ:
        return
    is_home = answer.link.why == Why.HOME or (
        answer.link.why == Why.NEXT_PAGE and aliases.key_of(answer.link.group) == home
    )
    reader = "menu" if is_home else "side menu"
    yield from (_read_entry(entry, menu, sighting.url, reader) for entry in sighting.menu)
    if is_home:
        yield from _read_asides(sighting, aliases)
    # the way to a page that only belongs to a product's leads over the product, which is no category
    if sighting.head.noindex or (sighting.kind == Kind.OTHER and sighting.product):
        return
    yield from _read_breadcrumbs(answer, sighting, aliases, home)
    if sighting.kind == Kind.CATEGORY and sighting.listing:
        yield from _read_listing(answer, sighting.listing, aliases)


def _read_finding(finding: Finding, aliases: Aliases) -> Iterator[Claim]:
    for category in finding.categories:
        yield Claim(
            key=aliases.key_of(category.url),
            name=category.name,
            url=category.url,
            parent=aliases.key_of(category.parent) if category.parent else None,
            tells_parent=finding.complete_tree,
            reader=finding.reader,
            page_url=finding.page_url,
            count=category.count,
        )


def _read_entry(entry: MenuEntry, menu: MenuPaths, page_url: str, reader: str) -> Claim:
    key, parent = menu.place(entry)
    return Claim(
        key=key,
        name=entry.path[-1],
        url=entry.url,
        parent=parent,
        tells_parent=True,
        reader=reader,
        page_url=page_url,
    )


def _read_asides(sighting: Sighting, aliases: Aliases) -> Iterator[Claim]:
    for crumb in sighting.asides:
        if crumb.url:
            yield Claim(
                key=aliases.key_of(crumb.url),
                name=crumb.name,
                url=crumb.url,
                parent=None,
                tells_parent=False,
                reader="aside",
                page_url=sighting.url,
            )


def _read_breadcrumbs(answer: Answer, sighting: Sighting, aliases: Aliases, home: str) -> Iterator[Claim]:
    reader = sighting.breadcrumb_reader or "html"
    for trail in read_trails(answer, aliases, home=home):
        above = None
        for step in trail:
            yield Claim(
                key=step.key,
                name=step.name,
                url=step.url,
                parent=above,
                tells_parent=True,
                reader=reader,
                page_url=sighting.url,
            )
            above = step.key


def _read_listing(answer: Answer, listing: Listing, aliases: Aliases) -> Iterator[Claim]:
    own = aliases.key_of(listing_key(answer))
    if answer.link.why != Why.NEXT_PAGE and listing.title:
        yield Claim(
            key=own,
            name=listing.title,
            url=answer.final_url,
            parent=None,
            tells_parent=False,
            reader="page",
            page_url=answer.final_url,
            count=listing.result_count,
        )
    for crumb in listing.subcategories:
        if crumb.url:
            yield Claim(
                key=aliases.key_of(crumb.url),
                name=crumb.name,
                url=crumb.url,
                parent=own,
                tells_parent=True,
                reader="subcategory",
                page_url=answer.final_url,
            )
