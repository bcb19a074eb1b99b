"""A small module, documented by autodoc."""

from collections.abc import Callable, Mapping, Sequence


class Kettle:
    """Boils water.

    :param capacity: how much water it holds, in litres
    :param colour: of its outside

    .. versionadded:: 1.0
    """

    #: The kettles that were made, ever.
    made: int = 0

    def __init__(self, capacity: float, *, colour: str = "steel") -> None:
        self.capacity = capacity
        self.colour = colour

    def boil(self, minutes: float, whistle: Callable[[str], None] | None = None) -> float:
        """Heat the water and return its temperature.

        :param minutes: how long
        :param whistle: is called when it boils
        :returns: degrees Celsius
        :raises ValueError: if `minutes` is negative

        .. versionchanged:: 1.2
           ``whistle`` may be left out.
        """
        raise NotImplementedError

    @property
    def full(self) -> bool:
        """Whether there is no room left.

        .. deprecated:: 2.0
           Look inside.
        """
        return False

    @classmethod
    def from_catalogue_with_a_name_that_is_much_too_long_for_a_phone(
        cls, catalogue: Mapping[str, Sequence[tuple[float, str]]], article_number: str
    ) -> "Kettle":
        """Look one up."""
        return cls(catalogue[article_number][0][0])


class TooHotError(Exception):
    """Raised when it is too hot to touch.

    .. versionremoved:: 3.0
       Nobody caught it.
    """


def pour(kettle: Kettle, cups: int = 1) -> list[float]:
    """Return what each cup got.

    >>> pour(Kettle(1.0), cups=2)
    [0.5, 0.5]
    """
    return [kettle.capacity / cups] * cups
