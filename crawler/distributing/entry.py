"""The process of one task: `python -m crawler.distributing.entry FD` crawls what it is sent through that descriptor."""

from __future__ import annotations

import sys
from multiprocessing.connection import Connection

from crawler.worker import work


def main() -> None:
    """Take the sites, the errand and the level to log at; then tell all about the crawl, as `work` does."""
    connection = Connection(int(sys.argv[1]))
    try:
        sites, errand, log_level = connection.recv()
    except EOFError:
        return
    work(connection, sites, errand, log_level)


if __name__ == "__main__":
    main()
