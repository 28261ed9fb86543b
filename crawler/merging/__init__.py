"""Makes one catalogue of what many pages say. Pure."""
