"""One spider for any shop."""
