"""Which links of a page are worth asking for, and why each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass, field, replace

from crawler.pages import Link, Why
from crawler.planning.answers import Answer
from crawler.planning.chains import go_on
from crawler.planning.hash_set import HashSet
from crawler.planning.known import Known
from crawler.planning.traps import Fence
from crawler.reading.links.addresses import names_deed
from crawler.reading.links.page_numbers import PAGE_PARAMETERS, count_on, goes_on, may_tell_page, number_of_page
from crawler.sightings import Crumb, Kind, Listing, Sighting
from crawler.urls import fold_url

LONGEST_LISTING = 200
"""Pages of one listing that are followed."""
LONGEST_BARE = 8
"""The same for listings that show links only."""
MOST_LOST = 5
"""Pages of one listing that may be lost before it is left."""
FEWEST_ENDINGS = 2
"""Listings that must have shown how a second page's address is made of the first one's."""
FIRST_PAGES = frozenset({Why.MENU, Why.SUBCATEGORY, Why.BREADCRUMB})


@dataclass(slots=True)
class Pagers:
    """What each listing has shown so far, so that a pager that shows nothing new is left."""

    seen: dict[str, HashSet] = field(default_factory=dict)
    cut: int = 0
    """Listings that were left before their end."""
    lost: Counter[str] = field(default_factory=Counter)
    """Pages of each listing that could not be had."""
    torn: dict[str, str] = field(default_factory=dict)
    """Addresses of listings' first pages that could not be had, or only in part, by the listing."""
    endings: Counter[str] = field(default_factory=Counter)
    """What the addresses of listings' second pages have that those of their first ones have not."""

    def skip(self, link: Link, parameters: Set[str]) -> Iterator[Link]:
        """Give the page after one that could not be had, which alone would have named it, where addresses tell it."""
        if link.why in FIRST_PAGES:
            self.torn[fold_url(link.url)] = link.url
            ending = self._choose_ending(link.url)
            if ending:
                group = fold_url(link.url)
                yield replace(link, url=link.url + ending, why=Why.NEXT_PAGE, group=group, name="2", goods=True)
        if link.why != Why.NEXT_PAGE:
            return
        number = page_number(link)
        following = count_on(link.url, number, parameters=parameters | PAGE_PARAMETERS)
        self.lost[link.group] += 1
        if following and self.lost[link.group] <= MOST_LOST and number < LONGEST_LISTING:
            yield replace(link, url=following, name=str(number + 1))

    def _choose_ending(self, first: str) -> str:
        """Return what makes a first page's address a second one's; empty where too few listings have shown it."""
        fitting = (ending for ending in self.endings if ending.startswith("&") == ("?" in first))
        ending = max(fitting, key=self.endings.__getitem__, default="")
        return ending if self.endings[ending] >= FEWEST_ENDINGS else ""

    def learn_second(self, first: str, second: str) -> None:
        """Note the addresses of a listing's first and second page."""
        if second.startswith(first):
            self.endings[second.removeprefix(first)] += 1

    def follow(self, listing: Listing, *, group: str, number: int) -> bool:
        """Say whether the page after a listing's page is worth asking for, and remember what this one showed."""
        seen = self.seen.setdefault(group, HashSet())
        shown = {fold_url(tile.url) if tile.url else tile.title for tile in listing.products}
        shown |= {fold_url(crumb.url) if crumb.url else crumb.name for crumb in listing.subcategories}
        is_new = sum(map(seen.add, shown)) > 0
        if is_new and listing.next_page and number >= LONGEST_LISTING:
            self.cut += 1
        return is_new and number < (LONGEST_LISTING if listing.products else LONGEST_BARE)


def find_followups(answer: Answer, sighting: Sighting, pagers: Pagers, fence: Fence, known: Known) -> Iterator[Link]:
    """Give the links of a page that was read, but for settled ones; what its listing showed is kept in `pagers`."""
    return (
        link
        for link in _list_followups(answer, sighting, pagers, known)
        if link.url not in sighting.nofollow and not _shows_again(answer, sighting, link, fence)
    )


def _shows_again(answer: Answer, sighting: Sighting, link: Link, fence: Fence) -> bool:
    """Tell another view of the page that a link stands on, or a later page of it, which is its pager's to name.

    Where one script serves all pages, categories only add parameters to the home page's address.
    """
    if link.why not in (Why.BREADCRUMB, Why.SUBCATEGORY, Why.LINK) or not may_tell_page(link.url):
        return False
    if link.why == Why.LINK and goes_on(answer.final_url, link.url):
        return True
    return sighting.kind != Kind.HOME and fence.adds_view(answer.final_url, link.url)


