"""Fetches and reads shops: sites in, spool folders out."""
