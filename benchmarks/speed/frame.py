"""What all pages of the made-up shop share: head, header with its menus, footer. The active entry differs by page."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cached_property

from benchmarks.speed.shop import Node, Shop
from benchmarks.speed.wording import Wording

_ICON = (
    '<svg class="icon icon--{name}" width="24" height="24" viewBox="0 0 24 24" aria-hidden="true" focusable="false">'
    '<path d="M12 2C6.48 2 2 6.48 2 12s4.48 10 10 10 10-4.48 10-10S17.52 2 12 2zm{x} 15h-2v-6h2v6zm0-8h-2V7h2v{y}z"'
    ' fill="currentColor" stroke="none"/></svg>'
)
_HELP = ("Contact", "Delivery", "Returns", "Privacy", "Terms", "Imprint", "Careers", "Stores", "Newsletter")


def draw_icon(name: str) -> str:
    """Return an inline picture."""
    return _ICON.format(name=name, x=len(name), y=2 + len(name) % 3)


def write_data(data: object) -> str:
    """Return a JSON-LD block."""
    return f'<script type="application/ld+json">{json.dumps(data)}</script>'


class Frame:
    """Wraps what a page holds into the shop's head, header and footer."""

    def __init__(self, shop: Shop, host: str) -> None:
        self.shop = shop
        self.host = host
        self._heavy = shop.size.is_heavy

    def wrap(self, *, title: str, url: str, body: str, path: tuple[int, ...] = (), kind: str = "home") -> str:
        """Return a whole page. `path` is the category that the page stands in."""
        trail = self.shop.trail(path)
        return (
            f'<!doctype html>\n<html lang="en" class="no-js">\n<head>\n<meta charset="utf-8">\n<title>{title}</title>\n'
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
            f'<link rel="canonical" href="{self.host}{url}">\n'
            f'<meta property="og:title" content="{title}"><meta property="og:type" content="website">\n'
            f"{self._styles}{self._settings(title, url)}</head>\n"
            f'<body class="page page--{kind} {"has-trail" if trail else "is-top"}" data-view="{kind}">\n'
            f"{self._header(path)}{write_trail(trail, self.host)}\n"
            f'<main id="content" class="layout layout--{kind}">{body}</main>\n{self._footer}{self._scripts}'
            "</body></html>\n"
        )

    @cached_property
    def _styles(self) -> str:
        if not self._heavy:
            return '<link rel="stylesheet" href="/static/shop.css">\n'
        words = Wording(self.shop.seed, "styles")
        rules = "".join(
            f".{words.name(1).lower()}__{words.name(1).lower()}{{margin:{number % 9}px auto;padding:0 {number % 7}px;"
            f"color:#{number * 7919 % 0xFFFFFF:06x};display:flex}}\n"
            for number in range(120)
        )
        sheets = "".join(f'<link rel="preload" as="script" href="/static/chunk-{n:04x}.js">\n' for n in range(12))
        return f"<style>{rules}</style>\n{sheets}"

    def _settings(self, title: str, url: str) -> str:
        if not self._heavy:
            return ""
        words = Wording(self.shop.seed, "settings", url)
        layer = {
            "page": {"title": title, "url": url, "id": words.number(10**9)},
            "tests": [words.name(1) for _ in range(20)],
        }
        flags = {words.name(2): bool(words.number(2) - 1) for _ in range(60)}
        return f"<script>window.dataLayer=[{json.dumps(layer)}];window.flags={json.dumps(flags)};</script>\n"

    def _header(self, path: tuple[int, ...]) -> str:
        tools = "".join(
            f'<a class="tool" href="/{place}">{draw_icon(place)}<span class="hidden">{place.title()}</span></a>'
            for place in ("account", "wishlist", "cart")
        )
        search = '<form action="/search" role="search"><input name="q" type="search"><button>Search</button></form>'
        menus = self._desktop(path) + (self._mobile(path) if self._heavy else "")
        return (
            f'<header class="header"><a class="logo" href="/" title="Home">{draw_icon("logo")}</a>{search}{tools}'
            f"{menus}</header>\n"
        )

    def _desktop(self, path: tuple[int, ...]) -> str:
        tops = "".join(self._panel(node, path) for node in self.shop.children[()])
        return f'<nav class="mega" aria-label="Main"><ul class="mega__tops">{tops}</ul></nav>\n'

    def _panel(self, top: Node, path: tuple[int, ...]) -> str:
        columns = "".join(
            f'<li class="mega__column{_active(middle, path)}"><a class="mega__head" href="{middle.url}">{middle.name}'
            f"</a>{self._leaves(middle, path)}</li>\n"
            for middle in self.shop.children[top.path]
        )
        return (
            f'<li class="mega__top{_active(top, path)}"><a class="mega__link" href="{top.url}" aria-haspopup="true">'
            f'<span>{top.name}</span></a><div class="mega__panel"><ul class="mega__columns">{columns}</ul></div></li>\n'
        )

    def _leaves(self, middle: Node, path: tuple[int, ...]) -> str:
        if not self._heavy:
            return ""
        leaves = "".join(
            f'<li class="mega__leaf{_active(leaf, path)}"><a href="{leaf.url}" title="{leaf.name}">{leaf.name}</a></li>'
            for leaf in self.shop.children[middle.path]
        )
        return f'<ul class="mega__leaves">{leaves}</ul>'

    def _mobile(self, path: tuple[int, ...]) -> str:
        def level(nodes: Sequence[Node], depth: int) -> str:
            rows = "".join(
                f'<li class="drawer__row{_active(node, path)}"><a href="{node.url}">{node.name}</a>'
                f"{level(self.shop.children[node.path], depth + 1)}</li>"
                for node in nodes
            )
            return f'<ul class="drawer drawer--{depth}">{rows}</ul>' if rows else ""

        drawer = level(self.shop.children[()], 0)
        return f'<div class="offcanvas" id="mobile" aria-hidden="true"><nav aria-label="Mobile">{drawer}</nav></div>\n'

    @cached_property
    def _footer(self) -> str:
        links = "".join(f'<li><a href="/help/{word.lower()}">{word}</a></li>' for word in _HELP)
        social = "".join(
            f'<a class="social" href="https://{name}.example/shop" rel="nofollow">{draw_icon(name)}</a>'
            for name in ("pictures", "films", "news", "chat")
        )
        words = Wording(self.shop.seed, "footer")
        return f'<footer class="footer"><ul class="footer__links">{links}</ul>{social}<p>{words.text(4)}</p></footer>\n'

    @cached_property
    def _scripts(self) -> str:
        if not self._heavy:
            return '<script src="/static/shop.js" defer></script>'
        words = Wording(self.shop.seed, "scripts")
        calls = "".join(
            f'window.q.push(function(a){{if(a<{n}&&"{words.name(1)}"){{a.on("{words.name(1)}",{n});}}}});\n'
            for n in range(80)
        )
        return f"<script>window.q=window.q||[];{calls}</script>" + "".join(
            f'<script src="/static/chunk-{n:04x}.js" defer></script>\n' for n in range(12)
        )


def write_trail(trail: Sequence[Node], host: str) -> str:
    """Return a breadcrumb, once for people and once for machines; nothing at the top."""
    if not trail:
        return ""
    steps = "".join(
        f'<li class="trail__step"><a href="{node.url}">{node.name}</a></li>'
        if node is not trail[-1]
        else f'<li class="trail__step" aria-current="page"><a href="{node.url}">{node.name}</a></li>'
        for node in trail
    )
    items = [
        {"@type": "ListItem", "position": place, "name": name, "item": f"{host}{url}"}
        for place, (name, url) in enumerate([("Home", "/"), *((node.name, node.url) for node in trail)], 1)
    ]
    data = {"@context": "https://schema.org", "@type": "BreadcrumbList", "itemListElement": items}
    home = '<li class="trail__step"><a href="/">Home</a></li>'
    return f'<nav class="trail" aria-label="Breadcrumb"><ol>{home}{steps}</ol></nav>{write_data(data)}'


def _active(node: Node, path: tuple[int, ...]) -> str:
    if node.path == path:
        return " is-active is-current"
    return " is-active" if path[: len(node.path)] == node.path else ""
