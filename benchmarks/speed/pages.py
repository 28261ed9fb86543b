"""The made-up shop's pages: home, listings with tiles and facets, products."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import parse_qs

from benchmarks.speed.frame import Frame, draw_icon, write_data
from benchmarks.speed.shop import MEDIA, Good, Node, Shop
from benchmarks.speed.wording import Wording

_WIDTHS = (160, 320, 480, 640)
_FACETS = ("Brand", "Colour", "Material", "Width", "Length", "Finish", "Grade")
_VALUES = 8
_RELATED = 12
_ROWS = 14


class Pages:
    """Writes the page at an address of a shop that is served at `host`."""

    def __init__(self, shop: Shop, host: str) -> None:
        self.shop = shop
        self.host = host
        self.frame = Frame(shop, host)

    def write(self, target: str) -> str | None:
        """Return the page that a path and query name; None where there is none."""
        path, _, query = target.partition("?")
        if path == "/":
            return self._write_home()
        if node := self.shop.by_url.get(path):
            number = parse_qs(query).get("page", ["1"])[0]
            return self._write_listing(node, int(number)) if number.isdecimal() else None
        if found := self.shop.find_good(path):
            return self._write_product(*found)
        return None

    def _write_home(self) -> str:
        words = Wording(self.shop.seed, "home")
        teasers = "".join(
            f'<a class="teaser" href="{node.url}"><img src="{MEDIA}/tops/{place}.jpg" alt=""><h2>{node.name}</h2></a>'
            for place, node in enumerate(self.shop.children[()])
        )
        body = f'<h1>{words.name(3)}</h1><div class="teasers">{teasers}</div><p>{words.text(5)}</p>'
        return self.frame.wrap(title=words.name(3), url="/", body=body)

    def _write_listing(self, node: Node, number: int) -> str:
        words = Wording(self.shop.seed, "listing", node.url, number)
        below = "".join(
            f'<li class="subcategory"><a href="{child.url}"><img src="{MEDIA}/groups/{child.path[-1]}.jpg" alt="" '
            f'loading="lazy"><span class="subcategory__name">{child.name}</span></a></li>'
            for child in self.shop.children[node.path]
        )
        below = f'<ul class="subcategories">{below}</ul>' if below else ""
        body = (
            f'<h1 class="title">{node.name}</h1><p class="intro">{words.text(2)}</p>{below}{self._write_facets(node)}'
            f'<div class="toolbar"><span class="count">{self.shop.goods_of(node)} products</span></div>'
            f'<ul class="grid grid--4">{self._write_tiles(self.shop.listed(node, number))}</ul>'
            f'{self._write_pager(node, number)}<div class="about">{words.text(6)}</div>'
        )
        return self.frame.wrap(title=node.name, url=node.url, body=body, path=node.path, kind="listing")

    def _write_facets(self, node: Node) -> str:
        if not self.shop.size.is_heavy:
            return ""
        words = Wording(self.shop.seed, "facets", node.url)
        groups = "".join(
            f'<details class="facet" open><summary>{name}</summary><ul>'
            + "".join(
                f'<li><a rel="nofollow" href="{node.url}?{name.lower()}={value}"><span class="box"></span>'
                f"{words.name(1)} <small>({words.number(60)})</small></a></li>"
                for value in range(1, _VALUES + 1)
            )
            + "</ul></details>"
            for name in _FACETS
        )
        return f'<aside class="facets" aria-label="Filter">{groups}</aside>'

    def _write_tiles(self, goods: Iterable[Good]) -> str:
        return "".join(self._write_tile(good) for good in goods)

    def _write_tile(self, good: Good) -> str:
        small = f"{good.picture}_{_WIDTHS[0]}.jpg"
        if not self.shop.size.is_heavy:
            picture = f'<img src="{small}" alt="" loading="lazy">'
        else:
            sizes = ", ".join(f"{good.picture}_{width}.webp {width}w" for width in _WIDTHS)
            picture = (
                f'<picture><source type="image/webp" srcset="{sizes}" sizes="(min-width: 64em) 25vw, 50vw">'
                f'<img src="{small}" alt="{good.name}" width="320" height="320" loading="lazy"></picture>'
            )
        badge = '<span class="badge">Sale</span>' if good.old_price else ""
        return (
            f'<li class="tile" data-id="{good.number}">{badge}<a class="tile__picture" href="{good.url}" tabindex="-1">'
            f'{picture}</a><div class="tile__body"><p class="tile__brand">{good.brand}</p>'
            f'<h3 class="tile__name"><a href="{good.url}">{good.name}</a></h3>'
            f'<div class="stars" style="--rating:{good.rating}" aria-label="{good.rating} of 5">({good.reviews})</div>'
            f"{_write_price(good)}"
            f'<button class="button" data-add="{good.number}">Add to cart</button></div></li>\n'
        )

    def _write_pager(self, node: Node, number: int) -> str:
        last = self.shop.pages_of(node)
        if last == 1:
            return ""
        near = sorted({1, last, *range(max(1, number - 2), min(last, number + 2) + 1)})
        links = "".join(
            f'<li><span aria-current="page">{each}</span></li>'
            if each == number
            else f'<li><a href="{node.url}{f"?page={each}" if each > 1 else ""}">{each}</a></li>'
            for each in near
        )
        following = f'<li><a rel="next" href="{node.url}?page={number + 1}">Next</a></li>' if number < last else ""
        return f'<nav class="pager" aria-label="Pages"><ul>{links}{following}</ul></nav>'

    def _write_product(self, node: Node, good: Good) -> str:
        words = Wording(self.shop.seed, "product", good.number)
        is_heavy = self.shop.size.is_heavy
        description = "".join(f"<p>{words.text(5)}</p>" for _ in range(8 if is_heavy else 1))
        rows = "".join(f"<tr><th>{words.name(1)}</th><td>{words.name(2)}</td></tr>" for _ in range(_ROWS))
        related = [self.shop.good(node.path, place) for place in range(min(_RELATED if is_heavy else 2, node.goods))]
        pictures = "".join(
            f'<img src="{good.picture}_{side}.jpg" srcset="{good.picture}_{side}_2x.jpg 2x" alt="{good.name}">'
            for side in range(5 if is_heavy else 1)
        )
        body = (
            f'<div class="product"><div class="gallery">{pictures}</div><div class="buy"><h1>{good.name}</h1>'
            f'<p class="sku">SKU: {good.sku}</p>{_write_price(good)}'
            f'<form action="/cart" method="post"><input name="qty" value="1"><button>Add to cart</button></form>'
            f'<ul class="usp"><li>{draw_icon("truck")}Delivered in {words.number(5)} days</li></ul></div></div>'
            f'<section class="description"><h2>Description</h2>{description}</section>'
            f'<table class="facts">{rows}</table><section class="related"><h2>You may also like</h2>'
            f'<ul class="grid grid--6">{self._write_tiles(related)}</ul></section>'
            f"{self._write_product_data(good, words)}"
        )
        return self.frame.wrap(title=good.name, url=good.url, body=body, path=node.path, kind="product")

    def _write_product_data(self, good: Good, words: Wording) -> str:
        offer = {
            "@type": "Offer",
            "price": good.price,
            "priceCurrency": "EUR",
            "url": f"{self.host}{good.url}",
            "availability": f"https://schema.org/{words.pick('InStock', 'InStock', 'OutOfStock')}",
        }
        rating = {"@type": "AggregateRating", "ratingValue": good.rating, "reviewCount": good.reviews}
        return write_data(
            {
                "@context": "https://schema.org",
                "@type": "Product",
                "name": good.name,
                "image": [f"{self.host}{good.picture}_{side}.jpg" for side in range(3)],
                "description": words.text(4),
                "sku": good.sku,
                "gtin13": good.gtin,
                "brand": {"@type": "Brand", "name": good.brand},
                "offers": offer,
                "aggregateRating": rating,
            }
        )


def _write_price(good: Good) -> str:
    old = f'<del class="price__old">€{good.old_price}</del> ' if good.old_price else ""
    return f'<div class="price">{old}<span class="price__now">€{good.price}</span></div>'
