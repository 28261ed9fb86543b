"""Concepts: the parts of categories of many sites that mean the same, with ids and labels."""
