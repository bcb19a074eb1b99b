"""Audit generated HTML before it is published: accessibility, weight and direction of every page."""

__all__ = ["__version__"]

__version__ = "0.1.0"
