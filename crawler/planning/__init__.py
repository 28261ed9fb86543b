"""Decides what to ask for next, and when enough was seen. Knows no network."""
