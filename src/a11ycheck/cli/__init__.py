"""The command line."""

from a11ycheck.cli.app import main

__all__ = ["main"]
