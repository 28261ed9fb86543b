"""Scrapy's downloader middlewares of this project."""
