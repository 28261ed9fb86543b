"""What stands where on a page: its headings, its regions, what repeats."""
