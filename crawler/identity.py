"""Ids of records: the same site and key give the same id in every crawl, on every machine."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import blake2b

PATH_SEPARATOR = "\x1f"
"""Joins a path to a key where a category has no URL; control characters do not survive the reading of names."""


def category_id(site: str, key: str) -> str:
    """Return a category's id: 16 hexadecimal characters made of the site's name and the key.

    The key is the category's folded URL, or `path_key` of its path where it has no URL of its own.

    >>> category_id("acme", "https://www.acme.example/bolts")
    '710683b747492a53'
    >>> category_id("acme", "bolts") == category_id("boltco", "bolts")
    False
    """
    return _digest(site, key)


def product_id(site: str, key: str) -> str:
    """Return a product's id: 16 hexadecimal characters made of the site's name and the key.

    The key is the product's folded URL, or its SKU or title where it has none.

    >>> len(product_id("acme", "\\ud800 is half a character"))
    16
    """
    return _digest(site, key)


def path_key(path: Sequence[str]) -> str:
    """Return the key of a category that has no URL.

    >>> path_key(("Tools", "Saws")) == path_key(("Tools > Saws",))
    False
    """
    return PATH_SEPARATOR.join(path)


def _digest(site: str, key: str) -> str:
    text = f"{site}\0{key}"
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
