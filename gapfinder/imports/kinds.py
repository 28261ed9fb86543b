"""The kinds of files that can be imported, and how each is told by its columns."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from gapfinder.imports import google, levels, plain, shopify
from gapfinder.imports.records import Branch, Entry, Setting
from gapfinder.imports.rows import Row

Reader = Callable[[Row], Branch | Entry]
"""Makes sense of a row. Raises ValueError, with key and value, where there is none in it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of file. It cannot be read without all the columns of one of `needs`; any of `signs` gives it away."""

    name: str
    needs: tuple[frozenset[str], ...]
    signs: tuple[frozenset[str], ...] = ()


def _either(*names: str) -> tuple[frozenset[str], ...]:
    return tuple(frozenset(name.split()) for name in names)


KINDS = (
    Kind(
        name="shopify",
        needs=_either("handle title", "url_handle title"),
        signs=_either("handle vendor", "handle variant_price", "handle variant_sku", "handle option1_name",
                      "handle option1_value", "handle body_(html)", "handle status", "url_handle"),
    ),
    Kind(
        name="google",
        needs=_either("id title"),
        signs=_either("product_type", "google_product_category", "item_group_id", "image_link"),
    ),
    Kind(
        name="categories",
        needs=_either("path"),
        signs=_either("path"),
    ),
    Kind(
        name="levels",
        needs=tuple(map(frozenset, levels.COLUMNS)),
        signs=tuple(map(frozenset, levels.COLUMNS)),
    ),
    Kind(
        name="products",
        needs=_either("title"),
        signs=_either("category"),
    ),
    Kind(
        name="google",
        needs=_either("id title"),
        signs=_either("link", "availability", "price gtin", "price brand"),
    ),
)  # fmt: skip
"""In the order in which they are recognised."""

READERS: Mapping[str, Callable[[Setting], Reader]] = {
    "shopify": shopify.make_reader,
    "google": google.make_reader,
    "categories": plain.make_branch_reader,
    "levels": levels.make_reader,
    "products": plain.make_product_reader,
}
"""What makes sense of the rows of each."""
NAMES = tuple(READERS)
TREES = frozenset({"categories", "levels"})
"""Those that say nothing of products."""


def find_kind(columns: Collection[str]) -> Kind | None:
    """Return the kind that a file's columns give away.

    >>> kinds = [find_kind(names.split()) for names in ("path", "title category", "id title link", "handle title", "a")]
    >>> [kind.name if kind else None for kind in kinds]
    ['categories', 'products', 'google', None, None]
    """
    names = frozenset(columns)
    return next((kind for kind in KINDS if _holds(kind.needs, names) and _holds(kind.signs, names)), None)


def get_kind(name: str) -> Kind:
    """Return a kind by its name."""
    return next(kind for kind in KINDS if kind.name == name)


def list_missing(kind: Kind, columns: Collection[str]) -> list[str]:
    """Return the columns that a file would need besides its own to be of a kind, the fewest."""
    names = frozenset(columns)
    lacking: list[list[str]] = [sorted(needed - names) for needed in kind.needs]
    return min(lacking, key=len)


def _holds(alternatives: tuple[frozenset[str], ...], names: frozenset[str]) -> bool:
    return any(wanted <= names for wanted in alternatives)
