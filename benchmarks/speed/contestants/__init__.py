"""Those who crawl the same pages; each is a module that is run as `python -m … URL PAGES CONCURRENCY [PATTERN]`.

They differ in what they read of a page. All ask for listings before products, so that a budget buys everyone the same.
"""