def _list_followups(answer: Answer, sighting: Sighting, pagers: Pagers, known: Known) -> Iterator[Link]:
    depth = answer.link.depth + 1
    # the home page's menu is the shop's; what passes for one elsewhere has to prove itself
    why = Why.MENU if answer.link.why == Why.HOME else Why.LINK
    yield from (Link(url=entry.url, why=why, depth=len(entry.path)) for entry in sighting.menu if entry.url)
    crumbs = (crumb for trail in sighting.breadcrumbs for crumb in trail)
    yield from _follow_crumbs(crumbs, Why.BREADCRUMB, depth, known)
    if sighting.listing and sighting.kind != Kind.PRODUCT:
        yield from _follow_listing(answer, sighting.listing, pagers, known)
        # a listing that goes on behind such a link is not read to its end
        pagers.cut += sighting.listing.next_page in sighting.nofollow
    yield from _find_first(answer.link, answer.final_url, sighting.links, pagers)
    yield from _follow_crumbs(sighting.links, Why.LINK, depth, known)


def _find_first(link: Link, url: str, links: Iterable[Crumb], pagers: Pagers) -> Iterator[Link]:
    """Give another address of a listing's first page that was lost, where the pager of a later one names it."""
    lost = pagers.torn.get(link.group) if link.why == Why.NEXT_PAGE else None
    if lost is None:
        return
    named = (crumb.url for crumb in links if crumb.url and crumb.url != lost and number_of_page(crumb.url) == 1)
    first = next((each for each in named if goes_on(each, url)), None)
    if first:
        del pagers.torn[link.group]
        yield Link(url=first, why=Why.NEXT_PAGE, depth=link.depth, group=link.group, name="1", goods=True)


def listing_key(answer: Answer) -> str:
    """Return the folded URL of the listing that a page belongs to: its first page's."""
    return answer.link.group if answer.link.why == Why.NEXT_PAGE else fold_url(answer.final_url)


def page_number(link: Link) -> int:
    """Return which page of a listing a link asks for, from 1."""
    return int(link.name) if link.why == Why.NEXT_PAGE and link.name.isdecimal() else 1


def keep_to_listing(link: Link, sighting: Sighting) -> Sighting:
    """Take a listing's later page for a part of it where it looks like a product's: it may show the last one alone."""
    goes_on = link.why == Why.NEXT_PAGE and fold_url(sighting.url) == fold_url(link.url)
    if not goes_on or sighting.kind != Kind.PRODUCT:
        return sighting
    return replace(sighting, kind=Kind.CATEGORY, product=None)


def _follow_crumbs(crumbs: Iterable[Crumb], why: Why, depth: int, known: Known, *, group: str = "") -> Iterator[Link]:
    fresh = (
        crumb.url
        for crumb in crumbs
        if crumb.url and not known.is_settled(crumb.url, why) and not (crumb.name and names_deed(crumb.name))
    )
    return (Link(url=url, why=why, depth=depth, group=group) for url in fresh)


def _follow_listing(answer: Answer, listing: Listing, pagers: Pagers, known: Known) -> Iterator[Link]:
    depth, group, number = answer.link.depth + 1, listing_key(answer), page_number(answer.link)
    chain = go_on(answer.link) if not listing.products and answer.link.why != Why.HOME else ()
    for link in _follow_crumbs(listing.subcategories, Why.SUBCATEGORY, depth, known, group=group):
        yield replace(link, chain=chain)
    for tile in listing.products:
        if tile.url and not known.is_settled(tile.url, Why.LISTED):
            yield Link(url=tile.url, why=Why.LISTED, depth=depth, group=group)
    # what is new on a page that comes whole another time is told against earlier pages, not against its own part
    is_new = answer.visit.outcome == "read in part" or pagers.follow(listing, group=group, number=number)
    if is_new and listing.next_page:
        if number == 1:
            pagers.learn_second(answer.final_url, listing.next_page)
        is_goods = bool(listing.products)
        name = str(number + 1)
        # a listing's later pages are no farther away than its first
        yield replace(answer.link, url=listing.next_page, why=Why.NEXT_PAGE, group=group, name=name, goods=is_goods)
