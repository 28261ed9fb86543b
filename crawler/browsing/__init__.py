"""Draws pages that show nothing before their scripts run: in the system's Chromium, which has no network of its own."""
