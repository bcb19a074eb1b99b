"""Fixtures for the tests of `collect`, and settings of property tests."""

from hypothesis import settings

from served_site import ask, build, no_rights, open_folder, web

__all__ = ["ask", "build", "no_rights", "open_folder", "web"]

# The same examples on every machine, no files left behind, no time limit per example.
settings.register_profile("unit", deadline=None, derandomize=True, database=None)
settings.load_profile("unit")
