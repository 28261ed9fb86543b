"""What addresses say by themselves, and which of a page's links a crawl may follow."""
