"""Which names on a site are those of brands."""

from __future__ import annotations

from collections import Counter

import pandas as pd

from gapfinder.matching.names.fields import find_fields
from gapfinder.matching.names.terms import fold_text, read_terms

FEWEST_PRODUCTS = 2


def find_brands(products: pd.DataFrame) -> frozenset[tuple[str, str]]:
    """Return pairs of a site and a folded name that several of its products bear as their brand.

    Names of goods are left out, also where a shop gives them as a brand. `products` has site and brand.
    """
    named = zip(products["site"], products["brand"], strict=True)
    counts = Counter((site, fold_text(brand)) for site, brand in named if isinstance(brand, str) and brand)
    return frozenset(
        (site, brand)
        for (site, brand), count in counts.items()
        if count >= FEWEST_PRODUCTS and brand and not find_fields(read_terms(brand), {})
    )
