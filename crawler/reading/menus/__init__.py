"""The site's menu of categories: which piece of a page it is, and what it holds."""
