"""Reads pages: a page in, what can be seen on it out. Pure."""
