"""Names of categories and titles of products made comparable: terms, parts, languages, fields of goods."""
