"""`python -m gapfinder` is the command `gapfinder`."""

from gapfinder.cli.main import run

if __name__ == "__main__":
    run()
