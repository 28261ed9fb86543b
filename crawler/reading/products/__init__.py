"""The one product that a page is about."""
