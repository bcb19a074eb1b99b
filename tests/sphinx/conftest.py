"""What the tests of the extension share: real Sphinx builds."""

from sphinx_builds import build, processes

__all__ = ["build", "processes"]
