"""Fixtures for the tests of `collect`."""

from served_site import ask, build, no_rights, open_folder, web

__all__ = ["ask", "build", "no_rights", "open_folder", "web"]
