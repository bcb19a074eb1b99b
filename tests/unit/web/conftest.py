"""Fixtures for the tests of `web`."""

from served_site import ask, build, no_rights, open_folder, server, site

__all__ = ["ask", "build", "no_rights", "open_folder", "server", "site"]
