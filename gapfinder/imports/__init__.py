"""Catalogues that are given instead of crawled: what kind of file it is, what its lines say, one catalogue of them."""
