"""A shop on loopback that changes between crawls, and answers conditional requests as servers do, good and odd ones."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

from crawler.recalling.memories import Memories
from crawler.run import Progress, SiteOutcome, crawl_sites
from tests.crawl.shops import Served, Shop, make_site

HTML = {"Content-Type": "text/html; charset=utf-8"}
RECORDS = ("categories", "products", "product_categories")
Answering = Callable[["LivingShop", str, str], Served]
"""From the shop, a path and its body to the answer."""


class LivingShop:
    """Pages by path, as text; `asked` holds (path, status) in order, `answering` how a page is served."""

    def __init__(self, pages: dict[str, str], answering: Answering) -> None:
        self.pages = dict(pages)
        self.answering = answering
        self.asked: list[tuple[str, int]] = []
        self.versions: Counter[str] = Counter()
        self.server = Shop({"*": self._answer})

    @property
    def asks(self) -> dict[str, str]:
        """The headers of the request that is being answered."""
        return self.server.headers[-1]

    def change(self, pages: dict[str, str | None]) -> None:
        """Change pages, or take them away."""
        for path, body in pages.items():
            self.versions[path] += 1
            if body is None:
                self.pages.pop(path)
            else:
                self.pages[path] = body

    def date_pages(self, dates: dict[str, str]) -> None:
        """Write a sitemap that tells when pages changed."""
        entries = (
            f"<url><loc>{self.server.url}{path[1:]}</loc><lastmod>{date}</lastmod></url>"
            for path, date in dates.items()
        )
        self.pages["/sitemap.xml"] = f"<urlset>{''.join(entries)}</urlset>"

    def count(self, status: int) -> int:
        return sum(answered == status for _, answered in self.asked)

    def _answer(self, path: str) -> Served:
        body = self.pages.get(path)
        answer = Served(status=404) if body is None else self.answering(self, path, body)
        self.asked.append((path, answer.status))
        return answer


def by_tag(shop: LivingShop, path: str, body: str) -> Served:
    """Answer as a server that knows its pages by their content."""
    tag = f'"{sha256(body.encode()).hexdigest()[:16]}"'
    if shop.asks.get("if-none-match") == tag:
        return Served(status=304, headers={"ETag": tag})
    return Served(body=body.encode(), headers=HTML | {"ETag": tag})


def by_date(shop: LivingShop, path: str, body: str) -> Served:
    """Answer as a server that knows when its pages changed."""
    modified = f"Thu, 0{1 + shop.versions[path]} Jan 2026 12:00:00 GMT"
    if shop.asks.get("if-modified-since") == modified:
        return Served(status=304, headers={"Last-Modified": modified})
    return Served(body=body.encode(), headers=HTML | {"Last-Modified": modified})


def without(shop: LivingShop, path: str, body: str) -> Served:
    """Answer as most shops do: whole, and with nothing to know a page by."""
    return Served(body=body.encode(), headers=HTML)


class Crawls:
    """Crawls of one shop into one data folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def run(
        self,
        shop: LivingShop,
        *,
        memories: Memories | None = None,
        progress: Progress | None = None,
        **politeness: object,
    ) -> SiteOutcome:
        """Crawl as `gapfinder crawl` does."""
        shop.asked.clear()
        memories, spool = memories or Memories(folder=self.folder / "memory"), self.folder / "spool"
        sites = [make_site(shop.server, **politeness)]
        return crawl_sites(sites, spool=spool, memories=memories, progress=progress)[0]

    def run_full(self, shop: LivingShop, **politeness: object) -> SiteOutcome:
        """Crawl as if for the first time, and leave no trace but the spool's."""
        shop.asked.clear()
        return crawl_sites([make_site(shop.server, **politeness)], spool=self.folder / "spool")[0]

    def read(self, outcome: SiteOutcome, name: str) -> list[dict[str, object]]:
        path = self.folder / "spool" / outcome.crawl_id / f"{name}.jsonl"
        return [json.loads(line) for line in path.read_text().splitlines()]

    def manifest(self, outcome: SiteOutcome) -> dict[str, object]:
        found: dict[str, object] = json.loads((self.folder / "spool" / outcome.crawl_id / "manifest.json").read_text())
        return found

    def result(self, outcome: SiteOutcome) -> dict[str, object]:
        """Return what a crawl found, and what it looked at, apart from when and whether it came anew."""
        found: dict[str, object] = {name: self.read(outcome, name) for name in RECORDS}
        keys = ("url", "why", "outcome", "kind")
        found["visits"] = [[visit[key] for key in keys] for visit in self.read(outcome, "visits")]
        return found | {"coverage": (outcome.coverage, outcome.coverage_reason)}
