"""Files as they are given, read as an import reads them, without a warehouse."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from crawler.items import Category, Product
from crawler.sites import Site
from gapfinder.imports.reading import Terms, read_catalogue
from gapfinder.imports.rejects import Rejects
from gapfinder.imports.source import Wanted


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What was read of a file."""

    kind: str
    categories: list[Category]
    products: list[Product]
    places: list[tuple[str, str]]
    """Title and path of each product in each of its categories."""
    rejects: list[tuple[int, str]]
    hidden: int

    @property
    def paths(self) -> list[str]:
        return [" > ".join(category.path) for category in self.categories]

    def list_products(self, *names: str) -> list[tuple[Any, ...]]:
        return [tuple(getattr(product, name) for name in names) for product in self.products]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """Writes what a test gives into a file and reads that."""

    folder: Path
    site: Site = field(default_factory=lambda: Site(name="acme", url="https://acme.example/"))

    def __call__(self, content: str | bytes | Path, *, terms: Terms | None = None, **wanted: str) -> Given:
        path = content if isinstance(content, Path) else self.write(content)
        terms = terms or Terms(wanted=Wanted(**wanted))
        with Rejects(self.folder, "acme", datetime.now(UTC)) as rejects:
            read = read_catalogue(path, site=self.site, terms=terms, rejects=rejects)
        categories = list(read.catalogue.list_categories())
        products = list(read.catalogue.list_products())
        titles = {product.product_id: product.title for product in products}
        paths = {category.category_id: " > ".join(category.path) for category in categories}
        places = [(titles[row.product_id], paths[row.category_id]) for row in read.catalogue.list_assignments()]
        return Given(
            kind=read.kind,
            categories=categories,
            products=products,
            places=sorted(places),
            rejects=[(reject.line, reject.reason) for reject in rejects.first],
            hidden=read.catalogue.hidden,
        )

    def write(self, content: str | bytes) -> Path:
        path = self.folder / "given"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path


@pytest.fixture
def read(tmp_path: Path) -> Reading:
    return Reading(folder=tmp_path)


@pytest.fixture(scope="session")
def read_any(tmp_path_factory: pytest.TempPathFactory) -> Callable[[bytes], Given]:
    """As `read`, for one test that reads many files."""
    return Reading(folder=tmp_path_factory.mktemp("any"))
