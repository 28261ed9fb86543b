"""Keeps a crawl on disk: a journal while it runs, a closed folder when it is over."""
