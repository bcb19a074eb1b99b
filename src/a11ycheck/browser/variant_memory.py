"""Which pages look otherwise when they are loaded in a variant than when they are shown in it later."""

__all__ = ["VariantMemory"]


class VariantMemory:
    """What is known of pages with the same scripts, by their context (`media_answers.js`).

    Browsers that visit pages at the same time share it.
    """

    def __init__(self) -> None:
        """Begin with nothing."""
        self._differing: dict[str, bool] = {}

    def knows(self, context: str) -> bool:
        """Return whether a page of a context was loaded in another variant."""
        return context in self._differing

    def differs(self, context: str) -> bool:
        """Return whether a page of a context looked otherwise then."""
        return self._differing.get(context, False)

    def add(self, context: str, *, differs: bool) -> None:
        """Add what the load of a page has shown; one that looks otherwise decides about all."""
        self._differing[context] = differs or self.differs(context)
