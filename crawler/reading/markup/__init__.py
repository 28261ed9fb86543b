"""A page as it was sent, parsed, and flattened into a light tree of elements and texts that all readers share."""
