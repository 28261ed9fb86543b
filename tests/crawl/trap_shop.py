"""A shop full of traps: a small tree of categories, and around it addresses without end, one kind of them or all.

No parameter and no folder is called as in any list of words: what they are shows only in what they do.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from itertools import count, product
from urllib.parse import parse_qsl, urlencode, urlsplit

from tests.crawl.shops import Served

TREE = {"/werkzeug": ("Werkzeug", ("saegen", "hobel", "feilen")), "/garten": ("Garten", ("harken", "schlaeuche"))}
NAMES = {"saegen": "Sägen", "hobel": "Hobel", "feilen": "Feilen", "harken": "Harken", "schlaeuche": "Schläuche"}
GOODS = 6
"""Products in each of the lowest categories."""
PATHS = {(top, *rest) for top, names in TREE.values() for rest in [(), *((NAMES[name],) for name in names)]}
"""The true tree."""
HUES = ("rot", "blau", "gruen", "gelb", "weiss", "grau")
"""What the shop's filters are called."""
ORDERS = ("nachpreis", "nachname", "neueste")
HTML = {"Content-Type": "text/html; charset=utf-8"}


@dataclass(frozen=True)
class Shown:
    """A page as the shop thinks of it: `path` without whatever a trap has put into it."""

    path: str
    query: tuple[tuple[str, str], ...] = ()
    hues: tuple[str, ...] = ()


