"""Finds product mixes that competitors lack and other industries have proven."""
