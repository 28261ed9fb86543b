"""What a crawl knows of the one before it: which pages need not come again, and what they showed."""