class TrapShop:
    """Answers any address. `traps` names those that are set."""

    def __init__(self, *traps: str) -> None:
        self.traps = traps
        self._numbers = count(1)

    def answer(self, target: str) -> Served:
        """Return what is at an address."""
        bits = urlsplit(target)
        shown = self._understand(bits.path.rstrip("/"), tuple(parse_qsl(bits.query)))
        text = self._show(shown, bits.path)
        if text is None:
            return Served(status=404, body=b"not here", headers=HTML)
        return Served(body=text.encode(), headers=HTML)

    def _understand(self, path: str, query: tuple[tuple[str, str], ...]) -> Shown:
        parts = [part for part in path.split("/") if part]
        if "nested" in self.traps:
            while len(parts) > 2 and f"/{parts[1]}" in TREE:
                parts = parts[1:]
            while len(parts) > 1 and f"/{parts[-1]}" in TREE:
                parts = parts[-1:]
        hues: tuple[str, ...] = ()
        while len(parts) > 1 and parts[-1] in (*HUES, *ORDERS, "druck"):
            hues = (parts[-1], *hues) if parts[-1] in HUES else hues
            parts.pop()
        return Shown("/" + "/".join(parts) if parts else "", query, hues)

    def _show(self, shown: Shown, path: str) -> str | None:
        if shown.path == "":
            return self._wrap("Alles für Haus und Garten", "<p>Seit 1902.</p>", shown, path)
        if shown.path.startswith("/termine"):
            return self._show_day(shown, path)
        if shown.path.startswith("/w/"):
            return self._show_product(shown, path)
        top, _, name = shown.path[1:].partition("/")
        if f"/{top}" not in TREE or (name and name not in TREE[f"/{top}"][1]):
            return None
        return self._show_category(f"/{top}", name, shown, path)

    def _show_category(self, top: str, name: str, shown: Shown, path: str) -> str:
        title, below = TREE[top]
        names = [name] if name else list(below)
        numbers = [(each, number) for each in names for number in range(GOODS)]
        numbers = [pair for pair in numbers if not shown.hues or sum(map(len, shown.hues)) % 3 == pair[1] % 3]
        tiles = "".join(self._show_tile(each, number) for each, number in numbers)
        own = f"{top}/{name}" if name else top
        subs = (
            ""
            if name
            else "".join(f'<li><a href="{self._link(f"{top}/{each}")}">{NAMES[each]}</a></li>' for each in below)
        )
        filters = "".join(self._list_traps(own, shown))
        crumbs = [("/", "Start"), (top, title)] + ([(own, NAMES[name])] if name else [])
        trail = " / ".join(self._anchor(url, text) for url, text in crumbs[:-1])
        heading = " ".join([NAMES[name] if name else title, *(hue.title() for hue in shown.hues)])
        body = f'<ul class="unter">{subs}</ul><div class="kasten">{filters}</div><ul class="waren">{tiles}</ul>'
        return self._wrap(heading, body, shown, path, trail=f"{trail} / <span>{crumbs[-1][1]}</span>")

    def _list_traps(self, own: str, shown: Shown) -> Iterator[str]:
        """Give the links that a listing has besides its goods."""
        if "filters" in self.traps:
            for hue in (hue for hue in HUES if hue not in shown.hues):
                yield f"<li>{self._anchor('/'.join((own, *shown.hues, hue)), hue.title())}</li>"
        if "facets" in self.traps:
            for name, hue in product(("zf", "zg"), HUES):
                yield self._anchor(own, f"{name} {hue}", *shown.query, (name, hue))
        if "orders" in self.traps:
            for order in ORDERS:
                yield self._anchor(own, order, ("reihung", order)) + self._anchor(f"{own}/{order}", order)
        if "print" in self.traps:
            yield self._anchor(own, "Drucken", ("papier", "1")) + self._anchor(f"{own}/druck", "Druck")

    def _show_tile(self, name: str, number: int) -> str:
        picture = self._anchor(f"/w/{name}-{number}", f'<img src="/b/{name}{number}.jpg" alt="">')
        title = self._anchor(f"/w/{name}-{number}", f"{NAMES[name]} Nr. {number}")
        return f'<li class="ware">{picture}<h3>{title}</h3><b>€ {number + 7}.50</b></li>'

    def _show_product(self, shown: Shown, path: str) -> str | None:
        name, _, number = shown.path.removeprefix("/w/").partition("-")
        if name not in NAMES or not number.isdecimal() or int(number) >= GOODS:
            return None
        top = next(top for top, (_, names) in TREE.items() if name in names)
        crumbs = (("/", "Start"), (top, TREE[top][0]), (f"{top}/{name}", NAMES[name]))
        trail = " / ".join(self._anchor(url, text) for url, text in crumbs)
        title, price = f"{NAMES[name]} Nr. {number}", f"{int(number) + 7}.50"
        offer = {"@type": "Offer", "price": price, "priceCurrency": "EUR"}
        data = {
            "@context": "https://schema.org",
            "@type": "Product",
            "name": title,
            "sku": name + number,
            "offers": offer,
        }
        script = f'<script type="application/ld+json">{json.dumps(data)}</script>'
        body = f"{script}<p>€ {price}</p><button>In den Korb</button>"
        printed = self._anchor(shown.path, "Drucken", ("papier", "1")) if "print" in self.traps else ""
        return self._wrap(title, body + printed, shown, path, trail=trail)

    def _show_day(self, shown: Shown, path: str) -> str | None:
        """Show a month of a calendar, by its date in the path, or by a number that counts on without end."""
        if "calendar" not in self.traps:
            return None
        number = int(dict(shown.query).get("nr", "0") or 0)
        year, month = 2026 + number // 12, number % 12 + 1
        days = "".join(
            f'<a href="{self._link("/termine", ("nr", str(number + step)))}">Monat {step}</a>' for step in (-1, 1, 2, 3)
        )
        days += "".join(
            f'<a href="{self._link(f"/termine/{year}/{month:02}/{day:02}")}">{day}.</a>' for day in range(1, 29)
        )
        return self._wrap(f"Termine {month}/{year}", f"<p>Wir haben geöffnet.</p>{days}", shown, path)

    def _link(self, path: str, *query: tuple[str, str]) -> str:
        """Return an address as the shop writes it into a page."""
        pairs = list(query)
        if "visits" in self.traps:
            pairs.append(("besuch", sha256(str(next(self._numbers) // 1000).encode()).hexdigest()[:32]))
        if "references" in self.traps:
            pairs.append(("woher", f"v{next(self._numbers)}"))
        return (path or "/") + (f"?{urlencode(pairs)}" if pairs else "")

    def _wrap(self, title: str, body: str, shown: Shown, path: str, *, trail: str = "") -> str:
        root = "" if "nested" in self.traps else "/"
        menu = "".join(f'<li><a href="{root}{self._link(top)[1:]}">{text}</a></li>' for top, (text, _) in TREE.items())
        calendar = self._anchor("/termine", "Termine") if "calendar" in self.traps else ""
        grown = ""
        if "parameters" in self.traps:
            pair = (f"z{len(shown.query)}", str(next(self._numbers)))
            grown = self._anchor(path, "Weiter so", *shown.query, pair)
        head = f"<!doctype html><html lang=de><head><title>{title}</title></head>"
        header = f'<body><header><nav><ul class="menue">{menu}</ul></nav></header>'
        crumbs = f'<nav class="breadcrumb" aria-label="breadcrumb">{trail}</nav>'
        footer = f"<footer>{calendar}<p>Gutes Werkzeug, gern verkauft.</p></footer></body></html>"
        return f"{head}{header}<main>{crumbs}<h1>{title}</h1>{body}{grown}</main>{footer}"

    def _anchor(self, path: str, text: str, *query: tuple[str, str]) -> str:
        return f'<a href="{self._link(path, *query)}">{text}</a>'


TRAPS = ("filters", "facets", "orders", "print", "calendar", "visits", "references", "parameters", "nested")
