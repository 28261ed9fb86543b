"""Where a page stands in its shop's catalogue, by its breadcrumbs."""
