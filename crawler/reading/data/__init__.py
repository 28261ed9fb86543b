"""What a page says to machines: JSON-LD, microdata, RDFa, meta tags, the states of its scripts."""
