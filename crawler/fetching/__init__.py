"""Asks servers politely and within bounds: every request of a crawl, and what came of it."""
