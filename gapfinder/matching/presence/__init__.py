"""What a site may have of a concept under other names, in broader categories, or by what its products are called."""
