"""Objects whose docstrings have fields."""


def plain(value: int) -> int:
    """Return a value.

    :param value: What comes back, as `this <https://value.example>`__ says
        and `that <https://more.example>`__ repeats.
    :returns: The value, or :py:class:`plain`.
    """
    return value


class Kept:
    """Keep a value.

    :param value: See `kept <https://kept.example>`__.
    """

    def __init__(self, value: int) -> None:
        self.value = value
