"""The module zq1 says this."""

__all__ = ["Thing", "act"]


class Thing:
    """A thing zq7.

    With more zq9 text.
    """

    def run(self) -> int:
        """Run zq13 it.

        - an item zq15
        """
        return 1


def act(value: int) -> int:
    """Act zq21 on it.

    A second paragraph zq23.
    """
    return value
