"""What can be closed, as a context manager."""

from abc import ABC, abstractmethod
from types import TracebackType
from typing import Self

__all__ = ["Closing"]


class Closing(ABC):
    """Is its own context manager, and closed at the end of the block."""

    __slots__ = ()

    @abstractmethod
    def close(self) -> None:
        """Give back what is held; closing twice does no harm."""

    def __enter__(self) -> Self:
        """Return the object itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close it."""
        self.close()
