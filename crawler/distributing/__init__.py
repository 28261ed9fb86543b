"""Crawls on the workers of a Dask cluster. Only this room speaks to Dask, which is an extra, and only when asked to."""
