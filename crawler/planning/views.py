"""What a site's addresses show again, learnt from its pages: visits, orders, filters, pages for the printer."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace

from crawler.pages import Link, Why
from crawler.planning.answers import Answer
from crawler.planning.echoes import Echoes, face_of
from crawler.planning.filters import Filters
from crawler.planning.tokens import Tokens
from crawler.sightings import Crumb, Kind, Listing, Sighting

AS_IT_IS = frozenset({Why.PLATFORM, Why.SITEMAP, Why.NEXT_PAGE, Why.HOME})
"""Links whose addresses are kept: what names them knows them."""
TRUSTED = AS_IT_IS | {Why.MENU}

Respell = Callable[[str], str]


class Views:
    """Learns from every page that is read, and spells addresses as the site would without its idle parts."""

    def __init__(self) -> None:
        self.tokens = Tokens()
        self.echoes = Echoes()
        self.filters = Filters()

    def respell(self, url: str) -> str:
        """Return the URL without what names the visit and without parameters that change nothing."""
        if self.tokens.count:
            url = self.tokens.strip(url)
        return self.echoes.strip(url) if self.echoes.count else url

    def respell_link(self, link: Link) -> Link:
        """Return the link with its URL respelled, unless it is asked for as it is."""
        url = link.url if link.why in AS_IT_IS else self.respell(link.url)
        return link if url == link.url else replace(link, url=url)

    def respell_answer(self, answer: Answer) -> Answer:
        """Learn what names the visit from a page's links, and return the answer without it."""
        sighting = answer.sighting
        if sighting is None:
            return answer
        self.tokens.learn([crumb.url for crumb in sighting.links if crumb.url])
        if not self.tokens.count:
            return answer
        final_url = self.tokens.strip(answer.final_url)
        return replace(answer, final_url=final_url, sighting=respell_sighting(sighting, self.tokens.strip))

    def learn(self, answer: Answer, sighting: Sighting, *, pagers: Collection[str]) -> bool:
        """Take in a page that was read; say whether addresses are spelled otherwise from now on."""
        known = self.echoes.count
        urls = [crumb.url for crumb in sighting.links if crumb.url]
        if answer.link.why == Why.HOME:
            self.filters.learn_home(urls)
        elif sighting.kind == Kind.CATEGORY:
            below = sighting.listing.subcategories if sighting.listing else ()
            self.filters.learn_links(answer.final_url, [*urls, *(crumb.url for crumb in below if crumb.url)])
        face = face_of(sighting) if answer.link.why not in AS_IT_IS else None
        if face:
            self.echoes.learn(answer.final_url, face, pagers=pagers)
        return self.echoes.count != known

    def shows_again(self, link: Link) -> bool:
        """Say whether a link only shows in another way what is asked for anyway."""
        return link.why not in TRUSTED and self.filters.is_view(link.url)


def respell_sighting(sighting: Sighting, respell: Respell) -> Sighting:
    """Return the sighting with every address in it respelled."""
    listing = sighting.listing
    canonical = sighting.head.canonical
    return replace(
        sighting,
        url=respell(sighting.url),
        head=replace(sighting.head, canonical=canonical and respell(canonical)),
        menu=tuple(replace(entry, url=entry.url and respell(entry.url)) for entry in sighting.menu),
        asides=_respell_crumbs(sighting.asides, respell),
        breadcrumbs=tuple(_respell_crumbs(trail, respell) for trail in sighting.breadcrumbs),
        listing=listing and _respell_listing(listing, respell),
        links=_respell_crumbs(sighting.links, respell),
        nofollow=frozenset(map(respell, sighting.nofollow)),
    )


def _respell_crumbs(crumbs: tuple[Crumb, ...], respell: Respell) -> tuple[Crumb, ...]:
    return tuple(replace(crumb, url=crumb.url and respell(crumb.url)) for crumb in crumbs)


def _respell_listing(listing: Listing, respell: Respell) -> Listing:
    return replace(
        listing,
        products=tuple(replace(tile, url=tile.url and respell(tile.url)) for tile in listing.products),
        subcategories=_respell_crumbs(listing.subcategories, respell),
        next_page=listing.next_page and respell(listing.next_page),
    )
