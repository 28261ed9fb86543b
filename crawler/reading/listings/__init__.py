"""What a category page lists: products, sub-categories, the next page, how many there are."""
