"""Crawls that nobody starts by hand: when they run, the crontab lines and units that start them, and the run itself."""
