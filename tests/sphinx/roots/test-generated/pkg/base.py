"""A base class."""


class Base:
    """The base."""

    def run(self) -> None:
        """Run it, see `base <https://base.example>`__."""
